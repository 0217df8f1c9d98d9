import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite(.timeLimit(.minutes(1))) struct StaticPodTests {
  private let manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: app, image: busybox}\n"

  @Test("a manifest becomes a defaulted pod whose uid follows from its text")
  func reading() throws {
    func read(_ text: String) throws -> Pod { try StaticPod.read(Array(text.utf8), file: "/m/web.yaml", nodeName: "N1", now: start) }
    let pod = try read(manifest)
    #expect(pod.name == "web-n1" && pod.namespace == "default" && pod.uid.utf8.count == 32 && pod.isStatic && pod.isCritical && !pod.isMirror)
    #expect(pod.restartPolicy == .always && pod.spec["terminationGracePeriodSeconds"] == 30)
    #expect(try read(manifest).uid == pod.uid && read(manifest + "# other\n").uid != pod.uid)
    let mirror = StaticPod.mirror(of: pod, nodeUID: "node-uid")
    #expect(mirror.annotations[StaticPod.mirrorAnnotation] == pod.uid && mirror.metadata["uid"] == nil)
    #expect(mirror[path: "metadata", "ownerReferences"]?[0]?["kind"] == "Node")
    for text in ["kind: Service\napiVersion: v1\n", "{", "kind: Pod\napiVersion: v1\n"] {
      #expect(throws: StaticPod.ManifestError.self) { try read(text) }
    }
  }

  @Test("mirrors are made where they are missing and removed where they are wrong")
  func plan() throws {
    let pod = try StaticPod.read(Array(manifest.utf8), file: "/m/web.yaml", nodeName: "n1", now: start)
    var mirror = StaticPod.mirror(of: pod, nodeUID: nil)
    mirror[path: "metadata", "uid"] = "m1"
    #expect(MirrorPlan([pod], mirrors: []).creations == [pod])
    #expect(MirrorPlan([pod], mirrors: [mirror]) == MirrorPlan([], mirrors: []))
    #expect(MirrorPlan([], mirrors: [mirror]).deletions == [mirror])
    var old = mirror
    old[path: "metadata", "annotations", StaticPod.mirrorAnnotation] = "other"
    #expect(MirrorPlan([pod], mirrors: [old]).deletions == [old])
    var deleted = mirror
    deleted[path: "metadata", "deletionTimestamp"] = .string(start.rfc3339)
    #expect(MirrorPlan([pod], mirrors: [deleted]).deletions == [deleted])
  }

  @Test("a static pod runs, has a mirror that shows its status, comes back when that is deleted, and goes with its file")
  func whole() async throws {
    let directory = TemporaryDirectory()
    try await NodeFixture.with(staticPods: directory.path) { node in
      try Files.write(directory.path + "/web.yaml", Array(manifest.utf8), mode: 0o644)
      let mirror = try await node.wait(for: "web-n1") { $0?.condition("Ready")?["status"] == "True" }
      let uid = mirror?.uid
      #expect(mirror?[path: "status", "phase"] == "Running" && mirror?.annotations[StaticPod.sourceAnnotation] == "file")
      let container = mirror?.firstContainer?["containerID"]
      _ = try await node.admin.delete(node.pods, name: "web-n1", options: DeleteOptions(gracePeriodSeconds: 0))
      let again = try await node.wait(for: "web-n1") { $0 != nil && $0?.uid != uid && $0?.condition("Ready")?["status"] == "True" }
      #expect(again?.firstContainer?["containerID"] == container)
      #expect(!node.runtime.calls.contains(.init(.stopContainer, "app")))
      try Files.removeTree(directory.path + "/web.yaml")
      try await node.wait(for: "web-n1") { $0 == nil }
    }
  }
}
