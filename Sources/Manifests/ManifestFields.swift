import APIMachinery

/// Which fields of an object belong in a manifest.
public enum ManifestFields {
  static let serverSetMetadata: Set<String> = [
    "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "deletionTimestamp",
    "deletionGracePeriodSeconds",
  ]
  static let lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration"

  /// The object without what a server sets and what only describes its state: nobody writes those into a file.
  public static func strip(_ object: Value) -> Value {
    guard case .object(let fields) = object else { return object }
    var result = Object()
    for field in fields where field.key != "status" {
      result[field.key] = field.key == "metadata" ? stripMetadata(field.value) : field.value
    }
    return .object(result)
  }

  private static func stripMetadata(_ metadata: Value) -> Value {
    guard case .object(let fields) = metadata else { return metadata }
    var result = Object()
    for field in fields where !serverSetMetadata.contains(field.key) {
      guard field.key == "annotations", case .object(let annotations) = field.value else { result[field.key] = field.value; continue }
      let kept = annotations.filter { $0.key != lastAppliedAnnotation }
      if !kept.isEmpty { result[field.key] = .object(kept) }
    }
    return .object(result)
  }
}
