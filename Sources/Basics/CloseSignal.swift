import Synchronization

/// Whether something has been closed, and a way to wait for it.
public final class CloseSignal: Sendable {
  private let isSet = Mutex(false)
  private let changed = ChangeSignal()

  public init() {}

  public var isClosed: Bool { isSet.withLock { $0 } }

  public func close() {
    isSet.withLock { $0 = true }
    changed.notify()
  }

  /// Returns when it is closed, or when the task is cancelled.
  public func wait() async {
    while true {
      let version = changed.version
      if isClosed { return }
      do { try await changed.wait(after: version) } catch { return }
    }
  }
}
