import Basics
import Synchronization

/// Answers that are good until a moment. Holds a bounded number: when it is full, what is past goes, then what ends soonest.
final class AnswerCache<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let capacity: Int
  private let entries = Mutex<[Question: (answer: Answer, until: Timestamp)]>([:])

  init(capacity: Int = 8_192) { self.capacity = max(1, capacity) }

  func answer(_ question: Question, at now: Timestamp) -> Answer? {
    entries.withLock { entries in
      guard let entry = entries[question], now < entry.until else { return nil }
      return entry.answer
    }
  }

  /// `lifetime`: zero or less keeps nothing.
  func keep(_ answer: Answer, for question: Question, lifetime: Duration, at now: Timestamp) {
    guard lifetime > .zero else { return }
    entries.withLock { entries in
      if entries.count >= capacity, entries[question] == nil { Self.makeRoom(&entries, now) }
      entries[question] = (answer, now + lifetime)
    }
  }

  var count: Int { entries.withLock { $0.count } }

  /// Takes out an eighth at least, so that a full cache isn't searched at every question.
  private static func makeRoom(_ entries: inout [Question: (answer: Answer, until: Timestamp)], _ now: Timestamp) {
    let target = entries.count - max(1, entries.count / 8)
    entries = entries.filter { now < $0.value.until }
    guard entries.count > target else { return }
    for (question, _) in entries.sorted(by: { $0.value.until < $1.value.until }).prefix(entries.count - target) { entries[question] = nil }
  }
}
