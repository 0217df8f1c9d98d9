import APIMachinery
import Basics

/// What a rule may know: the informers' caches, the time, chance, and how its last attempt at this key failed.
public struct World: Sendable {
  public var now: Timestamp
  public var random: any RandomSource
  /// Why the previous plan for this key stopped; nil when it went through.
  public var lastFailure: PlanFailure?
  /// What the previous plan for this key had in its `waitingSince`.
  public var waitingSince: Timestamp?
  private var caches: [GroupVersionResource: ObjectCache]

  public init(
    caches: [GroupVersionResource: ObjectCache], now: Timestamp, random: any RandomSource, lastFailure: PlanFailure? = nil,
    waitingSince: Timestamp? = nil
  ) {
    (self.caches, self.now, self.random) = (caches, now, random)
    (self.lastFailure, self.waitingSince) = (lastFailure, waitingSince)
  }

  /// A world of given objects, for tests of rules.
  public init(
    _ objects: [(GroupVersionResource, [Value])], watches: [Watch], now: Timestamp, random: any RandomSource = SeededRandom(seed: 1),
    lastFailure: PlanFailure? = nil, waitingSince: Timestamp? = nil
  ) {
    var caches: [GroupVersionResource: ObjectCache] = [:]
    for watch in watches {
      if let cache = caches[watch.resource] { cache.addIndexes(watch.indexes) }
      else { caches[watch.resource] = ObjectCache(watch.resource, indexes: watch.indexes) }
    }
    for (resource, values) in objects {
      let cache = caches[resource] ?? ObjectCache(resource)
      cache.replace(with: values, revision: 1)
      caches[resource] = cache
    }
    for cache in caches.values where !cache.hasSynced { cache.replace(with: [], revision: 0) }
    self.init(caches: caches, now: now, random: random, lastFailure: lastFailure, waitingSince: waitingSince)
  }

  /// The error that stopped the previous plan if it came of creating or deleting objects of this resource, and not of a
  /// conflict, which only means that the cache was behind.
  public func lastError(writing resource: GroupVersionResource) -> StatusError? {
    guard let failure = lastFailure, failure.error.reason != .conflict, failure.path?.resource == resource,
      failure.path?.subresource == nil
    else { return nil }
    return failure.error
  }

  /// Whether this resource is watched at all.
  public func knows(_ resource: GroupVersionResource) -> Bool { caches[resource] != nil }

  /// Whether the resource could be listed at all: if not, what isn't in the cache may be there all the same.
  public func hasSynced(_ resource: GroupVersionResource) -> Bool { caches[resource]?.hasSynced ?? false }

  public func get(_ resource: GroupVersionResource, namespace: String = "", _ name: String) -> Value? {
    caches[resource]?.get(namespace: namespace, name)
  }

  /// The object of a key of that resource.
  public func get(_ resource: GroupVersionResource, _ key: ObjectKey) -> Value? { caches[resource]?.get(key) }

  public func list(_ resource: GroupVersionResource, namespace: String? = nil) -> [Value] {
    caches[resource]?.list(namespace: namespace) ?? []
  }

  public func list(_ resource: GroupVersionResource, _ index: ObjectIndex, _ value: String) -> [Value] {
    caches[resource]?.list(index, value) ?? []
  }

  public func count(_ resource: GroupVersionResource) -> Int { caches[resource]?.count ?? 0 }

  public func count(_ resource: GroupVersionResource, _ index: ObjectIndex, _ value: String) -> Int {
    caches[resource]?.count(index, value) ?? 0
  }
}
