import APIMachinery
import Synchronization

/// Who wants to hear of publications.
public final class StoreObservers: Sendable {
  private typealias Observer = @Sendable () -> Void
  private struct Registry {
    var nextID: UInt64 = 0
    var byResource: [GroupResource: [UInt64: Observer]] = [:]
    var ofAny: [UInt64: Observer] = [:]
  }
  private let registry = Mutex(Registry())

  public init() {}

  public func add(_ resource: GroupResource?, _ observer: @escaping @Sendable () -> Void) -> StoreObservation {
    let id = registry.withLock { registry in
      registry.nextID += 1
      if let resource {
        registry.byResource[resource, default: [:]][registry.nextID] = observer
      } else {
        registry.ofAny[registry.nextID] = observer
      }
      return registry.nextID
    }
    return StoreObservation { [weak self] in self?.remove(id, resource) }
  }

  /// Signals everyone whom these changes concern, once each.
  public func notify(_ changes: [StoreChange]) {
    guard !changes.isEmpty else { return }
    let resources = Set(changes.map(\.object.key.resource))
    let concerned = registry.withLock { registry in
      var concerned = Array(registry.ofAny.values)
      for resource in resources { registry.byResource[resource].map { concerned.append(contentsOf: $0.values) } }
      return concerned
    }
    for observer in concerned { observer() }
  }

  private func remove(_ id: UInt64, _ resource: GroupResource?) {
    // The closure leaves the lock before it is released: what it holds may itself cancel observations.
    let removed: Observer? = registry.withLock { registry in
      guard let resource else { return registry.ofAny.removeValue(forKey: id) }
      let removed = registry.byResource[resource]?.removeValue(forKey: id)
      if registry.byResource[resource]?.isEmpty == true { registry.byResource[resource] = nil }
      return removed
    }
    _ = removed
  }
}
