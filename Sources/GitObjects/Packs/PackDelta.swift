/// The delta between two contents that differ in one stretch: copy what comes before, insert, copy what comes after.
enum PackDelta {
  /// Nil when the delta would save less than half.
  static func encode(from base: [UInt8], to content: [UInt8]) -> [UInt8]? {
    let (prefix, suffix) = common(base, content)
    let inserted = content.count - prefix - suffix
    guard inserted + 32 < content.count / 2 else { return nil }
    var delta: [UInt8] = []
    appendSize(base.count, to: &delta)
    appendSize(content.count, to: &delta)
    appendCopy(0, prefix, to: &delta)
    var position = prefix
    while position < prefix + inserted {
      let count = min(127, prefix + inserted - position)
      delta.append(UInt8(count))
      delta.append(contentsOf: content[position..<position + count])
      position += count
    }
    appendCopy(base.count - suffix, suffix, to: &delta)
    return delta
  }

  /// How many bytes at the beginning, and how many of the others at the end, are the same; eight at a time.
  private static func common(_ base: [UInt8], _ content: [UInt8]) -> (prefix: Int, suffix: Int) {
    let shorter = min(base.count, content.count)
    return base.withUnsafeBytes { base in
      content.withUnsafeBytes { content in
        func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        var prefix = 0
        while prefix + 8 <= shorter, word(base, prefix) == word(content, prefix) { prefix += 8 }
        while prefix < shorter, base[prefix] == content[prefix] { prefix += 1 }
        let rest = shorter - prefix
        var suffix = 0
        while suffix + 8 <= rest, word(base, base.count - suffix - 8) == word(content, content.count - suffix - 8) { suffix += 8 }
        while suffix < rest, base[base.count - 1 - suffix] == content[content.count - 1 - suffix] { suffix += 1 }
        return (prefix, suffix)
      }
    }
  }

  private static func appendSize(_ size: Int, to delta: inout [UInt8]) {
    var rest = size
    while rest >= 0x80 {
      delta.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    delta.append(UInt8(rest))
  }

  private static func appendCopy(_ offset: Int, _ count: Int, to delta: inout [UInt8]) {
    var offset = offset
    var left = count
    while left > 0 {
      let size = min(left, 0xff_ffff)
      let at = delta.count
      delta.append(0x80)
      for bit in 0..<4 {
        let byte = UInt8(truncatingIfNeeded: offset >> (bit * 8))
        if byte != 0 { delta[at] |= 1 << UInt8(bit); delta.append(byte) }
      }
      for bit in 0..<3 {
        let byte = UInt8(truncatingIfNeeded: size >> (bit * 8))
        if byte != 0 { delta[at] |= 0x10 << UInt8(bit); delta.append(byte) }
      }
      offset += size
      left -= size
    }
  }
}
