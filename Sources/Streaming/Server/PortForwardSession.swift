import APIMachinery
import Basics
import Client

/// The forwarded connections of one client to one pod.
struct PortForwardSession: Sendable {
  let pod: String
  let clock: any WallClock
  let connect: @Sendable (_ port: UInt16) async throws -> any ByteConnection

  init(pod: String, clock: any WallClock, connect: @escaping @Sendable (UInt16) async throws -> any ByteConnection) {
    (self.pod, self.clock, self.connect) = (pod, clock, connect)
  }

  /// Until the client leaves; every connection into the pod ends with it.
  func run(overSPDY bytes: any ByteConnection) async {
    guard let connection = try? MultiplexedConnection(bytes, role: .server, clock: clock) else { return bytes.close() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await connection.run() }
      await withDiscardingTaskGroup { forwards in
        var pairing = PortForwardPairing<MultiplexedStream>()
        while let stream = await connection.accept() {
          switch pairing.add(stream, stream.headers) {
          case .waiting: continue
          case .refused: stream.close()
          case .complete(let pair): forwards.addTask { await forward(pair) }
          }
        }
      }
      connection.close()
    }
  }

  private func forward(_ pair: PortForwardPairing<MultiplexedStream>.Pair) async {
    do {
      let target = try await connect(pair.port)
      await pair.data.join(target)
    } catch {
      try? await pair.error.write(Array(failure(pair.port, error).utf8))
      await pair.data.finishWriting()
    }
    await pair.error.finishWriting()
  }

  /// In the words that clients print behind "an error occurred forwarding".
  func failure(_ port: UInt16, _ error: any Error) -> String {
    let reason = (error as? StatusError)?.message ?? "\(error)"
    return "error forwarding port \(port) to pod \(pod), uid : \(reason)"
  }
}
