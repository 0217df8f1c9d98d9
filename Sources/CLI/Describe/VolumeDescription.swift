import APIMachinery

enum VolumeDescription {
  /// Title of a volume's source, and the fields shown of it.
  private static let kinds: [(field: String, title: String, shown: [(label: String, field: String, missing: String)])] = [
    ("emptyDir", "EmptyDir (a temporary directory that shares a pod's lifetime)",
      [("Medium", "medium", ""), ("SizeLimit", "sizeLimit", "<unset>")]),
    ("hostPath", "HostPath (bare host directory volume)", [("Path", "path", ""), ("HostPathType", "type", "")]),
    ("configMap", "ConfigMap (a volume populated by a ConfigMap)", [("Name", "name", ""), ("Optional", "optional", "false")]),
    ("secret", "Secret (a volume populated by a Secret)", [("SecretName", "secretName", ""), ("Optional", "optional", "false")]),
    ("persistentVolumeClaim", "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
      [("ClaimName", "claimName", ""), ("ReadOnly", "readOnly", "false")]),
    ("downwardAPI", "DownwardAPI (a volume populated by information about the pod)", []),
    ("nfs", "NFS (an NFS mount that lasts the lifetime of a pod)",
      [("Server", "server", ""), ("Path", "path", ""), ("ReadOnly", "readOnly", "false")]),
  ]

  static func write(_ volumes: [Value], level: Int, into text: inout DescribeText) {
    if volumes.isEmpty { return text.field("Volumes", "<none>", level: level) }
    text.line("Volumes:", level: level)
    for volume in volumes {
      // In a pod's template names are set in by one column more, as containers' are.
      text.line((level == 0 ? "" : " ") + "\(volume["name"]?.string ?? ""):", level: 1)
      if let projected = volume["projected"] {
        text.field("Type", "Projected (a volume that contains injected data from multiple sources)", level: 2)
        for source in projected["sources"]?.array ?? [] { write(projected: source, level: 2, into: &text) }
        continue
      }
      guard let kind = kinds.first(where: { volume[$0.field] != nil }), let source = volume[kind.field] else {
        text.line("<unknown>", level: 2)
        continue
      }
      text.field("Type", kind.title, level: 2)
      for shown in kind.shown {
        text.line("\(shown.label):\t\(DescribeValue.text(source[shown.field], else: shown.missing))", level: 2)
      }
      for item in source["items"]?.array ?? [] where kind.field == "downwardAPI" {
        text.line("\(item["fieldRef"]?["fieldPath"]?.string ?? "") -> \(item["path"]?.string ?? "")", level: level + 3)
      }
    }
  }

  private static func write(projected source: Value, level: Int, into text: inout DescribeText) {
    if let secret = source["secret"] {
      text.field("SecretName", secret["name"]?.string ?? "", level: level)
      text.field("Optional", DescribeValue.text(secret["optional"], else: "false"), level: level)
    } else if let map = source["configMap"] {
      text.field("ConfigMapName", map["name"]?.string ?? "", level: level)
      text.field("Optional", DescribeValue.text(map["optional"], else: "false"), level: level)
    } else if source["downwardAPI"] != nil {
      text.field("DownwardAPI", "true", level: level)
    } else if let token = source["serviceAccountToken"] {
      text.field("TokenExpirationSeconds", "\(token["expirationSeconds"]?.int ?? 3600)", level: level)
    }
  }
}
