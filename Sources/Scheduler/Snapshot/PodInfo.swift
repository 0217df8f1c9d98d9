import APIMachinery
import Basics
import ControllerKit

/// A pod, read once: everything that the scheduling cycle looks at, and no tree.
public final class PodInfo: Sendable {
  /// The object it was read from, for events and references.
  public let object: Value
  public let namespace: String
  public let name: String
  public let uid: String
  public let labels: [String: String]
  public let priority: Int64
  public let nodeName: String
  /// What its containers ask for together, at the worst moment.
  public let requests: ResourceAmounts
  /// With upstream's stand-ins (100m cpu, 200 MB memory a container) for what isn't asked for, so that scores see every pod.
  public let nonZeroRequests: ResourceAmounts
  public let hostPorts: [HostPort]
  public let tolerations: [Toleration]
  public let nodeAffinity: NodeAffinityTerms
  public let podAffinity: PodAffinityTerms
  public let spreadConstraints: [SpreadConstraint]
  public let images: [String]
  public let created: Timestamp
  public let mayPreempt: Bool
  /// Where an earlier preemption made room for it; empty when none did.
  public let nominatedNode: String
  /// When its node started it; when it was created until then.
  public let started: Timestamp
  public let isBeingDeleted: Bool

  public init(_ pod: Value) {
    object = pod
    (namespace, name, uid, labels) = (pod.namespace, pod.name, pod.uid, pod.labels)
    let spec = pod["spec"] ?? [:]
    priority = spec["priority"]?.int ?? 0
    nodeName = spec["nodeName"]?.string ?? ""
    (requests, nonZeroRequests) = PodRequests.of(spec)
    let containers = spec["containers"]?.array ?? []
    let sidecars = (spec["initContainers"]?.array ?? []).filter { $0["restartPolicy"] == "Always" }
    hostPorts = (containers + sidecars).flatMap { container in
      (container["ports"]?.array ?? []).compactMap { HostPort($0, isHostNetwork: spec["hostNetwork"]?.bool == true) }
    }
    tolerations = (spec["tolerations"]?.array ?? []).map { Toleration($0) }
    nodeAffinity = NodeAffinityTerms(spec)
    podAffinity = PodAffinityTerms(spec["affinity"], namespace: pod.namespace)
    spreadConstraints = (spec["topologySpreadConstraints"]?.array ?? []).compactMap { SpreadConstraint($0, labels: pod.labels) }
    images = containers.compactMap { $0["image"]?.string }
    created = pod.creationTimestamp ?? Timestamp(secondsSinceEpoch: 0)
    nominatedNode = pod["status"]?["nominatedNodeName"]?.string ?? ""
    started = pod["status"]?["startTime"]?.timestamp ?? created
    mayPreempt = spec["preemptionPolicy"]?.string != "Never"
    isBeingDeleted = pod.isBeingDeleted
  }

  public var fullName: String { namespace + "/" + name }
}

/// A port of the node that a container occupies.
public struct HostPort: Hashable, Sendable {
  public var address: String
  public var port: Int64
  public var transport: String

  init?(_ port: Value, isHostNetwork: Bool) {
    guard let number = port["hostPort"]?.int ?? (isHostNetwork ? port["containerPort"]?.int : nil), number > 0 else { return nil }
    let address = port["hostIP"]?.string ?? ""
    self.address = address.isEmpty ? "0.0.0.0" : address
    self.port = number
    transport = port["protocol"]?.string ?? "TCP"
  }

  /// All addresses collide with each one.
  func collides(with other: HostPort) -> Bool {
    port == other.port && transport == other.transport
      && (address == other.address || address == "0.0.0.0" || other.address == "0.0.0.0")
  }
}

/// Adds up what the containers of a pod ask for (KEP-753: sidecars count with the containers and with the init containers after them).
enum PodRequests {
  static func of(_ spec: Value) -> (requests: ResourceAmounts, nonZero: ResourceAmounts) {
    (sum(spec, withStandIns: false), sum(spec, withStandIns: true))
  }

  private static func sum(_ spec: Value, withStandIns: Bool) -> ResourceAmounts {
    var total = ResourceAmounts()
    for container in spec["containers"]?.array ?? [] { total += requests(container, withStandIns) }
    var sidecars = ResourceAmounts()
    var peak = ResourceAmounts()
    for container in spec["initContainers"]?.array ?? [] {
      var amounts = requests(container, withStandIns)
      if container["restartPolicy"]?.string == "Always" {
        sidecars += amounts
        amounts = sidecars
      } else {
        amounts += sidecars
      }
      peak.raise(to: amounts)
    }
    total += sidecars
    total.raise(to: peak)
    if let whole = spec["resources"]?["requests"] {
      let amounts = ResourceAmounts(whole)
      if amounts.milliCPU > 0 { total.milliCPU = amounts.milliCPU }
      if amounts.memory > 0 { total.memory = amounts.memory }
    }
    total += ResourceAmounts(spec["overhead"])
    total.pods = 1
    return total
  }

  private static func requests(_ container: Value, _ withStandIns: Bool) -> ResourceAmounts {
    let list = container["resources"]?["requests"]
    var amounts = ResourceAmounts(list)
    if withStandIns, list?["cpu"] == nil { amounts.milliCPU = 100 }
    if withStandIns, list?["memory"] == nil { amounts.memory = 200 * 1024 * 1024 }
    return amounts
  }
}
