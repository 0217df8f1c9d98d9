import APIMachinery

/// Why a store refused. Nothing was written in any of these cases.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A write's expectation doesn't hold; `current` is the revision found, nil when the object isn't there.
  case conflict(ObjectKey, expected: Write.Expectation, current: Revision?)
  /// The revision is older than what the store still knows.
  case compacted(oldest: Revision)
  /// The revision hasn't happened yet.
  case future(Revision, current: Revision)
  /// The store can't write: a full disk, a read-only repository, a broken lock. Says what to do about it.
  case unavailable(String)
  case closed

  public var description: String {
    switch self {
    case .conflict(let key, .absent, _): "\(key) already exists"
    case .conflict(let key, _, nil): "\(key) does not exist"
    case .conflict(let key, _, let current?): "\(key) has changed: it is at revision \(current)"
    case .compacted(let oldest): "the oldest revision kept is \(oldest)"
    case .future(let revision, let current): "revision \(revision) is in the future: the newest is \(current)"
    case .unavailable(let reason): reason
    case .closed: "the store is closed"
    }
  }
}
