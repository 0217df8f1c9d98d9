import Basics
import Glibc
import Testing

@testable import LinuxKernel

@Suite struct ConnectionTrackingTests {
  private func attribute(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    let length = UInt16(4 + payload.count)
    let padding = [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
    return withUnsafeBytes(of: length) { Array($0) } + withUnsafeBytes(of: type) { Array($0) } + payload + padding
  }

  private func tuple(_ type: UInt16, _ source: [UInt8], _ sourcePort: [UInt8], _ destination: [UInt8], _ port: [UInt8]) -> [UInt8] {
    attribute(
      type | 0x8000,
      attribute(0x8001, attribute(1, source) + attribute(2, destination))
        + attribute(0x8002, attribute(1, [17]) + attribute(2, sourcePort) + attribute(3, port)))
  }

  private var message: [UInt8] {
    [2, 0, 0, 0] + tuple(1, [10, 1, 0, 9], [0x0f, 0xa0], [10, 96, 0, 10], [0, 53])
      + tuple(2, [10, 1, 0, 2], [0x14, 0xe9], [10, 1, 0, 9], [0x0f, 0xa0])
  }

  @Test func `a translated flow is read with who really answers`() throws {
    let flow = try #require(ConnectionTracking.flow(in: message))
    #expect(flow.transport == 17)
    #expect("\(flow.source.address):\(flow.source.port)" == "10.1.0.9:4000")
    #expect("\(flow.destination.address):\(flow.destination.port)" == "10.96.0.10:53")
    #expect("\(flow.answerer.address):\(flow.answerer.port)" == "10.1.0.2:5353")
  }

  @Test func `what is cut short or made up is no flow, and no crash`() {
    for length in 0..<message.count { _ = ConnectionTracking.flow(in: Array(message.prefix(length))) }
    #expect(ConnectionTracking.flow(in: Array(message.prefix(60))) == nil)
    let random = SeededRandom(seed: 1)
    for _ in 0..<5_000 {
      var bytes = message
      for _ in 0...random.below(6) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next()) }
      if let flow = ConnectionTracking.flow(in: bytes) { #expect(!flow.tuple.isEmpty) }
    }
  }
}
