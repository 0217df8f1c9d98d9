import APIMachinery

/// Writes the change of an object into the file it lives in, touching nothing else: comments, order, quotes, indentation and the
/// other documents stay as people wrote them.
public enum ManifestEditor {
  public enum EditError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(YAML.SyntaxError)
    case noSuchDocument(index: Int, count: Int)
    /// A JSON file holds one value; nothing can be added to it.
    case cannotAppendToJSON

    public var description: String {
      switch self {
      case .unreadable(let error): "the file can't be read: \(error)"
      case .noSuchDocument(let index, let count): "the file has \(count) documents, there is no document \(index)"
      case .cannotAppendToJSON: "a JSON file holds one object, another can't be added"
      }
    }
  }

  /// A file's new content, and what it reads as where that is known.
  public struct Edited: Sendable {
    public var bytes: [UInt8]
    var documents: [YAMLDocument]?
    /// It is one document, and says this.
    var whole: Value?

    public init(writing object: Value) { (bytes, whole) = (YAML.encode(object), object) }
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ bytes: [UInt8], _ documents: [YAMLDocument]) { (self.bytes, self.documents) = (bytes, documents) }

    public func file(_ path: String) -> ManifestFile {
      if let whole { return ManifestFile(path: path, writing: whole, as: bytes) }
      return documents.map { ManifestFile(path: path, bytes: bytes, documents: $0) } ?? ManifestFile(path: path, bytes: bytes)
    }
  }

  public static func apply(before: Value?, after: Value?, to source: [UInt8]?, documentIndex: Int) throws(EditError) -> [UInt8]? {
    try edit(before: before, after: after, in: source, documentIndex: documentIndex)?.bytes
  }

  /// The file's new content; nil when nothing is left and the file goes.
  ///
  /// - `source` nil: a new file with `after`.
  /// - `before` nil: `after` becomes a new document at the end.
  /// - `after` nil: the document goes.
  /// - Otherwise what differs between `before` and `after` is changed in the document (`ManifestChange`); fields that both have alike
  ///   keep the text they have, also where that says something else.
  ///
  /// The result has been read again and means what was intended; where a small edit can't achieve that, the document is written
  /// anew with its leading and trailing comments.
  public static func edit(
    before: Value?, after: Value?, in source: [UInt8]?, documentIndex: Int
  ) throws(EditError) -> Edited? {
    guard let source, source.contains(where: { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }) else {
      return after.map { Edited(writing: $0) }
    }
    let isJSON = (try? JSON.decode(source)) != nil
    let documents = try read(source)
    guard before != nil else {
      guard let after else { return Edited(source, documents) }
      if isJSON { throw .cannotAppendToJSON }
      return Edited(append(after, to: source, isFirst: documents.isEmpty))
    }
    guard documents.indices.contains(documentIndex) else { throw .noSuchDocument(index: documentIndex, count: documents.count) }
    let document = documents[documentIndex]
    guard let wanted = wantedValue(document.value, before ?? .null, after) else {
      return remove(document, from: source, isLast: documents.count == 1).map { Edited($0) }
    }
    if wanted == document.value { return Edited(source, documents) }
    if isJSON {
      if let edited = surgical(document, to: wanted, in: source, isJSON: true), (try? JSON.decode(edited)) == wanted { return Edited(edited) }
      return Edited(rewriteJSON(source, wanted))
    }
    for expandsAliases in [false, true] {
      let text = surgical(document, to: wanted, in: source, expandsAliases: expandsAliases)
      if let edited = text.flatMap({ checked($0, documents, documentIndex, wanted) }) { return edited }
    }
    let rewritten = rewrite(document, as: wanted, in: source)
    if let edited = checked(rewritten, documents, documentIndex, wanted) { return edited }
    var edits = TextEdits(source)
    edits.replace(document.range, with: Array("---\n".utf8) + YAML.encode(wanted))
    return Edited(edits.result() ?? rewritten)
  }

  private static func read(_ source: [UInt8]) throws(EditError) -> [YAMLDocument] {
    do throws(YAML.SyntaxError) { return try YAML.documents(source) } catch { throw .unreadable(error) }
  }

  // MARK: what the document is to say

  /// nil: nothing.
  private static func wantedValue(_ document: Value, _ before: Value, _ after: Value?) -> Value? {
    guard document.kind == "List", before.kind != "List", let items = document["items"]?.array,
      let identity = ManifestIdentity(before), let position = items.firstIndex(where: { ManifestIdentity($0) == identity })
    else { return after.map { ManifestChange(from: before, to: $0).made(in: document) } }
    var list = items
    if let after { list[position] = ManifestChange(from: before, to: after).made(in: items[position]) } else { list.remove(at: position) }
    if list.isEmpty { return nil }
    var wanted = document
    wanted["items"] = .array(list)
    return wanted
  }

  // MARK: text

  private static func surgical(_ document: YAMLDocument, to wanted: Value, in source: [UInt8], isJSON: Bool = false, expandsAliases: Bool = false) -> [UInt8]? {
    var editor = NodeEditor(source, root: document.root, isJSON: isJSON)
    if expandsAliases { editor.expandAliases(in: document.root, staying: wanted) }
    do throws(NodeEditor.Unsuitable) {
      try editor.edit(document.root, to: wanted)
    } catch {
      return nil
    }
    return editor.edits.result()
  }

  /// The text, if it means what is wanted.
  private static func checked(_ text: [UInt8], _ documents: [YAMLDocument], _ index: Int, _ wanted: Value) -> Edited? {
    guard let found = try? YAML.documents(text), found.count == documents.count,
      found.indices.allSatisfy({ found[$0].value == ($0 == index ? wanted : documents[$0].value) })
    else { return nil }
    return Edited(text, found)
  }

  private static func append(_ value: Value, to source: [UInt8], isFirst: Bool) -> [UInt8] {
    var edits = TextEdits(source)
    edits.insertLines((isFirst ? [] : Array("---\n".utf8)) + YAML.encode(value), at: source.count)
    return edits.result() ?? source
  }

  private static func remove(_ document: YAMLDocument, from source: [UInt8], isLast: Bool) -> [UInt8]? {
    if isLast { return nil }
    var edits = TextEdits(source)
    edits.remove(document.range)
    return edits.result()
  }

  /// The whole document anew, between the comments before its content and those after it.
  private static func rewrite(_ document: YAMLDocument, as wanted: Value, in source: [UInt8]) -> [UInt8] {
    var edits = TextEdits(source)
    let end = edits.lineEnd(NodeEditor(source, root: document.root).contentEnd(of: document.root))
    let start = edits.isFirstOnLine(document.root.start.offset) ? edits.lineStart(document.root.start.offset) : document.root.start.offset
    let needsBreak = start == document.root.start.offset && start > edits.lineStart(start)
    edits.replace(start..<min(max(end, start), document.range.upperBound), with: (needsBreak ? [0x0a] : []) + YAML.encode(wanted))
    return edits.result() ?? source
  }

  private static func rewriteJSON(_ source: [UInt8], _ wanted: Value) -> [UInt8] {
    let endsInNewline = source.last == 0x0a
    let trimmed = source.firstIndex(of: 0x0a).map { source[($0 + 1)...] } ?? []
    let indent = trimmed.prefix { $0 == 0x20 }.count
    let text = trimmed.isEmpty ? JSON.encode(wanted) : Array(JSON.pretty(wanted, indent: indent > 0 ? indent : 2).utf8)
    return endsInNewline ? text + [0x0a] : text
  }
}
