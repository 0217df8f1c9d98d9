import Basics
import Client

/// Ports over the channels of a WebSocket: port number `i` of the request has channel `2i` for its one connection's bytes and `2i + 1`
/// for what goes wrong. The first message of each channel is the port, little-endian.
struct PortForwardChannels: Sendable {
  let socket: any WebSocketConnection
  let subprotocol: ChannelSubprotocol
  let ports: [UInt16]

  /// Until the client leaves or every connection has ended.
  func run(_ session: PortForwardSession) async {
    let queues = ports.map { _ in ByteQueue() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await carry(to: queues) }
      group.addTask { await socket.waitUntilClosed() }
      group.addTask {
        await withDiscardingTaskGroup { forwards in
          for (index, port) in ports.enumerated() { forwards.addTask { await forward(port, index, queues[index], session) } }
        }
      }
      await group.next()
      for queue in queues { queue.finish() }
      group.cancelAll()
    }
    await socket.close()
  }

  private func carry(to queues: [ByteQueue]) async {
    for await message in socket.messages {
      guard let (channel, bytes) = subprotocol.decode(message), channel & 1 == 0, Int(channel / 2) < queues.count else { continue }
      if !bytes.isEmpty { try? await queues[Int(channel / 2)].push(bytes) }
    }
  }

  private func forward(_ port: UInt16, _ index: Int, _ incoming: ByteQueue, _ session: PortForwardSession) async {
    let (data, error) = (UInt8(index * 2), UInt8(index * 2 + 1))
    let number = [UInt8(truncatingIfNeeded: port), UInt8(port >> 8)]
    do {
      try await send(data, number)
      try await send(error, number)
      let target = try await session.connect(port)
      await withTaskCancellationHandler {
        await withTaskGroup(of: Void.self) { group in
          group.addTask {
            while let bytes = await incoming.next() { guard (try? await target.write(bytes)) != nil else { break } }
            incoming.abandon()
            await target.finishWriting()
          }
          while let bytes = (try? await target.read()) ?? nil { guard (try? await send(data, bytes)) != nil else { break } }
          target.close()
          group.cancelAll()
        }
      } onCancel: {
        target.close()
      }
    } catch let problem {
      incoming.abandon()
      try? await send(error, Array(session.failure(port, problem).utf8))
    }
  }

  private func send(_ channel: UInt8, _ bytes: [UInt8]) async throws { try await subprotocol.send(bytes, on: channel, through: socket) }
}
