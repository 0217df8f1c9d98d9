import APIMachinery

/// How much of the recent past a store keeps in memory, for each resource.
public struct HistoryWindow: Sendable {
  public var changes: Int
  /// Bytes of JSON of the changes kept.
  public var bytes: Int

  public init(changes: Int = 20_000, bytes: Int = 32 << 20) { (self.changes, self.bytes) = (changes, bytes) }
}

/// The newest changes of one resource, oldest first.
struct ChangeLog: Sendable {
  private var entries: [StoreChange] = []
  private var start = 0
  private var bytes = 0
  /// Every change above this revision is here.
  private(set) var floor: Revision

  init(floor: Revision) { self.floor = floor }

  mutating func append(_ change: StoreChange, _ window: HistoryWindow) {
    entries.append(change)
    bytes += change.object.json.count
    while entries.count - start > 1, entries.count - start > window.changes || bytes > window.bytes {
      floor = entries[start].revision
      bytes -= entries[start].object.json.count
      start += 1
    }
    // Dropped in bulk: one entry at a time would move all the others each time.
    if start > 1_024, start * 2 > entries.count {
      entries.removeFirst(start)
      start = 0
    }
  }

  /// A copy of its own: a slice of the log would make the next append copy all of it.
  func changes(after revision: Revision) -> ArraySlice<StoreChange> {
    var low = start
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return Array(entries[low...])[...]
  }
}
