import Basics
import Testing

@testable import DNSMessage

@Suite struct DNSMessageTests {
  private static func name(_ text: String) -> DNSName { DNSName(text) ?? .root }

  /// A response with a record of every type that is read.
  private static var everything: DNSMessage {
    var message = DNSMessage(id: 0x1234)
    (message.isResponse, message.isAuthoritative, message.recursionDesired, message.recursionAvailable) = (true, true, true, true)
    let owner = name("web.default.svc.cluster.local")
    message.questions = [DNSQuestion(owner, .a)]
    let v4 = IPAddress(bytes: [10, 96, 0, 1]), v6 = IPAddress(bytes: [0xfd] + [UInt8](repeating: 0, count: 14) + [1])
    message.answers = [v4, v6].compactMap { $0 }.map { DNSRecord(owner, ttlSeconds: 5, .address($0)) }
    message.answers += [
      DNSRecord(owner, ttlSeconds: 6, .cname(name("www.example.com"))), DNSRecord(owner, ttlSeconds: 0, .ptr(name("a.b"))),
      DNSRecord(owner, ttlSeconds: 7, .mx(preference: 10, name("mail.example.com"))),
      DNSRecord(owner, ttlSeconds: 8, .srv(priority: 1, weight: 2, port: 443, name("a.web.default.svc.cluster.local"))),
      DNSRecord(owner, ttlSeconds: 9, .txt([Array("1.1.0".utf8), [], [0, 255]])), DNSRecord(owner, ttlSeconds: 9, .other(RecordType(rawValue: 65), [1, 2, 3])),
    ]
    message.authority = [
      DNSRecord(
        name("cluster.local"), ttlSeconds: 5,
        .soa(StartOfAuthority(server: name("ns.dns"), mailbox: name("hostmaster"), serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5))),
      DNSRecord(name("cluster.local"), ttlSeconds: 5, .ns(name("ns.dns.cluster.local"))),
    ]
    message.additional = [DNSRecord(name("x"), ttlSeconds: 0x7fff_ffff, .txt([[]]))]
    var edns = EDNS(datagramBytes: 1232)
    edns.wantsSignatures = true
    edns.options = [.init(code: 10, value: [1, 2, 3, 4, 5, 6, 7, 8])]
    message.edns = edns
    message.responseCode = .badVersion
    return message
  }

  @Test func `every kind of record comes back as it went`() throws {
    let message = Self.everything
    let bytes = message.encoded()
    #expect(try DNSMessage(reading: bytes) == message)
    // The owner's name stands there once: 30 bytes, then pointers.
    #expect(bytes.count < 360)
  }

  @Test func `a query as resolvers send it is read`() throws {
    let bytes: [UInt8] = [
      0xab, 0xcd, 0x01, 0x20, 0, 1, 0, 0, 0, 0, 0, 1, 3, 0x77, 0x57, 0x77, 2, 0x69, 0x6f, 0, 0, 1, 0, 1, 0, 0, 41, 0x04, 0xd0, 0, 0, 0x80, 0, 0, 0,
    ]
    let message = try DNSMessage(reading: bytes)
    #expect(message.id == 0xabcd && message.recursionDesired && message.authenticData && !message.isResponse)
    #expect(message.questions == [DNSQuestion(Self.name("www.io"), .a)] && message.questions[0].name.description == "wWw.io.")
    #expect(message.edns?.datagramBytes == 1232 && message.edns?.wantsSignatures == true && message.additional.isEmpty)
    #expect(message.response(.refused).questions == message.questions)
  }

