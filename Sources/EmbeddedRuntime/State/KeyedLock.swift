import Synchronization

/// One task at a time for each key, in the order of arrival; no thread waits.
final class KeyedLock: Sendable {
  private let queues = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

  func withLock<Result: Sendable>(_ key: String, _ body: () async throws -> Result) async rethrows -> Result {
    await acquire(key)
    defer { release(key) }
    return try await body()
  }

  private func acquire(_ key: String) async {
    await withCheckedContinuation { continuation in
      let isFree = queues.withLock { queues in
        if queues[key] == nil {
          queues[key] = []
          return true
        }
        queues[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func release(_ key: String) {
    let next = queues.withLock { queues -> CheckedContinuation<Void, Never>? in
      guard let first = queues[key]?.first else {
        queues[key] = nil
        return nil
      }
      queues[key]?.removeFirst()
      return first
    }
    next?.resume()
  }
}
