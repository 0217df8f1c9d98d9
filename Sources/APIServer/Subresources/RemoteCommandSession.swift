import APIMachinery
import Client

/// One remote command over one WebSocket: takes messages apart into streams, and puts streams together into messages.
struct RemoteCommandSession: Sendable {

  let socket: any WebSocketConnection
  let options: ExecOptions

  func run(_ command: @escaping @Sendable (ExecStreams) async throws -> Int32) async {
    let (stdin, stdinInput) = AsyncStream.makeStream(of: [UInt8].self)
    let (resize, resizeInput) = AsyncStream.makeStream(of: (width: UInt16, height: UInt16).self, bufferingPolicy: .bufferingNewest(1))
    let socket = socket
    let options = options
    let streams = ExecStreams(
      stdin: options.stdin ? stdin : nil, resize: options.tty ? resize : nil,
      stdout: { bytes in if options.stdout { try await socket.send(RemoteCommandChannel.stdout.message(bytes)) } },
      stderr: { bytes in if options.stderr { try await socket.send(RemoteCommandChannel.stderr.message(bytes)) } })
    let status = await withTaskGroup(of: Value?.self) { group in
      group.addTask {
        do {
          return RemoteCommandChannel.status(exitCode: try await command(streams))
        } catch {
          return ((error as? StatusError) ?? .internalError("\(error)")).value
        }
      }
      group.addTask {
        for await message in socket.messages { Self.route(message, stdinInput, resizeInput) }
        stdinInput.finish()
        resizeInput.finish()
        return nil
      }
      // The command's end is the session's; a client that goes away ends the command.
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    if let status { try? await socket.send(RemoteCommandChannel.error.message(JSON.encode(status))) }
    await socket.close()
  }

  private static func route(
    _ message: [UInt8], _ stdin: AsyncStream<[UInt8]>.Continuation,
    _ resize: AsyncStream<(width: UInt16, height: UInt16)>.Continuation
  ) {
    guard let first = message.first, let channel = RemoteCommandChannel(rawValue: first) else { return }
    switch channel {
    case .stdin where message.count > 1: stdin.yield(Array(message.dropFirst()))
    case .close where message.dropFirst().first == RemoteCommandChannel.stdin.rawValue: stdin.finish()
    case .resize:
      guard let size = try? JSON.decode(Array(message.dropFirst())), let width = size["Width"]?.int.flatMap({ UInt16(exactly: $0) }),
        let height = size["Height"]?.int.flatMap({ UInt16(exactly: $0) })
      else { return }
      resize.yield((width, height))
    default: return
    }
  }
}
