import APIMachinery
import Store

extension DesiredChange {
  private static let serverSetMetadata = [
    "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "generation",
    "selfLink",
  ]
  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  /// The object without what the server sets: that never goes to `main`.
  static func authored(_ object: Value) -> Value {
    var result = object
    result["status"] = nil
    guard result["metadata"] != nil else { return result }
    for field in serverSetMetadata { result[path: "metadata", field] = nil }
    if result[path: "metadata", "annotations", lastApplied] != nil {
      result[path: "metadata", "annotations", lastApplied] = nil
      if result[path: "metadata", "annotations"]?.object?.isEmpty == true { result[path: "metadata", "annotations"] = nil }
    }
    return result
  }
}
