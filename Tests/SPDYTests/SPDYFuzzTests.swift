import Basics
import Testing

@testable import SPDY

@Suite struct SPDYFuzzTests {
  @Test(arguments: 0..<200)
  func `any bytes, cut anywhere, give events or a clean end`(_ seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var server = try SPDYSession(.server)
    let deflater = try HeaderDeflater()
    var hasFailed = false
    for _ in 0..<50 where !hasFailed {
      var bytes = Self.frame(random, deflater)
      if random.below(4) == 0, !bytes.isEmpty { bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8)) }
      while !bytes.isEmpty {
        let count = min(bytes.count, 1 + random.below(40))
        for case .failed in server.receive(Array(bytes.prefix(count))) { hasFailed = true }
        bytes.removeFirst(count)
      }
      let count = server.streams.count
      #expect(count <= SPDYSession.streamsMax)
    }
    let failed = server.hasFailed
    #expect(failed == hasFailed)
  }

  private static func frame(_ random: SeededRandom, _ deflater: HeaderDeflater) -> [UInt8] {
    let id = UInt32(random.below(20))
    switch random.below(9) {
    case 0: return Frame.synStream(id | 1, deflater.compress((["port": "\(id)"] as SPDYHeaders).block), isFinal: random.below(3) == 0)
    case 1: return Frame.data(id, (0..<random.below(50)).map { _ in UInt8(random.below(256)) }[...], isFinal: random.below(3) == 0)
    case 2: return Frame.numbers(.rstStream, id, 5)
    case 3: return Frame.numbers(.windowUpdate, id, UInt32(random.below(1 << 20)))
    case 4: return Frame.numbers(.ping, id)
    case 5: return Frame.numbers(.settings, 1, 7, UInt32(random.below(1 << 20)))
    case 6: return Frame.synReply(id, deflater.compress(SPDYHeaders().block), isFinal: false)
    case 7: return (0..<random.below(30)).map { _ in UInt8(random.below(256)) }
    default: return Frame.numbers(.goAway, id, 0)
    }
  }

  @Test(arguments: 0..<50)
  func `what one end sends arrives whole and in order, however the bytes are cut`(_ seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var client = try SPDYSession(.client)
    var server = try SPDYSession(.server)
    var sent: [UInt32: [UInt8]] = [:]
    var received: [UInt32: [UInt8]] = [:]
    for _ in 0..<(1 + random.below(5)) { if let id = client.open(["n": "\(random.next())"]) { sent[id] = [] } }
    for _ in 0..<100 {
      let id = sent.keys.sorted()[random.below(sent.count)]
      let bytes = (0..<random.below(30_000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let taken = client.send(id, bytes[...], room: 1 << 20) ?? 0
      sent[id, default: []] += bytes.prefix(taken)
      var wire = client.takeOutput()[...]
      while !wire.isEmpty {
        let count = min(wire.count, 1 + random.below(20_000))
        for case .data(let id, let bytes) in server.receive(Array(wire.prefix(count))) {
          received[id, default: []] += bytes
          server.consumed(id, bytes.count)
        }
        wire = wire.dropFirst(count)
      }
      _ = client.receive(server.takeOutput())
    }
    #expect(sent.filter { !$0.value.isEmpty } == received)
  }
}
