import APIMachinery
import Basics
import Client
import Synchronization

/// The cluster's services, for the environment of new containers.
final class ServiceCache: Sendable {
  private struct State {
    var services: [String: Value] = [:]
    var isRead = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  func run(client: any APIClient, clock: any WallClock) async {
    await ListWatch(client: client, path: ResourcePath(Resources.services), clock: clock).run { change in
      let waiting = self.state.withLock { state in
        switch change {
        case .replaced(let objects):
          state.services = Dictionary(objects.map { (Self.key($0), $0) }) { $1 }
          state.isRead = true
        case .updated(let object): state.services[Self.key(object)] = object
        case .deleted(let object): state.services[Self.key(object)] = nil
        case .failed: break
        }
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume() }
    }
    for continuation in state.withLock({ $0.waiting }) { continuation.resume() }
  }

  private static func key(_ object: Value) -> String { object.namespace + "/" + object.name }

  /// Those that a pod of this namespace may find in its environment. Waits for the first list.
  func services(for namespace: String) async throws(ContainerConfigError) -> [Value] {
    await withCheckedContinuation { continuation in
      let isRead = state.withLock { state in
        if !state.isRead { state.waiting.append(continuation) }
        return state.isRead
      }
      if isRead { continuation.resume() }
    }
    let (isRead, services) = state.withLock { ($0.isRead, Array($0.services.values)) }
    guard isRead else { throw ContainerConfigError("services have not yet been read at least once, cannot construct envs") }
    return services.filter { $0.namespace == namespace || ($0.namespace == "default" && $0.name == "kubernetes") }
  }
}
