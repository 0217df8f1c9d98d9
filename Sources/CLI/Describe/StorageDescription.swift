import APIMachinery

/// Volumes, claims and storage classes.
enum StorageDescription {
  static func list(_ value: Value?, separator: String = ",") -> String {
    (value?.array ?? []).compactMap(\.string).joined(separator: separator)
  }

  /// `RWO`, as tables write access modes.
  static func modes(_ value: Value?) -> String {
    let names = ["ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP"]
    return (value?.array ?? []).compactMap { $0.string.map { names[$0] ?? $0 } }.joined(separator: ",")
  }

  static func writeVolume(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.header(object, isNamespaced: false)
    text.field("Finalizers", "[\(object.finalizers.joined(separator: " "))]")
    text.field("StorageClass", DescribeValue.text(spec["storageClassName"], else: ""))
    text.field("Status", object.isBeingDeleted ? "Terminating" : DescribeValue.text(object[path: "status", "phase"], else: ""))
    let claim = spec["claimRef"].map { "\($0["namespace"]?.string ?? "")/\($0["name"]?.string ?? "")" }
    text.field("Claim", claim ?? "")
    text.field("Reclaim Policy", DescribeValue.text(spec["persistentVolumeReclaimPolicy"], else: ""))
    text.field("Access Modes", modes(spec["accessModes"]))
    text.field("VolumeMode", ifPresent: spec["volumeMode"]?.string)
    text.field("Capacity", DescribeValue.text(spec[path: "capacity", "storage"], else: ""))
    let terms = spec[path: "nodeAffinity", "required", "nodeSelectorTerms"]?.array ?? []
    if terms.isEmpty { text.field("Node Affinity", "<none>") } else {
      text.line("Node Affinity:")
      text.line("Required Terms:", level: 1)
      for (position, term) in terms.enumerated() {
        let expressions = (term["matchExpressions"]?.array ?? []).map { expression in
          let op = (expression["operator"]?.string ?? "").lowercased()
          return "\(expression["key"]?.string ?? "") \(op) [\(list(expression["values"], separator: ", "))]"
        }
        text.list("Term \(position)", expressions, level: 2)
      }
    }
    text.field("Message", DescribeValue.text(object[path: "status", "message"], else: ""))
    text.line("Source:")
    let known = ["capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "volumeMode", "nodeAffinity",
      "mountOptions", "volumeAttributesClassName"]
    for field in spec.object ?? Object() where !known.contains(field.key) {
      text.field("Type", GenericDescription.words(field.key), level: 1)
      for part in (field.value.object ?? Object()).sortedByKey() {
        text.field(GenericDescription.words(part.key), DescribeValue.text(part.value), level: 1)
      }
    }
  }

  static func writeClaim(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("StorageClass", DescribeValue.text(spec["storageClassName"], else: ""))
    text.field("Status", object.isBeingDeleted ? "Terminating" : DescribeValue.text(object[path: "status", "phase"], else: ""))
    text.field("Volume", DescribeValue.text(spec["volumeName"], else: ""))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.field("Finalizers", "[\(object.finalizers.joined(separator: " "))]")
    text.field("Capacity", DescribeValue.text(object[path: "status", "capacity", "storage"], else: ""))
    text.field("Access Modes", modes(object[path: "status", "accessModes"]))
    text.field("VolumeMode", ifPresent: spec["volumeMode"]?.string)
    let users = related.pods.filter { pod in
      (pod[path: "spec", "volumes"]?.array ?? []).contains { $0[path: "persistentVolumeClaim", "claimName"]?.string == object.name }
    }
    text.list("Used By", users.map(\.name))
    WorkloadDescription.conditions(object, into: &text)
  }

  static func writeClass(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    let isDefault = object.annotations["storageclass.kubernetes.io/is-default-class"] == "true"
    text.field("IsDefaultClass", isDefault ? "Yes" : "No")
    let annotations = object.annotations.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    text.field("Annotations", annotations.isEmpty ? "<none>" : annotations.joined(separator: ","))
    text.field("Provisioner", DescribeValue.text(object["provisioner"]))
    text.field("Parameters", LabelText.line(object["parameters"]?.stringMap ?? [:]))
    text.field("AllowVolumeExpansion", object["allowVolumeExpansion"]?.bool.map { $0 ? "True" : "False" } ?? "<unset>")
    if let options = object["mountOptions"]?.array, !options.isEmpty {
      text.line("MountOptions:")
      for option in options { text.line(option.string ?? "", level: 1) }
    } else {
      text.field("MountOptions", "<none>")
    }
    text.field("ReclaimPolicy", DescribeValue.text(object["reclaimPolicy"]))
    text.field("VolumeBindingMode", DescribeValue.text(object["volumeBindingMode"]))
  }
}
