import APIMachinery
import Store

/// How the parts that the server itself leans on are (API reference: ComponentStatus): asked when somebody wants to know, never kept.
enum ComponentStatuses {
  static let resource = GroupResource(resource: "componentstatuses")

  /// The store stands where other clusters have etcd. `problem`: why it can't be written; nil when it can.
  static func store(_ problem: String?, at revision: Revision) -> StoredObject {
    let name = "etcd-0"
    let condition: Value = ["type": "Healthy", "status": problem == nil ? "True" : "False", "message": .string(problem ?? "ok")]
    let object: Value = [
      "apiVersion": "v1", "kind": "ComponentStatus", "metadata": ["name": .string(name)], "conditions": [condition],
    ]
    return StoredObject(
      key: ObjectKey(resource, namespace: "", name: name), revision: revision, created: revision,
      json: EncodedObject(object).json(at: revision))
  }
}

extension APIServer {
  var componentStatuses: [StoredObject] {
    [ComponentStatuses.store(store.failure.map { "\($0)" }, at: store.revision)]
  }
}
