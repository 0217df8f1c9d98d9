import Basics
import Testing

@testable import SPDY

/// Two sessions and what each has told.
struct SessionPair: ~Copyable {
  var client: SPDYSession
  var server: SPDYSession
  var clientEvents: [SPDYSession.Event] = []
  var serverEvents: [SPDYSession.Event] = []

  init() throws {
    let client = try SPDYSession(.client)
    let server = try SPDYSession(.server)
    self.client = client
    self.server = server
  }

  /// Carries bytes until neither has more to say.
  mutating func settle() {
    while client.outputCount + server.outputCount > 0 {
      serverEvents += server.receive(client.takeOutput())
      clientEvents += client.receive(server.takeOutput())
    }
  }
}

@Suite struct SPDYSessionTests {
  @Test func `the dictionary is the one that all implementations share`() {
    #expect(HeaderDictionary.bytes.count == 1423)
    let (a, b) = HeaderDictionary.bytes.reduce((1, 0)) { sums, byte in
      let a = (sums.0 + Int(byte)) % 65_521
      return (a, (sums.1 + a) % 65_521)
    }
    #expect(b << 16 | a == 0xe3c6_a7c2)
  }

  @Test func `a stream is opened, answered, carries data both ways and ends one direction after the other`() throws {
    var pair = try SessionPair()
    let opened1 = pair.client.open(["streamType": "stdin", "port": "80"])
    let id = try #require(opened1)
    pair.settle()
    let seen1 = pair.serverEvents
    #expect(seen1 == [.roomToSend, .opened(1, ["streamtype": "stdin", "port": "80"])])
    pair.server.reply(id)
    let result6 = pair.client.send(id, Array("ping".utf8)[...], room: 100)
    #expect(result6 == 4)
    pair.client.end(id)
    pair.settle()
    let seen2 = pair.clientEvents
    #expect(seen2 == [.roomToSend, .replied(1, [:])])
    let seen3 = pair.serverEvents
    #expect(seen3.suffix(2) == [.data(1, Array("ping".utf8)), .ended(1)])
    let result7 = pair.server.send(id, Array("pong".utf8)[...], room: 100)
    #expect(result7 == 4)
    pair.server.end(id)
    pair.settle()
    let seen4 = pair.clientEvents
    #expect(seen4.suffix(2) == [.data(1, Array("pong".utf8)), .ended(1)])
    let result8 = pair.server.send(id, [1], room: 100)
    #expect(result8 == nil)
  }

  @Test func `the windows of a peer that has some hold data back until it consumes`() throws {
    var pair = try SessionPair()
    let opened2 = pair.client.open([:])
    let id = try #require(opened2)
    pair.settle()
    pair.server.reply(id)
    let bytes = [UInt8](repeating: 7, count: 100_000)
    let result9 = pair.server.send(id, bytes[...], room: .max)
    #expect(result9 == 64 << 10)
    let result10 = pair.server.send(id, bytes[...], room: .max)
    #expect(result10 == 0)
    pair.settle()
    pair.client.consumed(id, 64 << 10)
    pair.settle()
    let seen5 = pair.serverEvents
    #expect(seen5.last == .roomToSend)
    let result11 = pair.server.send(id, bytes[...], room: .max)
    #expect(result11 == 64 << 10)
  }

  @Test func `a peer without windows is sent everything that there is room for`() throws {
    var server = try SPDYSession(.server)
    _ = server.takeOutput()
    let deflated = Frame.synStream(1, try HeaderDeflater().compress(SPDYHeaders().block), isFinal: false)
    let result12 = server.receive(deflated)
    #expect(result12 == [.opened(1, [:])])
    let result13 = server.send(1, [UInt8](repeating: 0, count: 1 << 20)[...], room: 900_000)
    #expect(result13 == 900_000)
  }

  @Test func `a ping is answered, an answer is not`() throws {
    var server = try SPDYSession(.server)
    _ = server.takeOutput()
    let result14 = server.receive(Frame.numbers(.ping, 5))
    #expect(result14 == [])
    let result15 = server.takeOutput()
    #expect(result15 == Frame.numbers(.ping, 5))
    _ = server.receive(Frame.numbers(.ping, 6))
    let rest19 = server.takeOutput()
    #expect(rest19.isEmpty)
  }

  @Test func `after a good-bye new streams are refused and old ones go on`() throws {
    var pair = try SessionPair()
    let opened3 = pair.client.open([:])
    let first = try #require(opened3)
    let opened4 = pair.client.open([:])
    let second = try #require(opened4)
    pair.server.goAway()
    pair.settle()
    let seen6 = pair.clientEvents
    #expect(seen6.contains(.goneAway))
    let seen7 = pair.clientEvents
    #expect(seen7.contains(.reset(second, status: ResetStatus.refusedStream.rawValue)))
    let seen8 = pair.clientEvents
    #expect(seen8.contains(.reset(first, status: ResetStatus.refusedStream.rawValue)))
    let result16 = pair.client.open([:])
    #expect(result16 == nil)
  }

  @Test func `no more than 512 streams are open at once`() throws {
    var pair = try SessionPair()
    for _ in 0..<SPDYSession.streamsMax { _ = pair.client.open([:]) }
    pair.settle()
    let opened5 = pair.client.open([:])
    let more = try #require(opened5)
    pair.settle()
    let seen9 = pair.clientEvents
    #expect(seen9 == [.roomToSend, .reset(more, status: ResetStatus.refusedStream.rawValue)])
  }

  static let violations: [(String, [UInt8])] = [
    ("data on stream 0", Frame.data(0, [1], isFinal: false)),
    ("data on a stream that never was", Frame.data(9, [1], isFinal: false)),
    ("another version", [0x80, 0x02, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1]),
    ("a control frame without end", [0x80, 0x03, 0, 6, 0, 0xff, 0xff, 0xff]),
    ("a ping without number", Frame.control(.ping, [])),
    ("an even id from a client", Frame.synStream(2, [], isFinal: false)),
    ("headers that aren't compressed", Frame.synStream(1, Array("hello".utf8), isFinal: false)),
    ("settings that lie about their number", Frame.numbers(.settings, 0xffff_ffff)),
    ("an empty window update", Frame.numbers(.windowUpdate, 0, 0)),
    ("a window beyond 2 GiB", Frame.numbers(.windowUpdate, 0, 0x7fff_ffff)),
  ]

  @Test(arguments: violations.indices)
  func `bytes that no peer may send end the session with a GOAWAY`(_ index: Int) throws {
    let (name, bytes) = Self.violations[index]
    var server = try SPDYSession(.server)
    _ = server.takeOutput()
    let events = server.receive(bytes)
    guard case .failed = events.last else { Issue.record("\(name): \(events)"); return }
    let result17 = server.takeOutput()
    #expect(result17 == Frame.numbers(.goAway, 0, GoAwayStatus.protocolError.rawValue))
    let result18 = server.receive(Frame.numbers(.ping, 1))
    #expect(result18 == [])
    let rest20 = server.takeOutput()
    #expect(rest20.isEmpty)
  }

  @Test func `a header block that would unpack to megabytes is refused`() throws {
    var headers = SPDYHeaders()
    headers.add("bomb", String(repeating: "x", count: 4 << 20))
    let block = try HeaderDeflater().compress(headers.block)
    #expect(block.count < FrameDecoder.controlBytesMax)
    var server = try SPDYSession(.server)
    _ = server.takeOutput()
    guard case .failed = server.receive(Frame.synStream(1, block, isFinal: false)).last else {
      Issue.record("the session went on")
      return
    }
  }
}
