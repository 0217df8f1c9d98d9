/// One header block of a tar archive.
struct TarHeader {
  let type: Character
  let size: Int64
  private let block: [UInt8]

  init(_ block: [UInt8]) throws(ImageError) {
    self.block = block
    // The checksum counts its own field as blanks.
    let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    guard try Self.number(block[148..<156]) == Int64(sum) else { throw ImageError(.corrupt, "not a tar archive, or a damaged one") }
    type = block[156] == 0 ? "0" : Character(UnicodeScalar(block[156]))
    size = try Self.number(block[124..<136])
    guard size >= 0 else { throw ImageError(.corrupt, "the archive has an entry of negative size") }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self) }

  /// Octal digits, or, with the first bit set, GNU's big-endian binary.
  private static func number(_ field: ArraySlice<UInt8>) throws(ImageError) -> Int64 {
    guard let first = field.first else { return 0 }
    if first & 0x80 != 0 {
      var value: Int64 = first & 0x40 != 0 ? -1 : 0
      for (position, byte) in field.enumerated() {
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 256)
        if overflow { throw ImageError(.corrupt, "the archive has a number that is too large") }
        value = shifted | Int64(position == 0 ? byte & 0x3f : byte)
      }
      return value
    }
    let digits = field.drop { $0 == 32 || $0 == 0 }.prefix { (48...55).contains($0) }
    return digits.reduce(0) { $0 << 3 | Int64($1 - 48) }
  }

  private var path: String {
    let (name, prefix) = (text(0..<100), text(345..<500))
    // GNU archives ("ustar  ") use the prefix's room otherwise.
    let isUstar = block[257..<263].elementsEqual([UInt8]("ustar\0".utf8))
    return isUstar && !prefix.isEmpty ? prefix + "/" + name : name
  }

  func entry(records: [String: [UInt8]], longName: String?, longLink: String?) throws(ImageError) -> TarEntry {
    func record(_ key: String) -> String? { records[key].map { String(decoding: $0, as: UTF8.self) } }
    let link = record("linkpath") ?? longLink ?? text(157..<257)
    let (owner, group) = (try Self.number(block[108..<116]), try Self.number(block[116..<124]))
    let seconds = try Self.number(block[136..<148])
    let mode = try Self.number(block[100..<108])
    var entry = TarEntry(
      path: record("path") ?? longName ?? path, kind: try kind(link: link),
      mode: UInt32(truncatingIfNeeded: mode) & 0o7777,
      owner: record("uid").flatMap { UInt32($0) } ?? UInt32(truncatingIfNeeded: owner),
      group: record("gid").flatMap { UInt32($0) } ?? UInt32(truncatingIfNeeded: group),
      size: record("size").flatMap { Int64($0) } ?? size)
    entry.modifiedNanoseconds =
      record("mtime").flatMap(Self.nanoseconds) ?? seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
    // V7 archives had no type for directories but a slash at the end.
    if entry.kind == .file, entry.path.hasSuffix("/") { entry.kind = .directory }
    // Above, the padding behind the content couldn't be counted any more.
    guard (0...Int64.max - 1_024).contains(entry.size) else { throw ImageError(.corrupt, "the archive has an entry of an impossible size") }
    for (key, value) in records where key.hasPrefix("SCHILY.xattr.") {
      entry.extendedAttributes[String(key.dropFirst("SCHILY.xattr.".count))] = value
    }
    return entry
  }

  private func kind(link: String) throws(ImageError) -> TarEntry.Kind {
    let (major, minor) = (
      UInt32(truncatingIfNeeded: try Self.number(block[329..<337])), UInt32(truncatingIfNeeded: try Self.number(block[337..<345]))
    )
    switch type {
    case "0", "7": return .file
    case "1": return .hardLink(link)
    case "2": return .symbolicLink(link)
    case "3": return .characterDevice(major: major, minor: minor)
    case "4": return .blockDevice(major: major, minor: minor)
    case "5": return .directory
    case "6": return .fifo
    default: throw ImageError(.unsupported, "archive entries of type \"\(type)\" are not supported (\(path))")
    }
  }

  /// Seconds with a fraction, as text.
  private static func nanoseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let first = parts.first, let seconds = Int64(first), (-9_000_000_000...9_000_000_000).contains(seconds) else { return nil }
    let digits = parts.count > 1 ? String(parts[1].prefix(9)) : ""
    let fraction = Int64(digits + String(repeating: "0", count: 9 - digits.utf8.count)) ?? 0
    return seconds * 1_000_000_000 + (text.hasPrefix("-") ? -fraction : fraction)
  }
}
