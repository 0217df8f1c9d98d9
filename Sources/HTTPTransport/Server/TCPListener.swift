import Basics
import NIOCore
import NIOPosix

/// Listens on a local port and hands out each connection as bytes.
public struct TCPListener: Sendable {
  public let port: Int
  public let connections: AsyncStream<any ByteConnection>
  private let channel: any Channel

  /// Throws when the address can't be bound. At most 64 connections wait to be taken; more are closed.
  public static func listen(host: String, port: Int, group: MultiThreadedEventLoopGroup) async throws -> TCPListener {
    let (connections, input) = AsyncStream.makeStream(of: (any ByteConnection).self, bufferingPolicy: .bufferingNewest(64))
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let connection = UpgradedConnection(channel: channel)
          try channel.pipeline.syncOperations.addHandler(connection)
          if case .dropped(let old) = input.yield(connection) { old.close() }
        }
      }
      .bind(host: host, port: port).get()
    channel.closeFuture.whenComplete { _ in input.finish() }
    return TCPListener(port: channel.localAddress?.port ?? port, connections: connections, channel: channel)
  }

  public func close() async { try? await channel.close() }
}
