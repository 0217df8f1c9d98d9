import Basics

/// What is to be worked on: each key once, never by two workers at a time, later after failures.
///
/// A key added while it is being worked on comes again when that is done. A synchronous value: time comes in, and `nextDeadline`
/// tells when to look again.
public struct WorkQueue<Key: Hashable & Sendable>: Sendable {
  private var ready = Deque<Key>()
  /// Waiting in `ready`, or to be put there when their worker is done.
  private var dirty: Set<Key> = []
  private var processing: Set<Key> = []
  private var delayed = DelayQueue<Key>()
  private var failures: [Key: Int] = [:]
  private let backoff: Backoff

  public init(backoff: Backoff = .workQueue) { self.backoff = backoff }

  /// Keys that a worker could take now.
  public var readyCount: Int { ready.count }
  public var isIdle: Bool { ready.isEmpty && processing.isEmpty && delayed.nextDeadline == nil }
  /// When the next delayed key falls due.
  public var nextDeadline: Timestamp? { delayed.nextDeadline }

  public mutating func add(_ key: Key) {
    guard dirty.insert(key).inserted, !processing.contains(key) else { return }
    ready.append(key)
  }

  /// Adds the key at `deadline`, or earlier if it was already to come earlier.
  public mutating func add(_ key: Key, at deadline: Timestamp) { delayed.add(key, at: deadline) }

  /// Adds the key after a delay that grows with each failure since `forget`.
  public mutating func addAfterFailure(_ key: Key, now: Timestamp) {
    let count = (failures[key] ?? 0) + 1
    failures[key] = count
    add(key, at: now + backoff.delay(afterFailures: count))
  }

  /// Failures of the key since it was last forgotten.
  public func failureCount(_ key: Key) -> Int { failures[key] ?? 0 }

  /// The key succeeded: its next failure starts at the shortest delay.
  public mutating func forget(_ key: Key) { failures[key] = nil }

  /// Hands out the next key; whoever takes it must call `done`.
  public mutating func take(now: Timestamp) -> Key? {
    while let due = delayed.takeDue(now: now) { add(due) }
    guard let key = ready.popFirst() else { return nil }
    dirty.remove(key)
    processing.insert(key)
    return key
  }

  public mutating func done(_ key: Key) {
    processing.remove(key)
    if dirty.contains(key) { ready.append(key) }
  }
}

/// First in, first out, at constant cost.
struct Deque<Element: Sendable>: Sendable {
  private var inbox: [Element] = []
  private var outbox: [Element] = []

  var count: Int { inbox.count + outbox.count }
  var isEmpty: Bool { inbox.isEmpty && outbox.isEmpty }
  mutating func append(_ element: Element) { inbox.append(element) }

  mutating func popFirst() -> Element? {
    if outbox.isEmpty {
      outbox = inbox.reversed()
      inbox.removeAll(keepingCapacity: true)
    }
    return outbox.popLast()
  }
}
