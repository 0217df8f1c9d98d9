/// How a string is written: decided in one pass over its bytes.
enum YAMLStringStyle {
  case plain, single, double, literal

  /// `plain` here means that the syntax allows it; whether the text would be read as a number is asked separately.
  static func choose(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) -> YAMLStringStyle {
    guard let first = text.first, let last = text.last else { return .double }
    var plainAllowed = !startsAsIndicator(text)
    var hasNewline = false
    var hasContent = false
    var hasTab = false
    var previous: UInt8 = 0x20
    var position = 0
    while position < text.count {
      let byte = text[position]
      if isOrdinary(byte) {
        hasContent = true
        previous = byte
        position += 1
        continue
      }
      switch byteClass(byte) {
      case .ordinary: hasContent = true
      case .space: break
      case .colon:
        hasContent = true
        if position + 1 == text.count || text[position + 1] == 0x20 || text[position + 1] == 0x09 { plainAllowed = false }
      case .hash:
        hasContent = true
        if previous == 0x20 || previous == 0x09 { plainAllowed = false }
      case .newline: hasNewline = true
      case .tab: hasTab = true
      case .control: return .double
      case .lead:
        hasContent = true
        if isUnprintable(text, position) { return .double }
      }
      previous = byte
      position += 1
    }
    if hasNewline { return isKey || !hasContent ? .double : .literal }
    if hasTab { return .double }
    if first == 0x20 || last == 0x20 { plainAllowed = false }
    return plainAllowed ? .plain : .single
  }

  private enum ByteClass: UInt8 { case ordinary, space, colon, hash, newline, tab, control, lead }

  /// Nearly all bytes of nearly all strings: letters, digits and most punctuation.
  @inline(__always)
  private static func isOrdinary(_ byte: UInt8) -> Bool { byte > 0x23 && byte < 0x7f && byte != 0x3a || byte == 0x21 || byte == 0x22 }

  private static func byteClass(_ byte: UInt8) -> ByteClass {
    switch byte {
    case 0x0a: .newline
    case 0x09: .tab
    case 0x20: .space
    case 0x3a: .colon
    case 0x23: .hash
    case ..<0x20, 0x7f: .control
    // The lead bytes of U+0080...U+009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF, which YAML takes for breaks or refuses.
    case 0xc2, 0xe2, 0xef: .lead
    default: .ordinary
    }
  }

  private static func isUnprintable(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position + 1 < text.count else { return true }
    let second = text[position + 1]
    if text[position] == 0xc2 { return second < 0xa0 }
    guard position + 2 < text.count else { return true }
    let third = text[position + 2]
    if text[position] == 0xe2 { return second == 0x80 && (third == 0xa8 || third == 0xa9) }
    return second == 0xbb && third == 0xbf || second == 0xbf && third >= 0xbe
  }

  /// A plain scalar may not start with an indicator, except `-`, `?` and `:` before a character that isn't a blank;
  /// nor look like a document marker.
  private static func startsAsIndicator(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text[0] {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      return true
    case UInt8(ascii: "-"):
      if text.count == 1 || text[1] == 0x20 || text[1] == 0x09 { return true }
      return text.count >= 3 && text[1] == text[0] && text[2] == text[0] && (text.count == 3 || text[3] == 0x20)
    case UInt8(ascii: "."):
      return text.count >= 3 && text[1] == text[0] && text[2] == text[0] && (text.count == 3 || text[3] == 0x20)
    case UInt8(ascii: "?"), UInt8(ascii: ":"):
      return text.count == 1 || text[1] == 0x20 || text[1] == 0x09
    default: return false
    }
  }
}
