import APIMachinery
import Synchronization

/// What can be known of some resources' objects, taken in change by change.
protocol StoreView: Sendable {
  static var resources: [GroupResource] { get }
  init()
  mutating func apply(_ object: Value, isDelete: Bool, of resource: GroupResource)
}

/// A view kept as new as the store: a change marks it, and the next question takes the changes in. Nothing is read while nothing
/// changes.
final class StoreFollower<View: StoreView>: Sendable {
  private struct State {
    var view = View()
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
    observations = View.resources.map { resource in
      reader.observe(resource) { signal.isRaised.store(true, ordering: .releasing) }
    }
  }

  /// What `ask` makes of the view as the store is now. The view isn't copied for it: a change doesn't cost what the view holds.
  func read<Answer: Sendable>(_ ask: (inout View) -> Answer) -> Answer {
    state.withLock { state in
      takeInSignalled(&state)
      return ask(&state.view)
    }
  }

  /// Whether `ask` holds. A watch may have shown an object before the signal came: nobody is refused for what the store holds already.
  func holds(_ ask: (View) -> Bool) -> Bool {
    state.withLock { state in
      takeInSignalled(&state)
      if ask(state.view) { return true }
      takeIn(&state)
      return ask(state.view)
    }
  }

  private func takeInSignalled(_ state: inout State) {
    // Lowered before reading: a change that comes meanwhile raises it again.
    if signal.isRaised.exchange(false, ordering: .acquiringAndReleasing) { takeIn(&state) }
  }

  private func takeIn(_ state: inout State) {
    for resource in View.resources {
      guard let mark = state.marks[resource], let feed = reader.changes(of: resource, after: mark) else { return startOver(&state) }
      for change in feed.changes { state.view.apply(change.object, isDelete: change.isDelete, of: resource) }
      state.marks[resource] = feed.mark
    }
  }

  private func startOver(_ state: inout State) {
    state = State()
    for resource in View.resources {
      let (objects, mark) = reader.objects(of: resource)
      for object in objects { state.view.apply(object, isDelete: false, of: resource) }
      state.marks[resource] = mark
    }
  }
}
