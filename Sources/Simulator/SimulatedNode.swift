import APIMachinery
import Basics
import Client
import ControllerKit
import TestSupport

/// A node with a kubelet reduced to its rules: bound pods start, those of Jobs end, deleted ones go; it renews its Lease while it is up.
struct SimulatedNode {
  let name: String
  var isUp = true
  var nextHeartbeat: Timestamp
  private var nextAddress = 1

  private let number: Int

  init(number: Int, now: Timestamp) { (self.number, name, nextHeartbeat) = (number, "node-\(number)", now) }

  static let heartbeatInterval = Duration.seconds(25)

  var object: Value { Build.node(name, cpu: "8", memory: "16Gi", pods: 40) }

  /// The next step of one pod; nil when it stays as it is. `failsPerThousand`: how often a Job's pod fails.
  mutating func order(for pod: Value, now: Timestamp, random: any RandomSource, failsPerThousand: Int) -> Order? {
    let facts = PodFacts(pod)
    let path = ResourcePath(WellKnown.pods, namespace: pod.namespace)
    if pod.isBeingDeleted {
      // The kubelet's last word; whoever holds a finalizer goes on from there.
      if pod["metadata"]?["deletionGracePeriodSeconds"]?.int == 0 {
        return facts.isFinished ? nil : status(pod, phase: "Failed", isReady: false, now)
      }
      return .delete(path, name: pod.name, DeleteOptions(gracePeriodSeconds: 0, uid: pod.uid))
    }
    switch facts.phase {
    case "Pending": return status(pod, phase: "Running", isReady: true, now)
    case "Running" where !facts.isReady: return status(pod, phase: "Running", isReady: true, now)
    case "Running" where pod.controllerReference?.kind == "Job":
      return status(pod, phase: random.below(1000) < failsPerThousand ? "Failed" : "Succeeded", isReady: false, now)
    default: return nil
    }
  }

  private mutating func status(_ pod: Value, phase: String, isReady: Bool, _ now: Timestamp) -> Order {
    var updated = pod
    var conditions = Conditions(of: pod)
    conditions.set(Condition("Ready", isReady), now: now)
    var state: Value = ["running": ["startedAt": .string(now.rfc3339)]]
    if phase != "Running" {
      state = ["terminated": ["exitCode": phase == "Succeeded" ? 0 : 1, "finishedAt": .string(now.rfc3339)]]
    }
    updated[path: "status", "phase"] = .string(phase)
    updated[path: "status", "conditions"] = .array(conditions.values)
    updated[path: "status", "containerStatuses"] = [
      ["name": "main", "image": "example.org/main:1", "imageID": "", "ready": .bool(isReady), "restartCount": 0, "state": state]
    ]
    if pod["status"]?["podIP"] == nil {
      nextAddress += 1
      updated[path: "status", "podIP"] = .string("10.\(number).\(nextAddress / 250).\(nextAddress % 250 + 1)")
    }
    return .updateStatus(WellKnown.pods, updated)
  }

  /// Creates or renews the Lease.
  func lease(now: Timestamp) -> Value {
    [
      "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
      "metadata": ["name": .string(name), "namespace": "kube-node-lease"],
      "spec": ["holderIdentity": .string(name), "leaseDurationSeconds": 40, "renewTime": .string(now.rfc3339Micro)],
    ]
  }
}
