import APIMachinery
import Synchronization

/// What conversion webhooks were asked for one request, and answered.
///
/// Conversion is synchronous where it is needed, webhooks aren't. A conversion that hasn't been asked for yet is noted, and an object
/// that stands in for the converted one goes on; once all that can be known without asking is known, the questions are put, and
/// everything is done again with the answers at hand. What came of a stand-in is thrown away.
public final class ConversionAnswers: Sendable {
  private struct State {
    var answers: [ConversionQuestion: Result<Value, ConversionFailure>] = [:]
    /// In the order in which they came up, each once.
    var pending: [ConversionQuestion] = []
    var isPending: Set<ConversionQuestion> = []
    var failure: ConversionFailure?
  }

  /// The answers that conversions of the task at hand go by.
  @TaskLocal public static var current: ConversionAnswers?

  private let state = Mutex(State())

  public init() {}

  /// Whether something stood in for an object that has yet to be converted.
  public var isWaiting: Bool { state.withLock { !$0.pending.isEmpty } }

  /// The first conversion that failed since the last `begin`.
  public var failure: ConversionFailure? { state.withLock { $0.failure } }

  /// Everything is done anew, with the answers that are there.
  public func begin() { state.withLock { ($0.pending, $0.isPending, $0.failure) = ([], [], nil) } }

  /// The open questions, by webhook and version: each group is one review.
  public func takePending() -> [[ConversionQuestion]] {
    let pending = state.withLock { state in
      defer { (state.pending, state.isPending) = ([], []) }
      return state.pending
    }
    var groups: [[ConversionQuestion]] = []
    for question in pending {
      let position = groups.firstIndex { $0[0].webhook == question.webhook && $0[0].apiVersion == question.apiVersion }
      if let position { groups[position].append(question) } else { groups.append([question]) }
    }
    return groups
  }

  public func settle(_ questions: [ConversionQuestion], _ outcome: Result<[Value], ConversionFailure>) {
    state.withLock { state in
      for (position, question) in questions.enumerated() { state.answers[question] = outcome.map { $0[position] } }
    }
  }

  /// The converted object, or what stands in for it.
  func converted(_ question: ConversionQuestion) -> Value {
    state.withLock { state in
      switch state.answers[question] {
      case .success(let value)?: return value
      case .failure(let failure)?: state.failure = state.failure ?? failure
      case nil: if state.isPending.insert(question).inserted { state.pending.append(question) }
      }
      var standIn = question.object
      standIn["apiVersion"] = .string(question.apiVersion)
      return standIn
    }
  }
}
