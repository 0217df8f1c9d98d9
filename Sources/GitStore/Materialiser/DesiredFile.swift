import APIMachinery
import Manifests
import Store

/// A person's change to one object, as an edit of a file of `main`.
struct DesiredFile {
  let sealer: SecretSealer
  /// An object in another version of its kind (`GitStoreOptions.reading`).
  var reading: @Sendable (Value, GroupVersionKind) -> Value = { object, _ in object }

  /// The file's new content; nil when nothing is left of it. `written` is the object as it stands there, nil when it doesn't.
  func edit(_ desired: CommittedTransaction.Desired, _ content: [UInt8]?, written: Manifest?) throws -> ManifestEditor.Edited? {
    let isSealed = sealer.concerns(desired.key)
    let resource = desired.key.resource
    let document = written?.documentIndex
    guard let after = desired.change.after else {
      guard let content, let written else { return content.map { .init($0) } }
      return try ManifestEditor.edit(
        before: desired.change.before ?? written.object, after: nil, in: content, documentIndex: written.documentIndex)
    }
    if let source = desired.change.source {
      let text = isSealed ? try sealedSource(source, resource) : source
      if let content, let written, let edited = try Self.retold(text, written, in: content) { return edited }
      return .init(try put(text, at: document, in: content))
    }
    let new = DesiredChange.authored(after)
    // What changes nothing is written once more for the sake of its keys: an object without a manifest doesn't get one by that.
    if document == nil, desired.change.before == after { return content.map { .init($0) } }
    guard let content, let document, let before = desired.change.before else {
      let manifest = ManifestEditor.Edited(writing: isSealed ? sealer.seal(new, of: resource) : new)
      return content?.isEmpty ?? true ? manifest : .init(try put(manifest.bytes, at: document, in: content))
    }
    // The change is told in the version that the object is kept in; the person may have written another.
    let kind = written?.object.groupVersionKind
    func asWritten(_ object: Value) -> Value { kind.map { reading(object, $0) } ?? object }
    let old = asWritten(DesiredChange.authored(before))
    guard let written, isSealed || SecretSealer.holdsSealedValues(written.object) else {
      return try ManifestEditor.edit(before: old, after: asWritten(new), in: content, documentIndex: document)
    }
    let sealed = sealer.seal(Self.replay(old, asWritten(new), on: try sealer.unseal(written.object)), of: resource)
    return try ManifestEditor.edit(before: written.object, after: sealed, in: content, documentIndex: document)
  }

  /// A text without comments takes none away that people wrote where its object lives, and one in YAML makes no YAML of a JSON file: what
  /// it says differently is changed there. Nil: the text is to stand as it is.
  private static func retold(_ text: [UInt8], _ written: Manifest, in content: [UInt8]) throws -> ManifestEditor.Edited? {
    let comment = UInt8(ascii: "#")
    let losesComments = content.contains(comment) && !text.contains(comment)
    let losesFormat = (try? JSON.decode(content)) != nil && (try? JSON.decode(text)) == nil
    guard losesComments || losesFormat, let new = try? YAML.decode(text) else { return nil }
    return try ManifestEditor.edit(before: written.object, after: new, in: content, documentIndex: written.documentIndex)
  }

  private static func item(of list: Value, like object: Value) -> Value? {
    guard list.kind == "List", let identity = ManifestIdentity(object) else { return nil }
    return list["items"]?.array?.first { ManifestIdentity($0) == identity }
  }

  /// The text with its values sealed; one that needs no sealing stays byte for byte.
  private func sealedSource(_ source: [UInt8], _ resource: GroupResource) throws -> [UInt8] {
    let written = try YAML.decode(source)
    let sealed = DesiredChange.authored(sealer.seal(try sealer.unseal(written), of: resource))
    if sealed == written { return source }
    return try ManifestEditor.apply(before: written, after: sealed, to: source, documentIndex: 0) ?? []
  }

  /// The Secret as written, in clear, with what a request changed. `stringData` in a manifest wins over `data`, so an entry whose
  /// `data` was changed goes from it.
  private static func replay(_ before: Value, _ after: Value, on written: Value) -> Value {
    var result = merge(before, after, on: written)
    let (old, new) = (before["data"]?.object ?? Object(), after["data"]?.object ?? Object())
    guard result["stringData"]?.object != nil else { return result }
    for key in Set(old.fieldNames + new.fieldNames) where old[key] != new[key] { result[path: "stringData", key] = nil }
    if result["stringData"]?.object?.isEmpty == true { result["stringData"] = nil }
    return result
  }

  private static func merge(_ before: Value, _ after: Value, on written: Value) -> Value {
    guard case .object(let old) = before, case .object(let new) = after, case .object(var result) = written else { return after }
    for field in old where new[field.key] == nil { result[field.key] = nil }
    for field in new where old[field.key] != field.value {
      if let previous = old[field.key], let existing = result[field.key] {
        result[field.key] = merge(previous, field.value, on: existing)
      } else {
        result[field.key] = field.value
      }
    }
    return .object(result)
  }

  /// The text in place of a document, or behind the others, which stay as they are, byte for byte.
  private func put(_ text: [UInt8], at document: Int?, in content: [UInt8]?) throws -> [UInt8] {
    guard let content, !content.isEmpty else { return text }
    let separator = Array("---\n".utf8)
    guard let document else { return Self.endingInNewline(content) + (text.starts(with: separator) ? [] : separator) + text }
    let documents = try YAML.documents(content)
    guard documents.indices.contains(document) else {
      throw ManifestEditor.EditError.noSuchDocument(index: document, count: documents.count)
    }
    if let new = try? YAML.decode(text), let item = Self.item(of: documents[document].value, like: new) {
      return try ManifestEditor.apply(before: item, after: new, to: content, documentIndex: document) ?? []
    }
    guard documents.count > 1 else { return text }
    var result: [UInt8] = []
    for (position, other) in documents.enumerated() {
      let part = position == document ? text : Array(content[other.range])
      if !result.isEmpty, !part.starts(with: separator.dropLast()) { result += separator }
      result += Self.endingInNewline(part)
    }
    return result
  }

  private static func endingInNewline(_ text: [UInt8]) -> [UInt8] {
    var text = text
    if text.last != UInt8(ascii: "\n"), !text.isEmpty { text.append(UInt8(ascii: "\n")) }
    return text
  }
}
