import Synchronization

/// The warnings that servers gave in one run: each is told once, and with `--warnings-as-errors` they make the run fail.
public final class WarningLog: Sendable {
  private struct State { var texts: Set<String> = [], count = 0, areErrors = false }
  private let state = Mutex(State())

  init() {}

  /// True for the first of its words.
  func add(_ text: String) -> Bool {
    state.withLock { state in
      state.count += 1
      return state.texts.insert(text).inserted
    }
  }

  func makeErrors() { state.withLock { $0.areErrors = true } }

  /// What the run fails with after all went well; nil when it doesn't.
  var failure: CommandFailure? {
    let (count, areErrors) = state.withLock { ($0.count, $0.areErrors) }
    guard areErrors, count > 0 else { return nil }
    return CommandFailure("\(count) warning\(count == 1 ? "" : "s") received")
  }
}
