extension DNSMessage {
  /// The message in at most `limit` bytes. Additional records that don't fit are left out; when others don't, those that do are there and
  /// the message says that it is truncated (RFC 2181 section 9).
  public func encoded(limit: Int = DNSMessage.bytesMax) -> [UInt8] {
    var writer = MessageWriter(limit: min(limit, Self.bytesMax) - (edns?.encodedBytes ?? 0))
    var counts = (questions: 0, answers: 0, authority: 0, additional: 0)
    var isWhole = true
    for question in questions where isWhole {
      isWhole = writer.append { $0.put(question) }
      if isWhole { counts.questions += 1 }
    }
    for record in answers where isWhole {
      isWhole = writer.append { $0.put(record) }
      if isWhole { counts.answers += 1 }
    }
    for record in authority where isWhole {
      isWhole = writer.append { $0.put(record) }
      if isWhole { counts.authority += 1 }
    }
    var fits = isWhole
    for record in additional where fits {
      fits = writer.append { $0.put(record) }
      if fits { counts.additional += 1 }
    }
    var bytes = writer.bytes
    if let edns {
      bytes += edns.encoded(codeBits: UInt8(responseCode.rawValue >> 4))
      counts.additional += 1
    }
    let header = [id, flags(isTruncated: isTruncated || !isWhole)]
      + [counts.questions, counts.answers, counts.authority, counts.additional].map { UInt16($0) }
    for (position, value) in header.enumerated() {
      (bytes[2 * position], bytes[2 * position + 1]) = (UInt8(value >> 8), UInt8(value & 0xff))
    }
    return bytes
  }

  private func flags(isTruncated: Bool) -> UInt16 {
    var flags = UInt16(opcode & 0xf) << 11 | responseCode.rawValue & 0xf
    for (isSet, bit) in [
      (isResponse, 0x8000), (isAuthoritative, 0x0400), (isTruncated, 0x0200), (recursionDesired, 0x0100), (recursionAvailable, 0x0080),
      (authenticData, 0x0020), (checkingDisabled, 0x0010),
    ] as [(Bool, UInt16)] where isSet { flags |= bit }
    return flags
  }
}

extension EDNS {
  fileprivate var encodedBytes: Int { options.reduce(11) { $0 + 4 + $1.value.count } }

  fileprivate func encoded(codeBits: UInt8) -> [UInt8] {
    var content: [UInt8] = []
    for option in options { content += Self.bytes(option.code) + Self.bytes(option.value.count) + option.value }
    var bytes: [UInt8] = [0] + Self.bytes(RecordType.opt.rawValue) + Self.bytes(datagramBytes)
    bytes += [codeBits, version, wantsSignatures ? 0x80 : 0, 0]
    return bytes + Self.bytes(content.count) + content
  }

  private static func bytes(_ value: some BinaryInteger) -> [UInt8] {
    let value = UInt16(truncatingIfNeeded: value)
    return [UInt8(value >> 8), UInt8(value & 0xff)]
  }
}

/// A message that is being written, and the names in it that later ones may point to.
private struct MessageWriter {
  private(set) var bytes = [UInt8](repeating: 0, count: DNSMessage.headerBytes)
  private let limit: Int
  /// Where each end of a name stands, by its bytes for comparing.
  private var places: [[UInt8]: Int] = [:]
  private static let pointerMax = 0x3fff

  init(limit: Int) { self.limit = limit }

  /// Writes a part if it fits; else nothing of it is left.
  mutating func append(_ part: (inout MessageWriter) -> Void) -> Bool {
    let before = bytes.count
    part(&self)
    guard bytes.count > limit else { return true }
    bytes.removeLast(bytes.count - before)
    places = places.filter { $0.value < before }
    return false
  }

  mutating func put(_ question: DNSQuestion) {
    put(question.name)
    put(question.type.rawValue)
    put(question.questionClass)
  }

  mutating func put(_ record: DNSRecord) {
    put(record.name)
    put(record.type.rawValue)
    put(record.recordClass)
    put(record.ttlSeconds)
    let lengthAt = bytes.count
    put(UInt16(0))
    put(record.data)
    let length = bytes.count - lengthAt - 2
    (bytes[lengthAt], bytes[lengthAt + 1]) = (UInt8(length >> 8 & 0xff), UInt8(length & 0xff))
  }

  private mutating func put(_ value: UInt16) { bytes += [UInt8(value >> 8), UInt8(value & 0xff)] }

  private mutating func put(_ value: UInt32) {
    put(UInt16(value >> 16))
    put(UInt16(value & 0xffff))
  }

  /// Compressed: it may end with a pointer to where that end was written before.
  private mutating func put(_ name: DNSName) {
    let folded = name.foldedWire
    var position = 0
    while position < folded.count {
      let suffix = Array(folded[position...])
      if let place = places[suffix] { return put(UInt16(0xc000 | place)) }
      if bytes.count <= Self.pointerMax { places[suffix] = bytes.count }
      let end = position + 1 + Int(folded[position])
      bytes += name.wire[position..<end]
      position = end
    }
    bytes.append(0)
  }

  /// Names are compressed in the types of RFC 1035 only: nobody has to expect it in others (RFC 3597 section 4).
  private mutating func put(_ data: RecordData) {
    switch data {
    case .address(let address): bytes += address.bytes
    case .ns(let name), .cname(let name), .ptr(let name): put(name)
    case .mx(let preference, let name):
      put(preference)
      put(name)
    case .srv(let priority, let weight, let port, let target):
      put(priority)
      put(weight)
      put(port)
      bytes += target.wire + [0]
    case .txt(let strings):
      for string in strings.isEmpty ? [[]] : strings {
        bytes.append(UInt8(min(string.count, 255)))
        bytes += string.prefix(255)
      }
    case .soa(let soa):
      put(soa.server)
      put(soa.mailbox)
      for value in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] { put(value) }
    case .other(_, let content): bytes += content
    }
  }
}
