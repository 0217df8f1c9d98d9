import Synchronization

/// What one request needs to know of services elsewhere before it can be judged.
///
/// Judging is synchronous. A policy that must ask somebody else looks here for the answer; when it isn't there yet, the policy leaves
/// its question and says no for now. Whoever runs the judgement sees at its end that questions were left (`settle`), asks them, and
/// judges anew: answers stay for as long as the request. Where no policy asks elsewhere, there is no `current` and nothing is paid.
public final class RemoteQuestions: Sendable {
  /// Those of the request that this task works on.
  @TaskLocal public static var current: RemoteQuestions?

  private struct State {
    var answers: [String: any Sendable] = [:]
    var pending: [String: @Sendable () async -> any Sendable] = [:]
  }
  private let state = Mutex(State())

  public init() {}

  /// The answer to the question of this name; nil when it is yet to be asked: then `ask` will be, once, and whatever is decided without
  /// it is decided again.
  public func answer<Answer: Sendable>(_ name: String, ask: @escaping @Sendable () async -> Answer) -> Answer? {
    state.withLock { state in
      if let answer = state.answers[name] as? Answer { return answer }
      state.pending[name] = ask
      return nil
    }
  }

  /// Asks all questions that were left, at the same time. False when there were none: what was decided stands.
  public func settle() async -> Bool {
    let pending = state.withLock { state in
      defer { state.pending = [:] }
      return state.pending
    }
    guard !pending.isEmpty else { return false }
    let answers = await withTaskGroup(of: (String, any Sendable).self) { group in
      for (name, ask) in pending { group.addTask { (name, await ask()) } }
      var answers: [String: any Sendable] = [:]
      for await (name, answer) in group { answers[name] = answer }
      return answers
    }
    state.withLock { $0.answers.merge(answers) { $1 } }
    return true
  }

  /// How often one request may find that it needs to ask more.
  public static let roundsMax = 64

  /// Judges until no question is left.
  public static func settling<Result, Failure: Error>(_ judge: () throws(Failure) -> Result) async throws(Failure) -> Result {
    guard let current else { return try judge() }
    for _ in 1..<roundsMax {
      do throws(Failure) {
        let result = try judge()
        if await !current.settle() { return result }
      } catch {
        if await !current.settle() { throw error }
      }
    }
    return try judge()
  }
}
