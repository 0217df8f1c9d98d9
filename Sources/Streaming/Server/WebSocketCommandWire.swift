import Basics
import Client

/// A remote command's streams as channels of a WebSocket.
struct WebSocketCommandWire: RemoteCommandWire {
  let streams: ExecStreams
  private let socket: any WebSocketConnection
  private let subprotocol: ChannelSubprotocol
  private let stdin = ByteQueue()
  private let sizes: AsyncStream<(width: UInt16, height: UInt16)>.Continuation

  init(_ socket: any WebSocketConnection, _ subprotocol: ChannelSubprotocol, _ options: ExecOptions) {
    (self.socket, self.subprotocol) = (socket, subprotocol)
    let (resize, sizes) = AsyncStream.makeStream(of: (width: UInt16, height: UInt16).self, bufferingPolicy: .bufferingNewest(1))
    self.sizes = sizes
    @Sendable func send(_ channel: RemoteCommandChannel, _ bytes: [UInt8]) async throws {
      try await subprotocol.send(bytes, on: channel.rawValue, through: socket)
    }
    streams = ExecStreams(
      stdin: options.stdin ? stdin.stream : nil, resize: options.tty ? resize : nil,
      stdout: { if options.stdout { try await send(.stdout, $0) } }, stderr: { if options.stderr { try await send(.stderr, $0) } })
  }

  func carryUntilClientLeaves() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await carry() }
      // Noticed also while the command doesn't read what the client sent.
      group.addTask { await socket.waitUntilClosed() }
      await group.next()
      group.cancelAll()
    }
    stdin.abandon()
    sizes.finish()
  }

  private func carry() async {
    for await message in socket.messages {
      guard let (number, bytes) = subprotocol.decode(message), let channel = RemoteCommandChannel(rawValue: number) else { continue }
      switch channel {
      // A command that has closed its input doesn't hold up what follows.
      case .stdin where !bytes.isEmpty: try? await stdin.push(bytes)
      case .close where bytes.first == RemoteCommandChannel.stdin.rawValue && subprotocol.version >= .v5: stdin.finish()
      case .resize: if let size = WindowSizeDecoder.size(bytes) { sizes.yield(size) }
      default: continue
      }
    }
  }

  func finish(_ outcome: RemoteCommandOutcome) async {
    let message = outcome.message(subprotocol.version)
    if !message.isEmpty { try? await subprotocol.send(message, on: RemoteCommandChannel.error.rawValue, through: socket) }
    await socket.close()
  }
}
