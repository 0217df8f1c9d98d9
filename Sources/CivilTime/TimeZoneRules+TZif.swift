import Basics

extension TimeZoneRules {
  /// Reads a file of the tz database (RFC 8536, versions 1 to 4); nil when it isn't one.
  public init?(tzif bytes: [UInt8]) {
    var reader = TZifReader(bytes)
    guard var header = reader.header() else { return nil }
    var width = 4
    if header.version >= 2 {
      guard reader.skip(header.size(timeWidth: 4)), let second = reader.header() else { return nil }
      (header, width) = (second, 8)
    }
    guard let times = reader.integers(header.timeCount, width: width), let kinds = reader.integers(header.timeCount, width: 1),
      let types = reader.types(header.typeCount),
      reader.skip(header.characterCount + header.leapCount * (width + 4) + header.standardCount + header.universalCount),
      kinds.allSatisfy({ types.indices.contains(Int($0)) }), zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    let initial = types.first { !$0.isDaylight } ?? types[0]
    self.init(
      transitions: times, offsets: kinds.map { types[Int($0)].offset }, initialOffset: initial.offset,
      recurring: width == 8 ? reader.footer().flatMap { RecurringTimeZoneRule(posix: $0) } : nil)
  }
}

private struct TZifReader {
  struct Header {
    var version: UInt8
    var universalCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

    func size(timeWidth width: Int) -> Int {
      timeCount * (width + 1) + typeCount * 6 + characterCount + leapCount * (width + 4) + standardCount + universalCount
    }
  }

  let bytes: [UInt8]
  var position = 0
  /// More than any zone has; bounds what a broken file can ask for.
  static let countMax = 100_000

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func header() -> Header? {
    guard position + 44 <= bytes.count, bytes[position..<position + 4].elementsEqual("TZif".utf8) else { return nil }
    let version = bytes[position + 4] == 0 ? 1 : bytes[position + 4] &- UInt8(ascii: "0")
    position += 20
    guard let counts = integers(6, width: 4)?.map({ Int($0) }), counts.allSatisfy({ (0...Self.countMax).contains($0) }), counts[4] > 0
    else { return nil }
    return Header(
      version: version, universalCount: counts[0], standardCount: counts[1], leapCount: counts[2], timeCount: counts[3],
      typeCount: counts[4], characterCount: counts[5])
  }

  mutating func skip(_ count: Int) -> Bool {
    guard position + count <= bytes.count else { return false }
    position += count
    return true
  }

  /// Big-endian; those of four and eight bytes are signed.
  mutating func integers(_ count: Int, width: Int) -> [Int64]? {
    guard position + count * width <= bytes.count else { return nil }
    return (0..<count).map { _ in
      var value: UInt64 = 0
      for byte in bytes[position..<position + width] { value = value << 8 | UInt64(byte) }
      position += width
      return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
  }

  mutating func types(_ count: Int) -> [(offset: Int64, isDaylight: Bool)]? {
    var types: [(offset: Int64, isDaylight: Bool)] = []
    for _ in 0..<count {
      guard let offset = integers(1, width: 4)?.first, let rest = integers(2, width: 1) else { return nil }
      types.append((offset, rest[0] != 0))
    }
    return types
  }

  /// The text between the two newlines at the end.
  func footer() -> String? {
    guard position < bytes.count, bytes[position] == 10, let end = bytes[(position + 1)...].firstIndex(of: 10) else { return nil }
    return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
  }
}
