import APIMachinery
import Synchronization

/// The role graph, kept as new as the store: a change marks it, and the next question takes the changes in. Nothing is read
/// while nothing changes.
final class RoleCache: Sendable {
  private struct State {
    var graph = RoleGraph()
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
    observations = (RoleGraph.roleResources + RoleGraph.bindingResources).map { resource in
      reader.observe(resource) { signal.isRaised.store(true, ordering: .releasing) }
    }
  }

  /// What `ask` makes of the graph as the store is now.
  func withGraph<Answer>(_ ask: (RoleGraph) -> Answer) -> Answer {
    let graph = state.withLock { state in
      // Lowered before reading: a change that comes meanwhile raises it again.
      if signal.isRaised.exchange(false, ordering: .acquiringAndReleasing) { takeIn(&state) }
      state.graph.settle()
      return state.graph
    }
    return ask(graph)
  }

  private func takeIn(_ state: inout State) {
    for resource in RoleGraph.roleResources + RoleGraph.bindingResources {
      guard let mark = state.marks[resource], let feed = reader.changes(of: resource, after: mark) else {
        return startOver(&state)
      }
      for change in feed.changes { Self.apply(change.object, change.isDelete, of: resource, to: &state.graph) }
      state.marks[resource] = feed.mark
    }
  }

  private func startOver(_ state: inout State) {
    state = State()
    for resource in RoleGraph.roleResources + RoleGraph.bindingResources {
      let (objects, mark) = reader.objects(of: resource)
      for object in objects { Self.apply(object, false, of: resource, to: &state.graph) }
      state.marks[resource] = mark
    }
  }

  private static func apply(_ object: Value, _ isDelete: Bool, of resource: GroupResource, to graph: inout RoleGraph) {
    switch (RoleGraph.roleResources.contains(resource), isDelete) {
    case (true, false): graph.setRole(object)
    case (true, true): graph.removeRole(object)
    case (false, false): graph.setBinding(object)
    case (false, true): graph.removeBinding(object)
    }
  }
}
