import NIOCore
import Synchronization

/// The open channels of a server, so that shutting down can end them.
final class ConnectionSet: Sendable {
  private struct State {
    var listeners: [any Channel] = []
    var channels: [ObjectIdentifier: any Channel] = [:]
  }
  private let state = Mutex(State())

  func insert(listener: any Channel) { state.withLock { $0.listeners.append(listener) } }

  /// False when there are `limit` connections already.
  func insert(_ channel: any Channel, limit: Int) -> Bool {
    let id = ObjectIdentifier(channel)
    let isInserted = state.withLock { state in
      guard state.channels.count < limit else { return false }
      state.channels[id] = channel
      return true
    }
    guard isInserted else { return false }
    channel.closeFuture.whenComplete { [self] _ in _ = state.withLock { $0.channels.removeValue(forKey: id) } }
    return true
  }

  func closeAll() async {
    let (listeners, channels) = state.withLock { ($0.listeners, Array($0.channels.values)) }
    for listener in listeners { try? await listener.close() }
    for channel in channels { channel.close(mode: .all, promise: nil) }
    for channel in channels { try? await channel.closeFuture.get() }
  }
}
