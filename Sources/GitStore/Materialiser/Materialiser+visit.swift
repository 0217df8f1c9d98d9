import Basics

/// Work that must have the branches for itself, between two batches.
extension Materialiser {
  struct Errand {
    /// What is to be done; nil once it is under way.
    var body: (@Sendable (Branches) throws -> Void)?
    var outcome: Result<Void, any Error>?
    /// The thread is gone, or never was.
    var hasEnded = false
  }

  /// How often whoever waits asks whether it is still wanted.
  private static let patienceMilliseconds = 200

  /// Runs `body` on the thread, when everything that was added is published, and passes its error on. Blocks. False when it was not run:
  /// the thread ended before, or `isWanted` became false. One caller at a time.
  func visit(while isWanted: () -> Bool, _ body: @escaping @Sendable (Branches) throws -> Void) throws -> Bool {
    let isAccepted = errand.withLock { errand in
      guard !errand.hasEnded else { return false }
      (errand.body, errand.outcome) = (body, nil)
      return true
    }
    guard isAccepted else { return false }
    backlog.wake()
    while true {
      let answer = errand.wait(Self.patienceMilliseconds) { errand -> Result<Bool, any Error>? in
        if let outcome = errand.outcome { return outcome.map { true } }
        return errand.hasEnded ? .success(false) : nil
      }
      if let answer { return try answer.get() }
      let isWithdrawn = errand.withLock { errand in
        guard errand.body != nil, !isWanted() else { return false }
        errand.body = nil
        return true
      }
      if isWithdrawn { return false }
    }
  }

  /// On the thread.
  func runErrand(_ branches: Branches) {
    guard let body = errand.withLock({ $0.body.take() }) else { return }
    let outcome = Result { try body(branches) }
    errand.withLock { $0.outcome = outcome }
    errand.signal()
  }
}
