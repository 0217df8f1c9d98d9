import Basics
import DNSMessage
import Synchronization
import Testing

@testable import ClusterDNS

/// Servers that answer as the test says, and remember what they were asked.
final class ScriptedExchange: UpstreamExchange {
  struct Silence: Error {}
  struct Asked: Equatable {
    var server: String
    var transport: DNSTransport
    var name: String
  }

  private let state = Mutex<[Asked]>([])
  private let answer: @Sendable (DNSMessage, UpstreamServer, DNSTransport) async throws -> DNSMessage

  init(_ answer: @escaping @Sendable (DNSMessage, UpstreamServer, DNSTransport) async throws -> DNSMessage) { self.answer = answer }

  var asked: [Asked] { state.withLock { $0 } }

  func exchange(_ message: [UInt8], with server: UpstreamServer, over transport: DNSTransport, within limit: Duration) async throws -> [UInt8] {
    let query = try DNSMessage(reading: message)
    state.withLock { $0.append(Asked(server: server.description, transport: transport, name: query.questions[0].name.description)) }
    return try await answer(query, server, transport).encoded()
  }
}

@Suite struct ForwardingTests {
  private static let servers = ["192.0.2.1", "192.0.2.2"].compactMap { IPAddress($0) }.map { UpstreamServer($0) }
  private static let question = ForwardedQuestion(
    question: DNSQuestion(DNSName("www.example.com") ?? .root, .a), wantsSignatures: false, checkingDisabled: false)
  private let clock = ManualClock()

  private func forwarder(_ exchange: ScriptedExchange, pendingMax: Int = 1_000) -> Forwarder {
    Forwarder(Self.servers, exchange: exchange, clock: clock, random: SeededRandom(seed: 1), pendingMax: pendingMax)
  }

  private static func yes(_ query: DNSMessage, ttl: UInt32 = 60) -> DNSMessage {
    var response = query.response()
    response.answers = IPAddress("203.0.113.7").map { [DNSRecord(query.questions[0].name, ttlSeconds: ttl, .address($0))] } ?? []
    return response
  }

  private static func no(_ query: DNSMessage, _ code: ResponseCode, minimum: UInt32? = 30) -> DNSMessage {
    var response = query.response(code)
    if let minimum {
      let soa = StartOfAuthority(server: .root, mailbox: .root, serial: 1, refresh: 1, retry: 1, expire: 1, minimum: minimum)
      response.authority = [DNSRecord(.root, ttlSeconds: 900, .soa(soa))]
    }
    return response
  }

  @Test func `the next server is asked when one is silent, and asked first for a while`() async {
    let exchange = ScriptedExchange { query, server, _ in
      if server == Self.servers[0] { throw ScriptedExchange.Silence() }
      return Self.yes(query, ttl: 0)
    }
    let forwarder = forwarder(exchange)
    #expect(await forwarder.resolve(Self.question)?.answers.count == 1)
    #expect(exchange.asked.map(\.server) == ["192.0.2.1:53", "192.0.2.2:53"])
    _ = await forwarder.resolve(Self.question)
    #expect(exchange.asked.map(\.server).suffix(1) == ["192.0.2.2:53"])
    clock.advance(by: .seconds(11))
    _ = await forwarder.resolve(Self.question)
    #expect(exchange.asked.map(\.server).suffix(2) == ["192.0.2.1:53", "192.0.2.2:53"])
  }

  @Test func `nobody's answer is none, and a failure of all is told`() async {
    let silent = ScriptedExchange { _, _, _ in throw ScriptedExchange.Silence() }
    #expect(await forwarder(silent).resolve(Self.question) == nil)
    let failing = ScriptedExchange { query, _, _ in Self.no(query, .serverFailure) }
    #expect(await forwarder(failing).resolve(Self.question)?.responseCode == .serverFailure)
    #expect(failing.asked.count == 2)
  }

  @Test func `an answer that was cut off is asked for again by stream`() async {
    let exchange = ScriptedExchange { query, _, transport in
      var response = Self.yes(query)
      if transport == .datagram { (response.answers, response.isTruncated) = ([], true) }
      return response
    }
    #expect(await forwarder(exchange).resolve(Self.question)?.answers.count == 1)
    #expect(exchange.asked.map(\.transport) == [.datagram, .stream])
  }

  @Test func `an answer to another question, or with another number, is none`() async {
    for change in [0, 1, 2] {
      let exchange = ScriptedExchange { query, _, _ in
        var response = Self.yes(query)
        switch change {
        case 0: response.id &+= 1
        case 1: response.questions = [DNSQuestion(.root, .a)]
        default: response.isResponse = false
        }
        return response
      }
      #expect(await forwarder(exchange).resolve(Self.question) == nil)
    }
  }

  @Test func `a server from before EDNS is asked without it`() async {
    let exchange = ScriptedExchange { query, _, _ in query.edns == nil ? Self.yes(query) : query.response(.formatError) }
    #expect(await forwarder(exchange).resolve(Self.question)?.answers.count == 1)
  }

