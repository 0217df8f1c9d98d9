import APIMachinery
import Basics
import Testing

@testable import AccessControl

@Suite struct NodeGraphTests {
  /// The same question asked of all objects, without an index.
  private struct Model {
    var pods: [String: Value] = [:]
    var volumes: [String: Value] = [:]

    func refers(_ node: String, to secret: String) -> Bool {
      let own = pods.values.filter { $0[path: "spec", "nodeName"]?.string == node }.map(PodReferences.of)
      if own.contains(where: { $0.contains(ObjectReference(.secret, "a", secret)) }) { return true }
      return volumes.values.contains { volume in
        let claim = volume[path: "spec", "claimRef", "name"]?.string ?? ""
        return volume[path: "spec", "csi", "nodePublishSecretRef", "name"]?.string == secret
          && own.contains { $0.contains(ObjectReference(.claim, "a", claim)) }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `whatever comes and goes, the graph answers as a search of all objects does`(_ seed: UInt64) {
    let random = SeededRandom(seed: seed)
    func pick(_ bound: UInt64) -> UInt64 { random.next() % bound }
    var (graph, model) = (NodeGraph(), Model())
    for _ in 0..<300 {
      let name = "x\(pick(6))"
      let isDelete = pick(3) == 0
      if pick(3) == 0 {
        let volume: Value = [
          "metadata": ["name": .string(name)],
          "spec": [
            "claimRef": ["namespace": "a", "name": .string("c\(pick(4))")],
            "csi": ["nodePublishSecretRef": ["namespace": "a", "name": .string("s\(pick(5))")]],
          ],
        ]
        graph.apply(volume, isDelete: isDelete, of: NodeGraph.volumes)
        model.volumes[name] = isDelete ? nil : volume
      } else {
        let pod: Value = [
          "metadata": ["name": .string(name), "namespace": "a"],
          "spec": [
            "nodeName": .string(["", "n1", "n2"][Int(pick(3))]), "imagePullSecrets": [["name": .string("s\(pick(5))")]],
            "volumes": [["persistentVolumeClaim": ["claimName": .string("c\(pick(4))")]]],
          ],
        ]
        graph.apply(pod, isDelete: isDelete, of: NodeGraph.pods)
        model.pods[name] = isDelete ? nil : pod
      }
      for node in ["n1", "n2"] {
        for secret in 0..<5 {
          let wanted = ObjectReference(.secret, "a", "s\(secret)")
          #expect(graph.refers(node, to: wanted) == model.refers(node, to: wanted.name))
        }
      }
    }
  }

  @Test func `a reader that forgot its past is read anew`() {
    let reader = ManualReader()
    let authorizer = NodeAuthorizer(reader)
    let attributes = AuthorizationAttributes(user: .node("n1"), verb: "get", apiGroup: "", resource: "pods", namespace: "a", name: "p")
    #expect(authorizer.decide(attributes) != .allow)
    reader.put(["kind": "Pod", "metadata": ["name": "p", "namespace": "a"], "spec": ["nodeName": "n1"]])
    reader.forget()
    #expect(authorizer.decide(attributes) == .allow)
    let reads = reader.reads
    #expect(authorizer.decide(attributes) == .allow)
    #expect(reader.reads == reads)
  }
}
