import Basics
import Synchronization

/// Bytes on their way from writers to one reader; writers wait while `bytesMax` or more are waiting to be read.
public final class ByteQueue: Sendable {
  private struct State {
    var chunks: [[UInt8]] = []
    var first = 0
    var count = 0
    var isFinished = false
    var isAbandoned = false
  }
  private let state = Mutex(State())
  private let changed = ChangeSignal()
  private let bytesMax: Int

  public init(bytesMax: Int = 64 << 10) { self.bytesMax = bytesMax }

  /// Waits for room; throws when nobody reads any more, or after `finish`.
  public func push(_ bytes: [UInt8]) async throws {
    while true {
      let version = changed.version
      let isTaken = try state.withLock { state in
        guard !state.isFinished, !state.isAbandoned else { throw StreamEnded() }
        guard state.count < bytesMax else { return false }
        state.chunks.append(bytes)
        state.count += bytes.count
        return true
      }
      if isTaken { return changed.notify() }
      try await changed.wait(after: version)
    }
  }

  /// The next bytes; nil when everything was read and no more comes, or when the task is cancelled.
  public func next() async -> [UInt8]? {
    while true {
      let version = changed.version
      let (chunk, isOver) = state.withLock { state -> ([UInt8]?, Bool) in
        guard state.first < state.chunks.count else { return (nil, state.isFinished || state.isAbandoned) }
        let chunk = state.chunks[state.first]
        state.first += 1
        state.count -= chunk.count
        if state.first == state.chunks.count { (state.chunks, state.first) = ([], 0) }
        return (chunk, false)
      }
      if let chunk {
        changed.notify()
        return chunk
      }
      if isOver { return nil }
      do { try await changed.wait(after: version) } catch { return nil }
    }
  }

  /// No more comes; what is there can still be read.
  public func finish() {
    state.withLock { $0.isFinished = true }
    changed.notify()
  }

  /// Nobody reads any more: what is there goes, and writers are told.
  public func abandon() {
    state.withLock { state in
      state.isAbandoned = true
      (state.chunks, state.first, state.count) = ([], 0, 0)
    }
    changed.notify()
  }

  public var isOver: Bool { state.withLock { $0.isAbandoned || $0.isFinished && $0.first == $0.chunks.count } }

  public var stream: AsyncStream<[UInt8]> { AsyncStream { await self.next() } }
}

/// Something was written to a stream that takes no more.
public struct StreamEnded: Error, CustomStringConvertible {
  public init() {}
  public var description: String { "the stream is closed" }
}
