/// JSON text (RFC 8259) to values and back: `JSON.decode`, `JSON.encode`.
public enum JSON {
  /// What a text may cost at most; beyond it decoding fails rather than exhausts the process.
  public struct Limits: Sendable {
    public var depth = 200
    public var bytes = 64 << 20
    public init(depth: Int = 200, bytes: Int = 64 << 20) { (self.depth, self.bytes) = (depth, bytes) }
  }

  /// Where and why a text is not JSON. Lines and columns count from 1, columns in bytes.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public var line: Int
    public var column: Int
    public var description: String { "line \(line), column \(column): \(message)" }
  }

  /// Decodes exactly one value. Duplicate keys are an error, unless `duplicates` is given, which then receives
  /// their names (the last one wins, as in Go), so that a caller can warn instead.
  public static func decode(_ bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxError) -> Value {
    try bytes.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in
      var parser = JSONParser(bytes: buffer, limits: limits, keepsDuplicates: false)
      return try parser.document()
    }
  }

  public static func decode(_ text: String, limits: Limits = Limits()) throws(SyntaxError) -> Value {
    try decode(Array(text.utf8), limits: limits)
  }

  public static func decode(_ bytes: [UInt8], limits: Limits = Limits(), duplicates: inout [String]) throws(SyntaxError) -> Value {
    let decoded = try bytes.withUnsafeBufferPointer { (buffer) throws(SyntaxError) in
      var parser = JSONParser(bytes: buffer, limits: limits, keepsDuplicates: true)
      return (value: try parser.document(), duplicates: parser.duplicates)
    }
    duplicates = decoded.duplicates
    return decoded.value
  }

  /// Compact text; fields in the order of the value.
  public static func encode(_ value: Value) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(value)
    return writer.bytes
  }

  public static func text(_ value: Value) -> String { String(decoding: encode(value), as: UTF8.self) }

  /// Text with four spaces (or `indent`) a level, as `kubectl -o json` prints it.
  public static func pretty(_ value: Value, indent: Int = 4) -> String {
    var writer = JSONWriter()
    writer.writePretty(value, indent: indent, level: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
