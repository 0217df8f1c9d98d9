import APIMachinery
import Client
import GitStore

/// What is sealed on `main` (design I7): Secrets always, other objects where the cluster encrypts them.
enum SealedSecrets {
  private static let advice =
    "a Secret's value must not be committed in clear: create it with 'kctl apply' or 'kctl create secret', or seal it with 'kctl seal'"

  /// The operation as a dry run can check it without the key: sealed values are replaced by a valid stand-in. A value in clear is
  /// refused, since a pushed blob can't be unwritten, and one that was sealed for another cluster, where `keys` tells this one's. Nil also
  /// for what can't be checked before it is opened.
  static func presentable(_ operation: Batch.Operation, keys: Set<String>, _ refusals: inout [String]) -> Batch.Operation? {
    guard case .apply(var document) = operation else { return operation }
    let foreign = foreignFields(document.object, keys)
    refusals += foreign.map { "\(document.place): \($0)" }
    guard isSecret(document.object) else {
      guard holdsSealedValues(document.object) else { return operation }
      guard document.object.kind == "ConfigMap", foreign.isEmpty else { return nil }
      for field in ["data", "binaryData"] { replaceValues(of: field, with: "", in: &document.object) }
      document.source = nil
      return .apply(document)
    }
    let clear = clearFields(document.object)
    refusals += clear.map { "\(document.place): \($0): \(advice)" }
    guard clear.isEmpty, foreign.isEmpty else { return nil }
    replaceValues(of: "data", with: "AA==", in: &document.object)
    replaceValues(of: "stringData", with: "", in: &document.object)
    document.source = nil
    return .apply(document)
  }

  private static func replaceValues(of field: String, with stand: Value, in object: inout Value) {
    guard let values = object[field]?.object else { return }
    object[field] = .object(values.mapValues { isSealed($0) ? stand : $0 })
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

  static func isSecret(_ object: Value) -> Bool { object.kind == "Secret" && object.apiVersion == "v1" }

  /// Whether the daemon has to open the object before it is what its author meant.
  static func holdsSealedValues(_ object: Value) -> Bool { SecretSealer.holdsSealedValues(object) }

  private static func isSealed(_ value: Value) -> Bool { value.string.map(SecretSealer.isSealed) ?? false }

  /// Values that were sealed to a public key that isn't this cluster's.
  private static func foreignFields(_ object: Value, _ keys: Set<String>) -> [String] {
    guard !keys.isEmpty else { return [] }
    return ["data", "stringData"].flatMap { field in
      (object[field]?.object ?? Object()).compactMap { entry -> String? in
        guard let key = entry.value.string.flatMap(SealingKey.id), !keys.contains(key) else { return nil }
        return "\(field).\(entry.key): it was sealed for another cluster (key \(key)); this one's key is \(keys.sorted().joined(separator: ", ")):"
          + " seal it again with 'kctl seal'"
      }
    }
  }

  private static func clearFields(_ secret: Value) -> [String] {
    var clear: [String] = []
    for field in ["data", "stringData"] {
      guard let values = secret[field], values != .null else { continue }
      if let values = values.object {
        clear += values.filter { !isSealed($0.value) }.map { "\(field).\($0.key)" }
      } else {
        clear.append(field)
      }
    }
    guard let copy = secret[path: "metadata", "annotations", SecretSealer.lastApplied], !isSealed(copy) else { return clear }
    return clear + ["metadata.annotations.\(SecretSealer.lastApplied)"]
  }
}
