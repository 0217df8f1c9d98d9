extension WallClock {
  /// The body's result, or nil when it took longer; it is cancelled then.
  public func withTimeout<Result: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    let deadline = now + limit
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await sleep(until: deadline)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// As with a limit; nil is none.
  public func withTimeout<Result: Sendable>(
    _ limit: Duration?, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    if let limit { try await withTimeout(limit, body) } else { try await body() }
  }
}
