import APIMachinery
import Synchronization

/// The node graph, kept as new as the store by its change feed.
final class NodeGraphCache: Sendable {
  private struct State {
    var graph = NodeGraph()
    /// By resource: up to where its changes are taken in; none before the first reading.
    var marks: [GroupResource: UInt64] = [:]
  }

  private final class Signal: Sendable {
    let isRaised = Atomic<Bool>(true)
  }

  private let reader: any ObjectReader
  private let state = Mutex(State())
  private let signal: Signal
  private let observations: [any Sendable]

  init(_ reader: any ObjectReader) {
    self.reader = reader
    let signal = Signal()
    self.signal = signal
    observations = NodeGraph.resources.map { resource in
      reader.observe(resource) { signal.isRaised.store(true, ordering: .releasing) }
    }
  }

  /// Whether `ask` holds. The graph isn't copied for it: a change doesn't cost what the graph holds.
  func holds(_ ask: (NodeGraph) -> Bool) -> Bool {
    state.withLock { state in
      // Lowered before reading: a change that comes meanwhile raises it again.
      if signal.isRaised.exchange(false, ordering: .acquiringAndReleasing) { takeIn(&state) }
      if ask(state.graph) { return true }
      // A watch may have shown a pod before the signal came: nobody is refused for what the store holds already.
      takeIn(&state)
      return ask(state.graph)
    }
  }

  private func takeIn(_ state: inout State) {
    for resource in NodeGraph.resources {
      guard let mark = state.marks[resource], let feed = reader.changes(of: resource, after: mark) else {
        return startOver(&state)
      }
      for change in feed.changes { state.graph.apply(change.object, isDelete: change.isDelete, of: resource) }
      state.marks[resource] = feed.mark
    }
  }

  private func startOver(_ state: inout State) {
    state = State()
    for resource in NodeGraph.resources {
      let (objects, mark) = reader.objects(of: resource)
      for object in objects { state.graph.apply(object, isDelete: false, of: resource) }
      state.marks[resource] = mark
    }
  }
}
