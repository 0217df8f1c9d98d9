import APIMachinery

/// A service elsewhere that answers reviews (kubernetes.io, "Webhook Token Authentication" and "Webhook Mode").
public protocol ReviewEndpoint: Sendable {
  /// The review with its status. Throws what went wrong in words: no connection, too late, not 2xx, not an object.
  func answer(_ review: Value) async throws(ReviewFailure) -> Value
  /// Sends what needs no answer but that it has come.
  func send(_ value: Value) async throws(ReviewFailure)
}

extension ReviewEndpoint {
  public func send(_ value: Value) async throws(ReviewFailure) { _ = try await answer(value) }
}

public struct ReviewFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  /// Whether asking again may help.
  public var isTransient: Bool
  public init(_ description: String, isTransient: Bool = false) { (self.description, self.isTransient) = (description, isTransient) }
}

extension ReviewEndpoint {
  /// Asks up to five times, each pause half as long again as the one before, while the failure is one that may pass.
  func answer(_ review: Value, pausing sleep: @Sendable (Duration) async throws -> Void) async throws(ReviewFailure) -> Value {
    var pause = Duration.milliseconds(500)
    for _ in 1..<5 {
      do throws(ReviewFailure) { return try await answer(review) } catch {
        guard error.isTransient else { throw error }
      }
      do { try await sleep(pause) } catch { throw ReviewFailure("the request was cancelled") }
      pause = pause * 3 / 2
    }
    return try await answer(review)
  }
}
