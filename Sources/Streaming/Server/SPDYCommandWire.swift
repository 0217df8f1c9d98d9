import Basics
import Client
import SPDY

/// A remote command's streams as streams of a SPDY session.
struct SPDYCommandWire: RemoteCommandWire {
  let streams: ExecStreams
  private let connection: MultiplexedConnection
  private let opened: [RemoteCommandChannel: MultiplexedStream]
  private let version: RemoteCommandVersion

  /// Waits until the client has opened every stream that it asked for; nil when it leaves before.
  static func open(_ connection: MultiplexedConnection, _ options: ExecOptions, _ version: RemoteCommandVersion) async -> SPDYCommandWire? {
    var expected: Set<RemoteCommandChannel> = [.error]
    if options.stdin { expected.insert(.stdin) }
    if options.stdout { expected.insert(.stdout) }
    if options.stderr { expected.insert(.stderr) }
    if options.tty, version.hasSizes { expected.insert(.resize) }
    var opened: [RemoteCommandChannel: MultiplexedStream] = [:]
    while opened.count < expected.count {
      guard let stream = await connection.accept() else { return nil }
      let channel = stream.headers[RemoteCommandChannel.streamTypeHeader].flatMap { RemoteCommandChannel(streamType: $0) }
      // Others are broken off.
      guard let channel, expected.contains(channel), opened[channel] == nil else { stream.close(); continue }
      opened[channel] = stream
    }
    return SPDYCommandWire(connection, opened, version)
  }

  private init(_ connection: MultiplexedConnection, _ opened: [RemoteCommandChannel: MultiplexedStream], _ version: RemoteCommandVersion) {
    (self.connection, self.opened, self.version) = (connection, opened, version)
    streams = ExecStreams(
      stdin: opened[.stdin]?.chunks, resize: opened[.resize].map(Self.sizes), stdout: { try await opened[.stdout]?.write($0) },
      stderr: { try await opened[.stderr]?.write($0) })
  }

  private static func sizes(_ stream: MultiplexedStream) -> AsyncStream<(width: UInt16, height: UInt16)> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let reading = Task {
        var decoder = WindowSizeDecoder()
        for await bytes in stream.chunks { for size in decoder.decode(bytes) { continuation.yield(size) } }
        continuation.finish()
      }
      continuation.onTermination = { _ in reading.cancel() }
    }
  }

  func carryUntilClientLeaves() async { await connection.waitUntilClosed() }

  func finish(_ outcome: RemoteCommandOutcome) async {
    await opened[.stdout]?.finishWriting()
    await opened[.stderr]?.finishWriting()
    let message = outcome.message(version)
    if !message.isEmpty { try? await opened[.error]?.write(message) }
    await opened[.error]?.finishWriting()
  }
}
