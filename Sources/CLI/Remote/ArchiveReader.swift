/// Takes a tar archive apart as it comes in, wherever it was cut.
struct ArchiveReader {
  enum Element: Hashable {
    case entry(ArchiveEntry)
    /// Bytes of the file that was named last.
    case content([UInt8])
  }

  static let nameBytesMax = 64 << 10
  private var buffer: [UInt8] = []
  private var start = 0
  private var contentLeft = 0
  private var paddingLeft = 0
  private var longName: String?

  mutating func feed(_ bytes: [UInt8]) {
    buffer.removeFirst(start)
    start = 0
    buffer += bytes
  }

  /// nil when more bytes are needed, also at the end.
  mutating func next() throws(CommandFailure) -> Element? {
    while true {
      if contentLeft > 0 {
        let chunk = take(min(contentLeft, buffer.count - start))
        contentLeft -= chunk.count
        return chunk.isEmpty ? nil : .content(chunk)
      }
      if paddingLeft > 0 {
        paddingLeft -= take(min(paddingLeft, buffer.count - start)).count
        guard paddingLeft == 0 else { return nil }
      }
      guard buffer.count - start >= Archive.blockBytes else { return nil }
      let block = Array(buffer[start..<(start + Archive.blockBytes)])
      if block.allSatisfy({ $0 == 0 }) {
        start += Archive.blockBytes
        continue
      }
      guard let entry = try read(block) else { return nil }
      if let entry { return .entry(entry) }
    }
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { start += count }
    return Array(buffer[start..<(start + count)])
  }

  /// nil: more is needed. `.some(nil)`: a header about the one after it.
  private mutating func read(_ block: [UInt8]) throws(CommandFailure) -> ArchiveEntry?? {
    let sum = block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(block[$1])) }
    guard Self.number(block[148..<156]) == sum, let size = Self.number(block[124..<136]), size >= 0 else {
      throw CommandFailure("the container's tar sent something that is not an archive")
    }
    let type = block[156]
    let padding = (Archive.blockBytes - size % Archive.blockBytes) % Archive.blockBytes
    if [UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x"), UInt8(ascii: "g")].contains(type) {
      guard size <= Self.nameBytesMax else { throw CommandFailure("the archive has a header of \(size) bytes") }
      guard buffer.count - start >= Archive.blockBytes + size + padding else { return nil }
      start += Archive.blockBytes
      let text = take(size)
      start += padding
      if type == UInt8(ascii: "L") { longName = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) }
      if type == UInt8(ascii: "x") { longName = Self.paxPath(text) ?? longName }
      return .some(nil)
    }
    start += Archive.blockBytes
    (contentLeft, paddingLeft) = (size, padding)
    defer { longName = nil }
    let kind: ArchiveEntry.Kind =
      type == UInt8(ascii: "5") ? .directory : type == UInt8(ascii: "0") || type == 0 || type == UInt8(ascii: "7") ? .file : .other
    let mode = UInt32(truncatingIfNeeded: Self.number(block[100..<108]) ?? 0o644) & 0o777
    return ArchiveEntry(path: longName ?? Self.path(block), kind: kind, mode: mode, size: size)
  }

  private static func path(_ block: [UInt8]) -> String {
    let name = String(decoding: block[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    let prefix = String(decoding: block[345..<500].prefix { $0 != 0 }, as: UTF8.self)
    return block[257..<263].elementsEqual("ustar\u{0}".utf8) && !prefix.isEmpty ? prefix + "/" + name : name
  }

  private static func paxPath(_ text: [UInt8]) -> String? {
    text.split(separator: 10).lazy.compactMap { line -> String? in
      let fields = line.split(separator: 32, maxSplits: 1)
      guard fields.count == 2, fields[1].starts(with: "path=".utf8) else { return nil }
      return String(decoding: fields[1].dropFirst(5), as: UTF8.self)
    }.first
  }

  /// Octal, or GNU's binary form; nil when it is neither or doesn't fit.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      guard first == 0x80, field.dropLast(7).dropFirst().allSatisfy({ $0 == 0 }) else { return nil }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 32 || $0 == 0 }.prefix { (48...55).contains($0) }
    return digits.reduce(0) { $0 << 3 | Int($1 - 48) }
  }
}