  @Test func `answers are kept as long as they say, with the time that is left`() async throws {
    let exchange = ScriptedExchange { query, _, _ in Self.yes(query, ttl: 60) }
    let forwarder = forwarder(exchange)
    _ = await forwarder.resolve(Self.question)
    clock.advance(by: .seconds(20))
    #expect(try #require(await forwarder.resolve(Self.question)).answers[0].ttlSeconds == 40)
    #expect(exchange.asked.count == 1)
    clock.advance(by: .seconds(40))
    _ = await forwarder.resolve(Self.question)
    #expect(exchange.asked.count == 2)
    // Whether signatures are wanted makes it another question.
    var signed = Self.question
    signed.wantsSignatures = true
    _ = await forwarder.resolve(signed)
    #expect(exchange.asked.count == 3)
  }

  @Test func `that something isn't there is believed as long as its zone says, and no longer than a minute`() {
    var query = DNSMessage(id: 1)
    query.questions = [Self.question.question]
    #expect(AnswerCache.lifetimeSeconds(Self.no(query, .nameError, minimum: 30)) == 30)
    #expect(AnswerCache.lifetimeSeconds(Self.no(query, .noError, minimum: 3_000)) == 60)
    #expect(AnswerCache.lifetimeSeconds(Self.no(query, .nameError, minimum: nil)) == nil)
    #expect(AnswerCache.lifetimeSeconds(Self.no(query, .serverFailure)) == nil)
    #expect(AnswerCache.lifetimeSeconds(Self.yes(query, ttl: 1 << 20)) == 3_600)
    var cut = Self.yes(query)
    cut.isTruncated = true
    #expect(AnswerCache.lifetimeSeconds(cut) == nil)
  }

  @Test func `the cache stays within its size, and forgets the oldest`() {
    var cache = AnswerCache(bytesMax: 100_000)
    func question(_ number: Int) -> ForwardedQuestion {
      ForwardedQuestion(question: DNSQuestion(DNSName("n\(number).example") ?? .root, .a), wantsSignatures: false, checkingDisabled: false)
    }
    for number in 0..<5_000 {
      var query = DNSMessage(id: 1)
      query.questions = [question(number).question]
      cache.insert(Self.yes(query), for: question(number), size: 100, at: clock.now)
      cache.insert(Self.yes(query), for: question(number), size: 100, at: clock.now)
      #expect(cache.bytes <= 100_000)
    }
    #expect(cache.count == 100_000 / 612 && cache.bytes == cache.count * 612)
    #expect(cache.find(question(0), at: clock.now) == nil && cache.find(question(4_999), at: clock.now) != nil)
  }

  @Test func `the same question is asked once at a time, so that one that comes back to us makes no storm`() async {
    let gate = CloseSignal(), entered = CloseSignal()
    let exchange = ScriptedExchange { query, _, _ in
      entered.close()
      await gate.wait()
      return Self.yes(query)
    }
    // With room for one, whoever doesn't wait for the first has no answer.
    let forwarder = forwarder(exchange, pendingMax: 1)
    let answered = await withTaskGroup(of: Bool.self) { group in
      group.addTask { await forwarder.resolve(Self.question) != nil }
      await entered.wait()
      for _ in 0..<20 { group.addTask { await forwarder.resolve(Self.question) != nil } }
      for _ in 0..<100 { await Task.yield() }
      gate.close()
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answered == 21 && exchange.asked.count == 1)
  }

  @Test func `questions beyond the limit fail at once`() async {
    let gate = CloseSignal(), entered = CloseSignal()
    let exchange = ScriptedExchange { query, _, _ in
      entered.close()
      await gate.wait()
      return Self.yes(query)
    }
    let forwarder = forwarder(exchange, pendingMax: 1)
    let first = Task { await forwarder.resolve(Self.question) }
    await entered.wait()
    var other = Self.question
    other.wantsSignatures = true
    #expect(await forwarder.resolve(other) == nil)
    gate.close()
    #expect(await first.value?.answers.count == 1 && exchange.asked.count == 1)
  }

  @Test func `a resolv_conf is read as the resolver does`() {
    let file = ResolverFile("# comment\nnameserver 127.0.0.53\nnameserver\t::1 x\ndomain a\nsearch b c\noptions ndots:2 edns0\noptions trust-ad\n; more\n")
    #expect(file.servers == ["127.0.0.53", "::1"] && file.searches == ["b", "c"] && file.options == ["ndots:2", "edns0", "trust-ad"])
    #expect(file.isForHostAlone && !ResolverFile("nameserver 127.0.0.1\nnameserver 192.0.2.1\n").isForHostAlone && !ResolverFile("").isForHostAlone)
    #expect(ResolverFile.isLoopback("::ffff:127.0.0.1") && !ResolverFile.isLoopback("10.0.0.1") && !ResolverFile.isLoopback("x"))
  }
}
