import Basics

extension DNSMessage {
  /// Reads a whole message; nothing may follow it. The work is bounded by the size, which is 64 KiB at most.
  public init(reading bytes: [UInt8]) throws(DNSMessageError) {
    guard bytes.count <= Self.bytesMax else { throw .tooLong }
    var reader = MessageReader(bytes)
    self.init(id: try reader.uint16())
    let flags = try reader.uint16()
    let counts = (try reader.uint16(), try reader.uint16(), try reader.uint16(), try reader.uint16())
    setFlags(flags)
    for _ in 0..<counts.0 {
      questions.append(DNSQuestion(try reader.name(), RecordType(rawValue: try reader.uint16()), questionClass: try reader.uint16()))
    }
    for _ in 0..<counts.1 { answers.append(try reader.record()) }
    for _ in 0..<counts.2 { authority.append(try reader.record()) }
    for _ in 0..<counts.3 {
      guard try reader.isAtOPT() else {
        additional.append(try reader.record())
        continue
      }
      guard edns == nil else { throw .severalOPT }
      let (edns, codeBits) = try reader.edns()
      self.edns = edns
      responseCode = ResponseCode(rawValue: responseCode.rawValue | UInt16(codeBits) << 4)
    }
    guard reader.position == bytes.count else { throw .trailingBytes(at: reader.position) }
  }

  private mutating func setFlags(_ flags: UInt16) {
    isResponse = flags & 0x8000 != 0
    opcode = UInt8(flags >> 11 & 0xf)
    isAuthoritative = flags & 0x0400 != 0
    isTruncated = flags & 0x0200 != 0
    recursionDesired = flags & 0x0100 != 0
    recursionAvailable = flags & 0x0080 != 0
    authenticData = flags & 0x0020 != 0
    checkingDisabled = flags & 0x0010 != 0
    responseCode = ResponseCode(rawValue: flags & 0xf)
  }
}

/// A place in a message that is being read.
struct MessageReader {
  private let bytes: [UInt8]
  private(set) var position = 0
  /// Where the part that is being read ends.
  private var end: Int

  init(_ bytes: [UInt8]) { (self.bytes, end) = (bytes, bytes.count) }

