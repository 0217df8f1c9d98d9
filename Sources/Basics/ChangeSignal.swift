/// Lets tasks wait until something that they look at has changed: read `version`, look, then wait for a later version. A change
/// between looking and waiting is never missed.
public final class ChangeSignal: Sendable {
  private let changes = AwaitedValue<UInt64>(0)

  public init() {}

  public var version: UInt64 { changes.value }

  /// Something has changed: wakes whoever waits.
  public func notify() { changes.update { $0 += 1 } }

  /// Returns once `notify` was called after `version` was read; throws `CancellationError` when the task is cancelled.
  public func wait(after version: UInt64) async throws { try await changes.wait(for: version + 1) }
}
