import APIMachinery
import Synchronization

@testable import AccessControl

/// A service that gives the answers it was told, and remembers what it was asked.
final class ScriptedEndpoint: ReviewEndpoint {
  private let state: Mutex<(asked: [Value], reply: @Sendable (Value) throws(ReviewFailure) -> Value)>

  init(_ reply: @escaping @Sendable (Value) throws(ReviewFailure) -> Value) { state = Mutex(([], reply)) }

  var asked: [Value] { state.withLock { $0.asked } }

  func answer(_ review: Value) async throws(ReviewFailure) -> Value {
    let reply = state.withLock { state in
      state.asked.append(review)
      return state.reply
    }
    return try reply(review)
  }
}

/// Judges with somewhere to leave questions, as a request does.
func asking<Result: Sendable>(_ judge: () throws(StatusError) -> Result) async throws -> Result {
  try await RemoteQuestions.$current.withValue(RemoteQuestions()) { try await RemoteQuestions.settling(judge) }
}
