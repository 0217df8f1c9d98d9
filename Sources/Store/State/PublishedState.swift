import APIMachinery

/// What readers of a store see: the newest state, the change logs behind it, and checkpoints to go back from.
public struct PublishedState: Sendable {
  public private(set) var current: StoreState
  private var logs: [GroupResource: ChangeLog] = [:]
  private var checkpoints: [StoreState] = []
  private let window: HistoryWindow
  private let origin: Revision

  private static let checkpointDistance: UInt64 = 4_096
  private static let checkpointsMax = 8

  /// Starts with a state whose past is unknown.
  public init(_ state: StoreState = StoreState(), window: HistoryWindow = HistoryWindow()) {
    (current, self.window, origin) = (state, window, state.revision)
  }

  /// Makes `state` the newest one. `changes` are all those that led to it, in order.
  public mutating func publish(_ state: StoreState, _ changes: [StoreChange]) {
    if let newest = checkpoints.last {
      if current.revision.rawValue - newest.revision.rawValue >= Self.checkpointDistance { checkpoints.append(current) }
    } else {
      checkpoints.append(current)
    }
    if checkpoints.count > Self.checkpointsMax { checkpoints.removeFirst() }
    for change in changes {
      logs[change.object.key.resource, default: ChangeLog(floor: origin)].append(change, window)
    }
    current = state
  }

  public func changes(of resource: GroupResource, after revision: Revision) throws(StoreError) -> ChangeBatch {
    guard revision <= current.revision else { throw .future(revision, current: current.revision) }
    guard let log = logs[resource] else {
      guard revision >= origin else { throw .compacted(oldest: origin) }
      return ChangeBatch(changes: [], through: current.revision)
    }
    guard revision >= log.floor else { throw .compacted(oldest: log.floor) }
    return ChangeBatch(changes: log.changes(after: revision), through: current.revision)
  }

  /// The oldest revision that `snapshot(at:)` can go back to.
  public var oldest: Revision { logs.values.reduce(origin) { max($0, $1.floor) } }

  /// The state just after `revision`: the next checkpoint (or the newest state) with what came later taken back. Where one resource is
  /// named, only its objects are sure to be those of then, which spares looking at what happened to all the others.
  public func snapshot(at revision: Revision, of resource: GroupResource? = nil) throws(StoreError) -> StoreState {
    guard revision <= current.revision else { throw .future(revision, current: current.revision) }
    let oldest = resource.map { logs[$0]?.floor ?? origin } ?? oldest
    guard revision >= oldest else { throw .compacted(oldest: oldest) }
    var state = checkpoints.first { $0.revision >= revision } ?? current
    guard state.revision > revision else { return state }
    var later: [StoreChange] = []
    for log in resource.map({ logs[$0].map { [$0] } ?? [] }) ?? Array(logs.values) {
      later += log.changes(after: revision).prefix { $0.revision <= state.revision }
    }
    // Of each object only its first later change counts: it says what was before all of them.
    var first: [ObjectKey: StoreChange] = [:]
    for change in later where first[change.object.key].map({ $0.revision > change.revision }) ?? true { first[change.object.key] = change }
    for change in first.values { state.undo(change) }
    state.setRevision(revision)
    return state
  }
}
