import Basics

/// When the clocks of a zone change, read from a TZif file (RFC 9636); after the last change in the file its rule for the future holds.
struct TimeZoneRules: Sendable {
  private struct Change: Sendable { var at: Int64; var offset: Int }
  private let first: Int
  private let changes: [Change]
  private let future: TimeZoneFuture?

  static let utc = TimeZoneRules(offset: 0)

  init(offset: Int) { (first, changes, future) = (offset, [], nil) }

  /// nil when it isn't such a file.
  init?(file bytes: [UInt8]) {
    guard let header = Header(bytes, at: 0) else { return nil }
    guard header.version >= 2 else { return nil }
    // The first block has 32-bit times, and is there for old readers.
    guard let header = Header(bytes, at: 44 + header.size(timeBytes: 4)) else { return nil }
    var reader = Reader(bytes: bytes, position: header.end)
    let times = (0..<header.times).compactMap { _ in reader.integer(8) }
    let kinds = (0..<header.times).compactMap { _ in reader.integer(1) }
    var offsets: [Int] = []
    for _ in 0..<header.types {
      guard let offset = reader.integer(4), reader.integer(2) != nil else { return nil }
      offsets.append(Int(Int32(truncatingIfNeeded: offset)))
    }
    guard times.count == header.times, kinds.count == header.times, let first = offsets.first,
      kinds.allSatisfy({ offsets.indices.contains(Int($0)) })
    else { return nil }
    self.first = first
    changes = zip(times, kinds).map { Change(at: $0, offset: offsets[Int($1)]) }
    let footer = bytes.dropFirst(header.end + header.size(timeBytes: 8))
    future = TimeZoneFuture(String(decoding: footer.dropFirst().prefix { $0 != 10 }, as: UTF8.self))
  }

  /// Seconds east of UTC at that time.
  func offset(at seconds: Int64) -> Int {
    if let last = changes.last, seconds >= last.at, let future { return future.offset(at: seconds) }
    if changes.isEmpty, let future { return future.offset(at: seconds) }
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : changes[low - 1].offset
  }

  func local(_ seconds: Int64) -> CivilTime { CivilTime(seconds: seconds, offset: offset(at: seconds)) }

  private struct Header {
    var version: Int, isUTCount: Int, isStandardCount: Int, leaps: Int, times: Int, types: Int, characters: Int, end: Int

    init?(_ bytes: [UInt8], at position: Int) {
      guard position >= 0, bytes.count >= position + 44, Array(bytes[position..<position + 4]) == Array("TZif".utf8) else { return nil }
      version = Int(bytes[position + 4]) - 48
      var reader = Reader(bytes: bytes, position: position + 20)
      let counts = (0..<6).compactMap { _ in reader.integer(4).map { Int($0) } }
      guard counts.count == 6, counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
      (isUTCount, isStandardCount, leaps, times, types, characters) = (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])
      end = position + 44
    }

    func size(timeBytes: Int) -> Int {
      times * timeBytes + times + types * 6 + characters + leaps * (timeBytes + 4) + isStandardCount + isUTCount
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    /// Big-endian.
    mutating func integer(_ count: Int) -> Int64? {
      guard position + count <= bytes.count else { return nil }
      var value: UInt64 = 0
      for byte in bytes[position..<position + count] { value = value << 8 | UInt64(byte) }
      position += count
      return Int64(bitPattern: value)
    }
  }
}
