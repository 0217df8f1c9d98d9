import APIMachinery

/// Pods made from a workload's template.
enum PodTemplate {
  /// A new pod for `owner`: named by the server after it, labelled and annotated as the template says, owned and controlled by it.
  static func pod(from template: Value?, owner: Value) -> Value {
    let name = owner.name
    var metadata: Value = ["generateName": .string(name + "-"), "namespace": .string(owner.namespace)]
    for field in ["labels", "annotations", "finalizers"] {
      if let value = template?["metadata"]?[field], value.object?.isEmpty != true { metadata[field] = value }
    }
    metadata["ownerReferences"] = [OwnerReference(controller: owner).value]
    return ["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template?["spec"] ?? [:]]
  }
}
