import APIMachinery
import ControllerKit
import Testing

@testable import Controllers

/// When claims and volumes that are being deleted are let go.
@Suite struct VolumeProtectionTests {
  private static func claim(isDeleted: Bool = true, _ finalizers: [Value] = ["kubernetes.io/pvc-protection", "example.com/own"]) -> Value {
    var claim: Value = ["apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": Objects.metadata("data")]
    claim[path: "metadata", "finalizers"] = .array(finalizers)
    if isDeleted { claim[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339) }
    return claim
  }

  private static func pod(_ name: String = "p", node: String = "n1", phase: String = "Running", volume: Value) -> Value {
    var pod = Objects.pod(name, owner: nil, phase: phase, node: node)
    pod[path: "spec", "volumes"] = [volume]
    return pod
  }

  private static let named: Value = ["name": "v", "persistentVolumeClaim": ["claimName": "data"]]

  private func released(_ claim: Value, _ pods: [Value]) -> [Value] {
    ClaimProtectionController().plan(WellKnown.persistentVolumeClaims, claim, [(WellKnown.pods, pods)]).updated
  }

  @Test func `a claim goes when no pod on a node uses it`() {
    #expect(released(Self.claim(), []).first?[path: "metadata", "finalizers"] == ["example.com/own"])
    let bare = released(Self.claim(["kubernetes.io/pvc-protection"]), [])
    #expect(bare.count == 1 && bare.first?["metadata"]?["finalizers"] == nil)
    #expect(released(Self.claim(), [Self.pod(volume: Self.named)]).isEmpty)
    #expect(released(Self.claim(), [Self.pod(phase: "Succeeded", volume: Self.named)]).isEmpty)
    #expect(released(Self.claim(), [Self.pod(node: "", volume: Self.named)]).count == 1)
    #expect(released(Self.claim(), [Self.pod(volume: ["name": "v", "persistentVolumeClaim": ["claimName": "other"]])]).count == 1)
  }

  @Test func `one that isn't being deleted, or isn't held by this, is left alone`() {
    #expect(released(Self.claim(isDeleted: false), []).isEmpty)
    #expect(released(Self.claim(["example.com/own"]), []).isEmpty)
  }

  @Test func `a pod's own claim goes when the pod has ended`() {
    var pod = Self.pod("web", volume: ["name": "v", "ephemeral": [:]])
    var claim = Self.claim()
    claim[path: "metadata", "name"] = "web-v"
    claim[path: "metadata", "ownerReferences"] = [
      ["apiVersion": "v1", "kind": "Pod", "name": "web", "uid": .string(pod.uid), "controller": true]
    ]
    #expect(released(claim, [pod]).isEmpty)
    pod[path: "status", "phase"] = "Failed"
    #expect(released(claim, [pod]).count == 1)
  }

  @Test func `a volume goes when no claim is bound to it`() {
    func released(_ phase: String) -> Int {
      let volume: Value = [
        "apiVersion": "v1", "kind": "PersistentVolume",
        "metadata": [
          "name": "v", "uid": "u", "deletionTimestamp": .string(Objects.now.rfc3339), "finalizers": ["kubernetes.io/pv-protection"],
        ],
        "status": ["phase": .string(phase)],
      ]
      return VolumeProtectionController().plan(VolumeProtectionController.volumes, volume).updated.count
    }
    #expect(released("Available") == 1 && released("Released") == 1 && released("Pending") == 1)
    #expect(released("Bound") == 0)
  }
}
