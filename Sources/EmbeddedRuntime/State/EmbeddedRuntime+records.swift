extension EmbeddedRuntime {
  /// Saves what is known of a container by now.
  func keepContainer(_ id: String) async throws {
    try await queue.run { [self] in try records.save(newest: { state.withLock { $0.containers[id] } }) }
  }

  /// Saves what is known of a sandbox by now.
  func keepSandbox(_ id: String) async throws {
    try await queue.run { [self] in try records.save(newest: { state.withLock { $0.sandboxes[id] } }) }
  }
}