  @Test func `names in the older types are written out in full, where nobody could follow their pointers`() throws {
    // AFSDB (18): a number and a name, which here is a pointer to the owner.
    let bytes: [UInt8] = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 18, 0, 1, 0, 0, 0, 1, 0, 4, 0, 7, 0xc0, 12]
    #expect(try DNSMessage(reading: bytes).answers.first?.data == .other(RecordType(rawValue: 18), [0, 7, 1, 0x61, 0]))
  }

  // MARK: what is refused

  private static let header: [UInt8] = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]

  private func failure(_ bytes: [UInt8]) -> DNSMessageError? {
    do throws(DNSMessageError) {
      _ = try DNSMessage(reading: bytes)
      return nil
    } catch { return error }
  }

  @Test func `pointers that lead to themselves, onwards or round in circles are refused`() {
    #expect(failure(Self.header + [0xc0, 12, 0, 1, 0, 1]) == .pointerNotBackwards(at: 12))
    #expect(failure(Self.header + [0xc0, 20, 0, 1, 0, 1]) == .pointerNotBackwards(at: 12))
    // One label, then back to it, for ever.
    #expect(failure(Self.header + [1, 0x61, 0xc0, 12, 0, 1, 0, 1]) == .pointerNotBackwards(at: 14))
    // Into the header.
    #expect(failure(Self.header + [0xc0, 4, 0, 1, 0, 1]) == .pointerNotBackwards(at: 12))
    var two = Self.header
    two[5] = 2
    // The second question's name points to the first's, which points to the second.
    #expect(failure(two + [0xc0, 18, 0, 1, 0, 1, 0xc0, 12, 0, 1, 0, 1]) == .pointerNotBackwards(at: 12))
  }

  @Test func `a name that pointers make too long is refused`() {
    var bytes = Self.header
    bytes[5] = 2
    let label: [UInt8] = [63] + [UInt8](repeating: 0x61, count: 63)
    bytes += label + label + label + [0, 0, 1, 0, 1]
    #expect(failure(bytes + label + [0xc0, 12, 0, 1, 0, 1]) == .nameTooLong(at: bytes.count))
  }

  @Test func `bytes that end early, go on, or hold what no type has are refused`() {
    #expect(failure([]) == .endsEarly(at: 0))
    #expect(failure(Array(Self.header.dropLast())) == .endsEarly(at: 11))
    #expect(failure(Self.header + [1, 0x61, 0, 0, 1, 0]) == .endsEarly(at: 18))
    #expect(failure(Self.header + [1, 0x61, 0, 0, 1, 0, 1, 9]) == .trailingBytes(at: 19))
    #expect(failure(Self.header + [0x41, 0x61, 0, 0, 1, 0, 1]) == .unknownLabelForm(at: 12))
    #expect(failure([UInt8](repeating: 0, count: 65_536)) == .tooLong)
    let answer: [UInt8] = [0, 1, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    #expect(failure(answer + [0, 1, 0, 1, 0, 0, 0, 1, 0, 3, 10, 0, 0]) == .badRecordData(.a, at: 26))
    #expect(failure(answer + [0, 1, 0, 1, 0, 0, 0, 1, 0, 5, 10, 0, 0, 1, 0]) == .badRecordData(.a, at: 28))
    #expect(failure(answer + [0, 16, 0, 1, 0, 0, 0, 1, 0, 0]) == .endsEarly(at: 23))
    // A name may not reach beyond the record that it is in.
    #expect(failure(answer + [0, 5, 0, 1, 0, 0, 0, 1, 0, 2, 5, 0x61, 0x61, 0x61, 0x61, 0x61, 0]) == .endsEarly(at: 23))
    let opt: [UInt8] = [0, 0, 41, 2, 0, 0, 0, 0, 0, 0, 0]
    #expect(failure([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2] + opt + opt) == .severalOPT)
  }

  // MARK: sizes

  @Test func `what doesn't fit is cut off between records, and the message says so`() throws {
    var message = DNSMessage(id: 7).response()
    message.questions = [DNSQuestion(Self.name("headless.default.svc.cluster.local"), .a)]
    message.edns = EDNS(datagramBytes: 1232)
    message.answers = (0..<100).compactMap { IPAddress(bytes: [10, 244, 0, $0]) }.map { DNSRecord(message.questions[0].name, ttlSeconds: 5, .address($0)) }
    message.additional = [DNSRecord(.root, ttlSeconds: 5, .text("left out"))]
    for limit in [512, 600, 1_232] {
      let bytes = message.encoded(limit: limit)
      let read = try DNSMessage(reading: bytes)
      #expect(bytes.count <= limit && bytes.count > limit - 16 && read.isTruncated)
      #expect(read.answers == Array(message.answers.prefix(read.answers.count)) && read.edns == message.edns && read.additional.isEmpty)
    }
    #expect(try DNSMessage(reading: message.encoded()) == message)
  }

  @Test func `additional records that don't fit are left out without a word`() throws {
    var message = DNSMessage(id: 7).response()
    message.answers = [DNSRecord(Self.name("a"), ttlSeconds: 5, .text("kept"))]
    message.additional = (0..<10).map { _ in DNSRecord(Self.name("b"), ttlSeconds: 5, .text(String(repeating: "x", count: 100))) }
    let read = try DNSMessage(reading: message.encoded(limit: 512))
    #expect(!read.isTruncated && read.answers == message.answers && read.additional.count == 4)
  }

  // MARK: properties

  @Test func `whatever is read can be written and reads the same`() throws {
    var mutated = 0
    let random = SeededRandom(seed: 11)
    let original = Self.everything.encoded()
    for _ in 0..<3_000 {
      var bytes = original
      for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
      guard let read = try? DNSMessage(reading: bytes) else { continue }
      mutated += 1
      let again = try DNSMessage(reading: read.encoded())
      #expect(again.answers == read.answers && again.questions == read.questions && again.edns == read.edns, "\(bytes)")
      let short = read.encoded(limit: 512)
      #expect(short.count <= 512)
      _ = try DNSMessage(reading: short)
    }
    #expect(mutated > 100)
  }

  @Test func `random bytes never do more than fail`() {
    let random = SeededRandom(seed: 3)
    for _ in 0..<3_000 {
      var bytes = (0..<random.below(80)).map { _ in UInt8(random.below(256)) }
      // Small counts get further.
      for position in [4, 6, 8, 10] where position < bytes.count { bytes[position] = 0 }
      _ = try? DNSMessage(reading: bytes)
    }
  }
}
