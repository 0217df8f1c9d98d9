import APIMachinery
import Client

/// Secrets as they stand on `main`: sealed (design I7).
enum SealedSecrets {
  /// How a sealed value begins.
  static let prefix = "kctl:v1:"

  /// The operation as a dry run can check it without the key: sealed values are replaced by a valid stand-in. A value in clear is
  /// refused, since a pushed blob can't be unwritten.
  static func presentable(_ operation: Batch.Operation, _ refusals: inout [String]) -> Batch.Operation? {
    guard case .apply(var document) = operation, document.object.kind == "Secret", document.object.apiVersion == "v1" else { return operation }
    for field in ["data", "stringData"] {
      guard let values = document.object[field]?.object else { continue }
      for (key, value) in values where value.string?.hasPrefix(prefix) != true {
        refusals.append(
          "\(document.place): \(field).\(key): a Secret's value must not be committed in clear: create it with 'kctl apply' or 'kctl create secret', which seal it")
        return nil
      }
      document.object[field] = .object(values.mapValues { _ in .string(field == "data" ? "AA==" : "") })
    }
    document.source = nil
    return .apply(document)
  }
}
