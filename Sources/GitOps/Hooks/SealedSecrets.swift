import APIMachinery
import Client

/// Secrets as they stand on `main`: sealed (design I7).
enum SealedSecrets {
  /// How a sealed value begins.
  private static let prefix = "kctl:v1:"
  /// Where kubectl keeps a copy of the whole object.
  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
  private static let advice =
    "a Secret's value must not be committed in clear: create it with 'kctl apply' or 'kctl create secret', which seal it"

  /// The operation as a dry run can check it without the key: sealed values are replaced by a valid stand-in. A value in clear is
  /// refused, since a pushed blob can't be unwritten.
  static func presentable(_ operation: Batch.Operation, _ refusals: inout [String]) -> Batch.Operation? {
    guard case .apply(var document) = operation, isSecret(document.object) else { return operation }
    let clear = clearFields(document.object)
    refusals += clear.map { "\(document.place): \($0): \(advice)" }
    guard clear.isEmpty else { return nil }
    for field in ["data", "stringData"] {
      guard let values = document.object[field]?.object else { continue }
      document.object[field] = .object(values.mapValues { _ in .string(field == "data" ? "AA==" : "") })
    }
    document.source = nil
    return .apply(document)
  }

  /// What of a file that stood on the way must not become part of the history.
  static func refusals(of file: ChangedFile) -> [String] {
    guard let content = file.content else { return [] }
    guard let documents = try? YAML.documents(content) else {
      let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
      return lines.contains { $0.contains("kind") && $0.contains("Secret") } ? ["\(file.path): it can't be read, and may hold a Secret in clear"] : []
    }
    return documents.flatMap { document in
      let objects = document.value["items"]?.array ?? [document.value]
      return objects.filter(isSecret).flatMap(clearFields).map { "\(file.path):\(document.start.line): \($0): \(advice)" }
    }
  }

  private static func isSecret(_ object: Value) -> Bool { object.kind == "Secret" && object.apiVersion == "v1" }

  private static func clearFields(_ secret: Value) -> [String] {
    func isSealed(_ value: Value) -> Bool { value.string?.hasPrefix(prefix) == true }
    var clear: [String] = []
    for field in ["data", "stringData"] {
      guard let values = secret[field], values != .null else { continue }
      if let values = values.object {
        clear += values.filter { !isSealed($0.value) }.map { "\(field).\($0.key)" }
      } else {
        clear.append(field)
      }
    }
    guard let copy = secret[path: "metadata", "annotations", lastApplied], !isSealed(copy) else { return clear }
    return clear + ["metadata.annotations.\(lastApplied)"]
  }
}
