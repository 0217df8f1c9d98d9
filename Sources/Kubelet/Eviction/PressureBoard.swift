import Synchronization

/// Where the node's pressures stand for those who need to know: admission and the Node's conditions.
final class PressureBoard: Sendable {
  private let state = Mutex<Set<NodePressure>>([])

  var pressures: Set<NodePressure> { state.withLock { $0 } }

  /// True when that was news.
  func set(_ pressures: Set<NodePressure>) -> Bool {
    state.withLock { state in
      defer { state = pressures }
      return state != pressures
    }
  }
}
