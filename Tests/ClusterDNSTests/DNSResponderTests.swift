import APIMachinery
import Basics
import ControllerKit
import DNSMessage
import Testing

@testable import ClusterDNS

@Suite struct DNSResponderTests {
  private static let objects = ClusterObjects(
    services: [
      ClusterObjects.service("kubernetes", clusterIP: "10.96.0.1"), ClusterObjects.externalName("out", "www.example.com"),
      ClusterObjects.externalName("in", "out.default.svc.cluster.local"), ClusterObjects.externalName("a", "b.default.svc.cluster.local"),
      ClusterObjects.externalName("b", "a.default.svc.cluster.local"), ClusterObjects.service("many"),
    ],
    slices: [ClusterObjects.slice("many-1", of: "many", (0..<200).map { ("10.244.0.\($0)", "", true) })])

  private static let exchange = ScriptedExchange { query, _, _ in
    guard query.questions[0].name != DNSName("silent.example.com") else { throw ScriptedExchange.Silence() }
    guard query.questions[0].name == DNSName("www.example.com") else { return query.response(.nameError) }
    var response = query.response()
    response.authenticData = true
    response.answers = IPAddress("203.0.113.7").map { [DNSRecord(query.questions[0].name, ttlSeconds: 60, .address($0))] } ?? []
    return response
  }

  private static func responder(_ world: World) -> DNSResponder {
    let servers = IPAddress("192.0.2.1").map { [UpstreamServer($0)] } ?? []
    let forwarder = Forwarder(servers, exchange: exchange, clock: ManualClock(), random: SeededRandom(seed: 1))
    return DNSResponder(zone: ClusterObjects.zone, forwarder: forwarder) { world }
  }

  private let responder = Self.responder(Self.objects.world)

  private func ask(
    _ name: String, _ type: RecordType = .a, over transport: DNSTransport = .datagram, _ change: (inout DNSMessage) -> Void = { _ in }
  ) async throws -> DNSMessage {
    var query = DNSMessage(id: 77)
    query.recursionDesired = true
    query.questions = [DNSQuestion(DNSName(name) ?? .root, type)]
    change(&query)
    let bytes = try #require(await responder.respond(to: query.encoded(), over: transport))
    #expect(bytes.count <= DNSResponder.limit(query, transport))
    let response = try DNSMessage(reading: bytes)
    #expect(response.id == 77 && response.isResponse && response.recursionAvailable && response.recursionDesired)
    return response
  }

  private func lines(_ message: DNSMessage) -> [String] { message.answers.map(\.data).map(ClusterObjects.line) }

  @Test func `the cluster's names are answered with authority`() async throws {
    let response = try await ask("kubernetes.default.svc.cluster.local")
    #expect(lines(response) == ["A 10.96.0.1"] && response.isAuthoritative && response.edns == nil && response.answers[0].ttlSeconds == 5)
    let absent = try await ask("nobody.default.svc.cluster.local")
    #expect(absent.responseCode == .nameError && absent.isAuthoritative && absent.authority.count == 1)
  }

  @Test func `other names are forwarded, and SERVFAIL when nobody answers`() async throws {
    let response = try await ask("www.example.com")
    #expect(lines(response) == ["A 203.0.113.7"] && !response.isAuthoritative && response.authenticData)
    #expect(try await ask("nobody.example.com").responseCode == .nameError)
    #expect(try await ask("silent.example.com").responseCode == .serverFailure)
  }

  @Test func `aliases are followed within the cluster and out of it, but not in circles`() async throws {
    let response = try await ask("in.default.svc.cluster.local")
    #expect(lines(response) == ["CNAME out.default.svc.cluster.local.", "CNAME www.example.com.", "A 203.0.113.7"])
    #expect(response.isAuthoritative && !response.authenticData)
    #expect(lines(try await ask("in.default.svc.cluster.local", .cname)) == ["CNAME out.default.svc.cluster.local."])
    #expect(try await ask("a.default.svc.cluster.local").responseCode == .serverFailure)
  }

