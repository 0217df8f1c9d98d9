/// Reads tar archives: ustar and pax (IEEE Std 1003.1-2017), and GNU's long names and binary numbers.
struct TarReader {
  private let source: any ByteSource
  private var unreadContent: Int64 = 0
  private var padding: Int64 = 0
  private var globalRecords: [String: [UInt8]] = [:]

  init(_ source: any ByteSource) { self.source = source }

  /// The next entry; what was not read of the last one's content is skipped. nil at the end.
  mutating func next() throws(ImageError) -> TarEntry? {
    try skip(unreadContent + padding)
    (unreadContent, padding) = (0, 0)
    var records = globalRecords
    var (longName, longLink): (String?, String?) = (nil, nil)
    while let block = try source.readExactly(512) {
      if block.allSatisfy({ $0 == 0 }) { return nil }
      let header = try TarHeader(block)
      switch header.type {
      case "x": records.merge(try paxRecords(header.size)) { $1 }
      case "g":
        globalRecords.merge(try paxRecords(header.size)) { $1 }
        records.merge(globalRecords) { own, _ in own }
      case "L": longName = try text(header.size)
      case "K": longLink = try text(header.size)
      default:
        var entry = try header.entry(records: records, longName: longName, longLink: longLink)
        if entry.kind != .file { entry.size = 0 }
        unreadContent = entry.size
        padding = Self.padding(after: entry.size)
        return entry
      }
    }
    return nil
  }

  /// Fills a part of the buffer from the current entry's content; 0 at its end.
  mutating func readContent(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int {
    let length = Int(min(Int64(buffer.count), unreadContent))
    guard length > 0 else { return 0 }
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<length]))
    guard count > 0 else { throw ImageError(.corrupt, "the archive ends in the middle of a file") }
    unreadContent -= Int64(count)
    return count
  }

  private static func padding(after size: Int64) -> Int64 { (512 - size % 512) % 512 }

  private mutating func skip(_ count: Int64) throws(ImageError) {
    var left = count
    while left > 0 {
      let step = Int(min(left, 64 << 10))
      guard try source.readExactly(step) != nil else { throw ImageError(.corrupt, "the archive ends in the middle of a file") }
      left -= Int64(step)
    }
  }

  private mutating func content(_ size: Int64) throws(ImageError) -> [UInt8] {
    guard size <= 1 << 20 else { throw ImageError(.corrupt, "an archive header is larger than 1 MiB") }
    guard size > 0 else { return [] }
    guard let bytes = try source.readExactly(Int(size)) else { throw ImageError(.corrupt, "the archive ends in a header") }
    try skip(Self.padding(after: size))
    return bytes
  }

  private mutating func text(_ size: Int64) throws(ImageError) -> String {
    String(decoding: try content(size).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Lines of `LENGTH KEY=VALUE`, the length counting the whole line.
  private mutating func paxRecords(_ size: Int64) throws(ImageError) -> [String: [UInt8]] {
    var rest = try content(size)[...]
    var records: [String: [UInt8]] = [:]
    while let blank = rest.firstIndex(of: UInt8(ascii: " ")) {
      guard let length = Int(String(decoding: rest[..<blank], as: UTF8.self)), length > blank - rest.startIndex + 1, length <= rest.count
      else { throw ImageError(.corrupt, "the archive has a damaged pax header") }
      let line = rest[(blank + 1)..<(rest.startIndex + length - 1)]
      guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { throw ImageError(.corrupt, "the archive has a damaged pax header") }
      records[String(decoding: line[..<equals], as: UTF8.self)] = Array(line[(equals + 1)...])
      rest = rest.dropFirst(length)
    }
    return records
  }
}
