/// YAML text to values and back, as Kubernetes reads and writes it (sigs.k8s.io/yaml): `YAML.decode`, `YAML.encode`.
///
/// Plain scalars follow YAML 1.1 as clients expect: `yes`, `on`, `y` are booleans, `0777` is octal, base-60 numbers and
/// dates are strings. Keys that are numbers or booleans become strings. What JSON can't carry is an error.
public enum YAML {
  /// What a text may cost at most; beyond it decoding fails rather than exhausts the process.
  public struct Limits: Sendable {
    public var depth = 200
    public var bytes = 64 << 20
    /// How much text aliases may add by repeating their anchors.
    public var aliasedBytes = 4 << 20
    public init(depth: Int = 200, bytes: Int = 64 << 20, aliasedBytes: Int = 4 << 20) {
      (self.depth, self.bytes, self.aliasedBytes) = (depth, bytes, aliasedBytes)
    }
  }

  /// Where and why a text is not YAML, or not YAML that JSON can carry. Lines and columns count from 1, columns in characters.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var line: Int
    public var column: Int
    public init(message: String, line: Int, column: Int) { (self.message, self.line, self.column) = (message, line, column) }
    public var description: String { "line \(line), column \(column): \(message)" }
  }

  /// Decodes the one document of a text; `null` when there is none. More than one document is an error.
  public static func decode(_ bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxError) -> Value {
    // JSON is YAML but for a few characters that YAML takes for line breaks; its own decoder is exact, and faster.
    let jsonLimits = JSON.Limits(depth: limits.depth, bytes: limits.bytes)
    if bytes.first == UInt8(ascii: "{"), let value = try? JSON.decode(bytes, limits: jsonLimits) {
      return value
    }
    return try single(try documents(bytes, limits: limits))
  }

  /// The same with keys that stand twice let pass: the last one counts, and `duplicates` tells where each was.
  public static func decode(_ bytes: [UInt8], limits: Limits = Limits(), duplicates: inout [String]) throws(SyntaxError) -> Value {
    var builder = try YAMLTreeBuilder(bytes, limits: limits, keepsDuplicates: true)
    let value = try single(try builder.documents())
    duplicates = builder.duplicates
    return value
  }

  private static func single(_ documents: [YAMLDocument]) throws(SyntaxError) -> Value {
    guard documents.count <= 1 else {
      let start = documents[1].start
      throw SyntaxError(message: "expected one document, found \(documents.count)", line: start.line, column: start.column)
    }
    return documents.first?.value ?? .null
  }

  public static func decode(_ text: String, limits: Limits = Limits()) throws(SyntaxError) -> Value {
    try decode(Array(text.utf8), limits: limits)
  }

  /// Decodes every document of a text; documents without content are left out.
  public static func documents(_ bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxError) -> [YAMLDocument] {
    var builder = try YAMLTreeBuilder(bytes, limits: limits)
    return try builder.documents()
  }

  /// Block style with two spaces a level, sequences not indented under their key, strings quoted only where a reader of
  /// YAML 1.1 or 1.2 would take them for something else. Fields keep the value's order unless `sortKeys`. Ends in a newline.
  public static func encode(_ value: Value, sortKeys: Bool = false) -> [UInt8] {
    var writer = YAMLWriter(sortKeys: sortKeys)
    writer.writeDocument(value)
    return writer.bytes
  }

  public static func text(_ value: Value, sortKeys: Bool = false) -> String {
    String(decoding: encode(value, sortKeys: sortKeys), as: UTF8.self)
  }
}
