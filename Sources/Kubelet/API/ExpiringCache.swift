import Basics
import Synchronization

/// Answers that are good for a while, of a bounded number: when it is full, those that have run out go, and then all.
final class ExpiringCache<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
  private struct Entry: Sendable { var answer: Answer; var end: Timestamp }
  private let entries = Mutex<[Key: Entry]>([:])
  private let countMax: Int

  init(countMax: Int = 4_096) { self.countMax = countMax }

  func answer(_ key: Key, at now: Timestamp) -> Answer? {
    entries.withLock { entries in entries[key].flatMap { now < $0.end ? $0.answer : nil } }
  }

  func keep(_ answer: Answer, for key: Key, until end: Timestamp, now: Timestamp) {
    entries.withLock { entries in
      if entries.count >= countMax { entries = entries.filter { now < $0.value.end } }
      if entries.count >= countMax { entries = [:] }
      entries[key] = Entry(answer: answer, end: end)
    }
  }
}
