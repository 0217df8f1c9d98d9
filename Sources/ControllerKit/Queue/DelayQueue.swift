import Basics

/// Keys with a time each: a binary heap in which a key stands once, at the earliest time asked for.
public struct DelayQueue<Key: Hashable & Sendable>: Sendable {
  private struct Entry { var deadline: Timestamp; var sequence: UInt64; var key: Key }
  private var heap: [Entry] = []
  private var deadlines: [Key: Timestamp] = [:]
  private var sequence: UInt64 = 0

  public init() {}

  public var isEmpty: Bool { deadlines.isEmpty }
  public var count: Int { deadlines.count }
  /// Entries it keeps, stale ones included: no more than twice `count` and a few.
  package var entryCount: Int { heap.count }
  private static var staleMax: Int { 64 }

  /// The time of the earliest key. Stale heap entries are never at the top.
  public var nextDeadline: Timestamp? { heap.first?.deadline }

  public mutating func add(_ key: Key, at deadline: Timestamp) {
    if let existing = deadlines[key], existing <= deadline { return }
    deadlines[key] = deadline
    sequence += 1
    heap.append(Entry(deadline: deadline, sequence: sequence, key: key))
    siftUp(heap.count - 1)
    dropStale()
    if heap.count > 2 * deadlines.count + Self.staleMax { compact() }
  }

  public mutating func remove(_ key: Key) {
    deadlines[key] = nil
    dropStale()
  }

  /// The earliest key whose time has come.
  public mutating func takeDue(now: Timestamp) -> Key? {
    guard let first = heap.first, first.deadline <= now else { return nil }
    deadlines[first.key] = nil
    dropStale()
    return first.key
  }

  /// An entry is stale when its key was taken, removed or moved earlier since.
  private mutating func dropStale() {
    while let first = heap.first, deadlines[first.key] != first.deadline { removeFirst() }
  }

  /// Stale entries of times far away would else pile up below the top.
  private mutating func compact() {
    var current: [Key: Entry] = [:]
    for entry in heap where deadlines[entry.key] == entry.deadline {
      if let other = current[entry.key], other.sequence < entry.sequence { continue }
      current[entry.key] = entry
    }
    // A sorted list is a heap.
    heap = current.values.sorted { ($0.deadline, $0.sequence) < ($1.deadline, $1.sequence) }
  }

  private mutating func removeFirst() {
    let last = heap.removeLast()
    if heap.isEmpty { return }
    heap[0] = last
    siftDown(0)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (heap[a].deadline, heap[a].sequence) < (heap[b].deadline, heap[b].sequence)
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
