import Glibc

extension JSON {
  /// One field of an object within a text: from the quote before its name to the end of its value, and the value alone.
  public struct FieldRange: Hashable, Sendable {
    public var whole: Range<Int>
    public var value: Range<Int>
  }

  /// Where a field of the object that begins at `start` stands, found without decoding anything.
  ///
  /// For texts that are known to be JSON without spaces and with plain field names, as the encoder writes them. nil when the field
  /// isn't there, or the text turns out to be something else; never reads beyond it.
  public static func field(_ name: StaticString, in bytes: [UInt8], at start: Int = 0) -> FieldRange? {
    bytes.withUnsafeBufferPointer { JSONFieldScanner(bytes: $0, position: start).find(name) }
  }
}

/// Steps over values by their brackets and quotes alone.
private struct JSONFieldScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int

  func find(_ name: StaticString) -> JSON.FieldRange? {
    var scanner = self
    return name.withUTF8Buffer { scanner.search($0) }
  }

  private mutating func search(_ name: UnsafeBufferPointer<UInt8>) -> JSON.FieldRange? {
    guard take(UInt8(ascii: "{")) else { return nil }
    while position < bytes.count {
      let start = position
      guard skipString(), take(UInt8(ascii: ":")) else { return nil }
      let isWanted = position - start == name.count + 3 && bytes[start + 1..<position - 2].elementsEqual(name)
      let value = position
      guard skipValue() else { return nil }
      if isWanted { return JSON.FieldRange(whole: start..<position, value: value..<position) }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    let start = position
    while position < bytes.count, let rest = bytes.baseAddress.map({ $0 + position }),
      let quote = memchr(rest, Int32(UInt8(ascii: "\"")), bytes.count - position)
    {
      let end = position + (UnsafeRawPointer(quote) - UnsafeRawPointer(rest))
      position = end + 1
      // One behind an odd number of backslashes is part of the string.
      var before = end
      while before > start, bytes[before - 1] == UInt8(ascii: "\\") { before -= 1 }
      if (end - before) % 2 == 0 { return true }
    }
    position = bytes.count
    return false
  }

  /// Up to the comma or bracket behind the value.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return true }
      default: break
      }
      position += 1
    }
    return false
  }
}
