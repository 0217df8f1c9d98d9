import NIOCore

/// How long an HTTP/1 connection may keep the server waiting: a state machine that is told what happens and knows the next deadline.
struct ConnectionPatience {
  enum Verdict: Equatable {
    /// Between two requests: nobody waits for an answer.
    case close
    /// In the middle of a head.
    case answerTimeout
  }

  private enum Phase {
    case idle(since: NIODeadline)
    case head(since: NIODeadline)
    /// So many requests are being read or answered: their own affair.
    case busy(Int)
  }

  let idle: TimeAmount
  let head: TimeAmount
  private var phase: Phase

  init(idle: TimeAmount, head: TimeAmount, now: NIODeadline) {
    (self.idle, self.head, phase) = (idle, head, .idle(since: now))
  }

  mutating func bytesArrived(at now: NIODeadline) {
    if case .idle = phase { phase = .head(since: now) }
  }

  mutating func headArrived() {
    if case .busy(let requests) = phase { phase = .busy(requests + 1) } else { phase = .busy(1) }
  }

  /// Word of an answer may come when the next request is under way already.
  mutating func answered(at now: NIODeadline) {
    guard case .busy(let requests) = phase else { return }
    phase = requests > 1 ? .busy(requests - 1) : .idle(since: now)
  }

  /// When patience ends if nothing happens until then; nil for never.
  var deadline: NIODeadline? {
    switch phase {
    case .idle(let since): since + idle
    case .head(let since): since + head
    case .busy: nil
    }
  }

  /// What to do at a time; nil when there is time left.
  func verdict(at now: NIODeadline) -> Verdict? {
    guard let deadline, now >= deadline else { return nil }
    if case .head = phase { return .answerTimeout }
    return .close
  }
}