  mutating func uint8() throws(DNSMessageError) -> UInt8 {
    guard position < end else { throw .endsEarly(at: position) }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func uint16() throws(DNSMessageError) -> UInt16 { UInt16(try uint8()) << 8 | UInt16(try uint8()) }
  mutating func uint32() throws(DNSMessageError) -> UInt32 { UInt32(try uint16()) << 16 | UInt32(try uint16()) }

  mutating func take(_ count: Int) throws(DNSMessageError) -> [UInt8] {
    guard count <= end - position else { throw .endsEarly(at: position) }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// A name, which may end with a pointer to one before it. Each pointer has to lead further back than the last, so there is an end.
  mutating func name() throws(DNSMessageError) -> DNSName {
    let start = position
    var wire: [UInt8] = []
    var cursor = position
    var bound = end
    var earliest = position
    var hasJumped = false
    while true {
      guard cursor < bound else { throw .endsEarly(at: cursor) }
      let length = Int(bytes[cursor])
      switch length >> 6 {
      case 0:
        guard length > 0 else {
          if !hasJumped { position = cursor + 1 }
          return DNSName(unchecked: wire)
        }
        guard cursor + 1 + length <= bound else { throw .endsEarly(at: cursor) }
        wire += bytes[cursor...cursor + length]
        guard wire.count < DNSName.wireBytesMax else { throw .nameTooLong(at: start) }
        cursor += 1 + length
      case 3:
        guard cursor + 1 < bound else { throw .endsEarly(at: cursor) }
        let target = (length & 0x3f) << 8 | Int(bytes[cursor + 1])
        guard target < earliest, target >= DNSMessage.headerBytes else { throw .pointerNotBackwards(at: cursor) }
        if !hasJumped { position = cursor + 2 }
        (hasJumped, earliest, cursor, bound) = (true, target, target, bytes.count)
      default: throw .unknownLabelForm(at: cursor)
      }
    }
  }

  mutating func record() throws(DNSMessageError) -> DNSRecord {
    let name = try name()
    let type = RecordType(rawValue: try uint16())
    let recordClass = try uint16()
    let ttl = try uint32()
    let data = try recordData(type, count: Int(try uint16()))
    // A time with its first bit set is none (RFC 2181 section 8).
    return DNSRecord(name, ttlSeconds: ttl > 0x7fff_ffff ? 0 : ttl, data, recordClass: recordClass)
  }

  func isAtOPT() throws(DNSMessageError) -> Bool {
    var ahead = self
    _ = try ahead.name()
    return try ahead.uint16() == RecordType.opt.rawValue
  }

  /// The OPT record, and the upper bits of the response code in it.
  mutating func edns() throws(DNSMessageError) -> (EDNS, codeBits: UInt8) {
    let start = position
    guard try name() == .root else { throw .badRecordData(.opt, at: start) }
    _ = try uint16()
    var edns = EDNS(datagramBytes: try uint16())
    let codeBits = try uint8()
    edns.version = try uint8()
    edns.wantsSignatures = try uint16() & 0x8000 != 0
    let count = Int(try uint16())
    guard count <= end - position else { throw .endsEarly(at: position) }
    let last = position + count
    while position < last {
      let code = try uint16()
      let length = Int(try uint16())
      guard position + length <= last else { throw .badRecordData(.opt, at: position) }
      edns.options.append(.init(code: code, value: try take(length)))
    }
    guard position == last else { throw .badRecordData(.opt, at: position) }
    return (edns, codeBits)
  }

  private mutating func recordData(_ type: RecordType, count: Int) throws(DNSMessageError) -> RecordData {
    guard count <= end - position else { throw .endsEarly(at: position) }
    let (start, outer) = (position, end)
    end = position + count
    defer { end = outer }
    let data = try content(type)
    guard position == start + count else { throw .badRecordData(type, at: start) }
    return data
  }

  private mutating func content(_ type: RecordType) throws(DNSMessageError) -> RecordData {
    switch type {
    case .a, .aaaa:
      guard let address = IPAddress(bytes: try take(end - position)), address.isIPv6 == (type == .aaaa) else {
        throw .badRecordData(type, at: position)
      }
      return .address(address)
    case .ns: return .ns(try name())
    case .cname: return .cname(try name())
    case .ptr: return .ptr(try name())
    case .mx: return .mx(preference: try uint16(), try name())
    case .srv: return .srv(priority: try uint16(), weight: try uint16(), port: try uint16(), try name())
    case .txt:
      var strings: [[UInt8]] = []
      repeat { strings.append(try take(Int(try uint8()))) } while position < end
      return .txt(strings)
    case .soa:
      return .soa(
        StartOfAuthority(
          server: try name(), mailbox: try name(), serial: try uint32(), refresh: try uint32(), retry: try uint32(), expire: try uint32(),
          minimum: try uint32()))
    default: return .other(type, try uncompressed(type))
    }
  }

  /// The other types whose names may be compressed (RFC 3597 section 4): how many bytes come first, and how many names then.
  private static let compressible: [UInt16: (bytes: Int, names: Int)] = [
    3: (0, 1), 4: (0, 1), 7: (0, 1), 8: (0, 1), 9: (0, 1), 14: (0, 2), 17: (0, 2), 18: (2, 1), 21: (2, 1), 26: (2, 2),
  ]

  private mutating func uncompressed(_ type: RecordType) throws(DNSMessageError) -> [UInt8] {
    guard let form = Self.compressible[type.rawValue] else { return try take(end - position) }
    var result = try take(form.bytes)
    for _ in 0..<form.names { result += try name().wire + [0] }
    return result
  }
}
