/// Replacements in a text, collected first and made at once: positions are those of the original.
struct TextEdits {
  private struct Edit {
    var range: Range<Int>
    var replacement: [UInt8]
    var order: Int
  }

  let source: [UInt8]
  private var edits: [Edit] = []
  private let newline: [UInt8]

  init(_ source: [UInt8]) {
    self.source = source
    let firstBreak = source.firstIndex(of: 0x0a)
    newline = firstBreak.map { $0 > 0 && source[$0 - 1] == 0x0d } == true ? [0x0d, 0x0a] : [0x0a]
  }

  /// Line ends in `replacement` become those of the text.
  mutating func replace(_ range: Range<Int>, with replacement: some Collection<UInt8>) {
    var bytes: [UInt8] = []
    for byte in replacement { if byte == 0x0a { bytes += newline } else { bytes.append(byte) } }
    edits.append(Edit(range: range, replacement: bytes, order: edits.count))
  }

  mutating func remove(_ range: Range<Int>) { replace(range, with: []) }

  /// Puts whole lines in before `offset`, which must be the start of a line or the end of the text.
  mutating func insertLines(_ lines: [UInt8], at offset: Int) {
    let needsBreak = offset == source.count && offset > 0 && source[offset - 1] != 0x0a
    replace(offset..<offset, with: (needsBreak ? [0x0a] : []) + lines)
  }

  /// nil when edits overlap.
  func result() -> [UInt8]? {
    var output: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order) }) {
      guard edit.range.lowerBound >= position else { return nil }
      output += source[position..<edit.range.lowerBound]
      output += edit.replacement
      position = edit.range.upperBound
    }
    return output + source[position...]
  }

  func lineStart(_ offset: Int) -> Int {
    (source[..<min(offset, source.count)].lastIndex(of: 0x0a) ?? -1) + 1
  }

  /// Just after the line's end, or the end of the text.
  func lineEnd(_ offset: Int) -> Int {
    source[min(offset, source.count)...].firstIndex(of: 0x0a).map { $0 + 1 } ?? source.count
  }

  /// Whether only spaces stand before this place on its line.
  func isFirstOnLine(_ offset: Int) -> Bool { source[lineStart(offset)..<offset].allSatisfy { $0 == 0x20 } }

  /// `offset` moved back over blanks and line ends.
  func trimmed(_ offset: Int, downTo floor: Int) -> Int {
    var end = min(offset, source.count)
    while end > floor, [0x20, 0x09, 0x0a, 0x0d].contains(source[end - 1]) { end -= 1 }
    return end
  }
}