  @Test(arguments: [RecordType.any, .axfr, .ixfr, .opt])
  func `what isn't a question for records isn't implemented`(type: RecordType) async throws {
    #expect(try await ask("kubernetes.default.svc.cluster.local", type).responseCode == .notImplemented)
  }

  @Test func `other classes and operations aren't implemented, other counts of questions are errors`() async throws {
    #expect(try await ask("version.bind", .txt) { $0.questions[0].questionClass = 3 }.responseCode == .notImplemented)
    #expect(try await ask("cluster.local") { $0.opcode = 5 }.responseCode == .notImplemented)
    #expect(try await ask("cluster.local") { $0.questions = [] }.responseCode == .formatError)
    #expect(try await ask("cluster.local") { $0.questions += $0.questions }.responseCode == .formatError)
  }

  @Test func `EDNS is answered to who uses it, and its later versions are refused`() async throws {
    let known = try await ask("kubernetes.default.svc.cluster.local") {
      $0.edns = EDNS(datagramBytes: 4_096)
      $0.edns?.wantsSignatures = true
      $0.edns?.options = [.init(code: 10, value: [1])]
    }
    #expect(known.edns?.datagramBytes == 1_232 && known.edns?.wantsSignatures == true && known.edns?.options == [])
    let later = try await ask("kubernetes.default.svc.cluster.local") {
      $0.edns = EDNS(datagramBytes: 4_096)
      $0.edns?.version = 1
    }
    #expect(later.responseCode == .badVersion && later.edns?.version == 0 && later.answers.isEmpty)
  }

  @Test func `an answer has the size that the asker takes, and all of it goes by stream`() async throws {
    let plain = try await ask("many.default.svc.cluster.local")
    let larger = try await ask("many.default.svc.cluster.local") { $0.edns = EDNS(datagramBytes: 1_000) }
    let tiny = try await ask("many.default.svc.cluster.local") { $0.edns = EDNS(datagramBytes: 10) }
    let whole = try await ask("many.default.svc.cluster.local", over: .stream)
    #expect(plain.isTruncated && larger.isTruncated && tiny.isTruncated && !whole.isTruncated)
    #expect(plain.answers.count < larger.answers.count && larger.answers.count < 200 && whole.answers.count == 200)
  }

  @Test func `bytes that are no question get what they deserve`() async throws {
    #expect(await responder.respond(to: [], over: .datagram) == nil)
    #expect(await responder.respond(to: [1, 2, 3], over: .datagram) == nil)
    let complaint = try #require(await responder.respond(to: [1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0], over: .datagram))
    let message = try DNSMessage(reading: complaint)
    #expect(message.id == 0x0102 && message.responseCode == .formatError && message.questions.isEmpty && message.recursionDesired)
    // Answers aren't answered, whole or not: two servers would go on for ever.
    #expect(await responder.respond(to: DNSMessage(id: 1).response().encoded(), over: .datagram) == nil)
    #expect(await responder.respond(to: [1, 2, 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0], over: .datagram) == nil)
    let random = SeededRandom(seed: 5)
    for _ in 0..<500 { _ = await responder.respond(to: (0..<random.below(60)).map { _ in UInt8(random.below(256)) }, over: .datagram) }
  }

  @Test func `before the objects are known nobody is told that something isn't there`() async throws {
    var caches: [GroupVersionResource: ObjectCache] = [:]
    for watch in ClusterZone.watches { caches[watch.resource] = ObjectCache(watch.resource, indexes: watch.indexes) }
    let world = World(caches: caches, now: ClusterObjects.now, random: SeededRandom(seed: 1))
    var query = DNSMessage(id: 1)
    query.questions = [DNSQuestion(DNSName("kubernetes.default.svc.cluster.local") ?? .root, .a)]
    let bytes = try #require(await Self.responder(world).respond(to: query.encoded(), over: .datagram))
    #expect(try DNSMessage(reading: bytes).responseCode == .serverFailure)
  }
}
