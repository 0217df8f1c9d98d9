import APIMachinery
import Basics
import Client
import Synchronization

/// One informer a resource for all controllers of a process: one watch and one copy of the objects.
///
/// Informers asked for before `run` start with it, later ones at once.
public final class SharedInformers: Sendable {
  public let client: any APIClient
  public let clock: any WallClock
  public let random: any RandomSource
  private let backoff: Backoff
  private let state = Mutex<State>(State())

  /// How much of each object is kept.
  public enum Detail: Sendable { case wholeObjects, metadataOnly }

  private struct State {
    var informers: [GroupVersionResource: Informer] = [:]
    var detail: [GroupVersionResource: Detail] = [:]
    var unstarted: [Informer] = []
    var wake: AsyncStream<Void>.Continuation?
  }

  public init(
    client: any APIClient, clock: any WallClock = SystemClock(), random: any RandomSource = SystemRandom(), backoff: Backoff = .informer
  ) {
    (self.client, self.clock, self.random, self.backoff) = (client, clock, random, backoff)
  }

  /// The informer of a resource over all namespaces. It keeps whole objects if anyone asked for them before it started.
  @discardableResult
  public func informer(
    _ resource: GroupVersionResource, indexes: [ObjectIndex] = [], detail: Detail = .wholeObjects
  ) -> Informer {
    let (informer, wake) = state.withLock { state -> (Informer, AsyncStream<Void>.Continuation?) in
      if let informer = state.informers[resource] {
        if detail == .wholeObjects, state.detail[resource] == .metadataOnly {
          state.detail[resource] = .wholeObjects
          informer.keepWholeObjects()
        }
        informer.cache.addIndexes(indexes)
        return (informer, nil)
      }
      let informer = Informer(
        ResourcePath(resource), indexes: indexes, backoff: backoff, projection: detail == .metadataOnly ? metadataOnly : nil)
      state.informers[resource] = informer
      state.detail[resource] = detail
      state.unstarted.append(informer)
      return (informer, state.wake)
    }
    wake?.yield()
    return informer
  }

  /// The caches as they are now, by resource.
  public var caches: [GroupVersionResource: ObjectCache] { state.withLock { $0.informers.mapValues(\.cache) } }

  /// All informers, in a fixed order.
  public var all: [Informer] {
    state.withLock { $0.informers.values.sorted { $0.cache.resource.description < $1.cache.resource.description } }
  }

  public func waitUntilSynced() async {
    for informer in all { await informer.waitUntilSynced() }
  }

  /// Runs all informers until the task is cancelled; can be run again, which lists anew.
  public func run() async {
    let (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      state.wake = wake
      state.unstarted = Array(state.informers.values)
    }
    wake.yield()
    await withDiscardingTaskGroup { group in
      for await _ in signals {
        let unstarted = state.withLock { state in
          defer { state.unstarted = [] }
          return state.unstarted
        }
        for informer in unstarted {
          group.addTask { await informer.run(client: self.client, clock: self.clock, random: self.random) }
        }
      }
    }
    state.withLock { $0.wake = nil }
  }
}

/// Identity and metadata, without managed fields and annotations: what owner references and finalizers need.
private let metadataOnly: @Sendable (Value) -> Value = { object in
  var metadata = object["metadata"]?.object ?? Object()
  metadata["managedFields"] = nil
  metadata["annotations"] = nil
  metadata["labels"] = nil
  return ["apiVersion": .string(object.apiVersion), "kind": .string(object.kind), "metadata": .object(metadata)]
}
