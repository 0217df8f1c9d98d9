import NIOCore
import Synchronization

/// A queue between an event loop and one reader that holds the channel's reading back while it is full.
final class Inbox: Sendable {
  private struct State {
    var waiting: [[UInt8]] = []
    var reader: CheckedContinuation<[UInt8]?, Never>?
    var isFinished = false
    var isPaused = false
  }
  private static let high = 32
  private static let low = 8
  private let state = Mutex(State())
  private let channel: any Channel

  init(channel: any Channel) { self.channel = channel }

  /// Whether everything has arrived, read or not.
  var isFinished: Bool { state.withLock { $0.isFinished } }

  /// Whether nothing waits to be read.
  var isEmpty: Bool { state.withLock { $0.waiting.isEmpty } }

  /// Throws away what waits, and lets the channel read on.
  func discard() {
    let resumes = state.withLock { state in
      defer { (state.waiting, state.isPaused) = ([], false) }
      return state.isPaused
    }
    if resumes { _ = channel.setOption(.autoRead, value: true) }
  }

  func push(_ bytes: [UInt8]) {
    let (reader, pauses) = state.withLock { state -> (CheckedContinuation<[UInt8]?, Never>?, Bool) in
      if let reader = state.reader {
        state.reader = nil
        return (reader, false)
      }
      state.waiting.append(bytes)
      let pauses = state.waiting.count >= Self.high && !state.isPaused
      if pauses { state.isPaused = true }
      return (nil, pauses)
    }
    reader?.resume(returning: bytes)
    if pauses { _ = channel.setOption(.autoRead, value: false) }
  }

  func finish() {
    let reader = state.withLock { state in
      state.isFinished = true
      let reader = state.reader
      state.reader = nil
      return reader
    }
    reader?.resume(returning: nil)
  }

  /// The next item; nil when the other side has finished and everything was read, or when the task is cancelled.
  func next() async -> [UInt8]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (item, isNow, resumes) = state.withLock { state -> ([UInt8]?, Bool, Bool) in
          if !state.waiting.isEmpty {
            let item = state.waiting.removeFirst()
            let resumes = state.isPaused && state.waiting.count <= Self.low
            if resumes { state.isPaused = false }
            return (item, true, resumes)
          }
          if state.isFinished || Task.isCancelled { return (nil, true, false) }
          state.reader = continuation
          return (nil, false, false)
        }
        if resumes { _ = channel.setOption(.autoRead, value: true) }
        if isNow { continuation.resume(returning: item) }
      }
    } onCancel: {
      let reader = state.withLock { state in
        defer { state.reader = nil }
        return state.reader
      }
      reader?.resume(returning: nil)
    }
  }
}
