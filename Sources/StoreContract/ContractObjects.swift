import APIMachinery
import Store

/// Objects for the checks.
enum ContractObjects {
  static let configMaps = GroupResource(resource: "configmaps")
  static let nodes = GroupResource(resource: "nodes")
  static let deployments = GroupResource(group: "apps", resource: "deployments")
  static let leases = GroupResource(group: "coordination.k8s.io", resource: "leases")

  static func key(_ name: String, _ namespace: String = "default", _ resource: GroupResource = configMaps) -> ObjectKey {
    ObjectKey(resource, namespace: namespace, name: name)
  }

  static func value(_ key: ObjectKey, _ text: String) -> Value {
    var metadata: Value = ["name": .string(key.name), "uid": .string("uid-" + key.name)]
    if !key.namespace.isEmpty { metadata["namespace"] = .string(key.namespace) }
    let (apiVersion, kind) =
      switch key.resource {
      case leases: ("coordination.k8s.io/v1", "Lease")
      case nodes: ("v1", "Node")
      case deployments: ("apps/v1", "Deployment")
      default: ("v1", "ConfigMap")
      }
    return [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata,
      "data": ["text": .string(text), "empty": "", "tricky": "yes: \"no\" # \n\ttab\u{1F600}"],
    ]
  }
}

extension ObjectStore {
  func put(
    _ key: ObjectKey, _ text: String = "", _ expectation: Write.Expectation = .anything
  ) async throws(StoreError) -> Revision {
    let write = Write(key, .put(EncodedObject(ContractObjects.value(key, text))), expecting: expectation)
    return try await commit(Transaction([write])).first??.revision ?? .zero
  }

  func remove(_ key: ObjectKey, _ expectation: Write.Expectation = .anything) async throws(StoreError) -> StoredObject? {
    try await commit(Transaction([Write(key, .delete, expecting: expectation)])).first ?? nil
  }
}

extension StoredObject {
  var text: String { decoded()[path: "data", "text"]?.string ?? "" }
}
