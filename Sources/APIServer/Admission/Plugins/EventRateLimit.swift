import APIMachinery
import AccessControl
import Basics
import Synchronization

/// Keeps Events from flooding the server: a bucket of tokens for the server, for each namespace, for each user, or for each source and
/// object (kubernetes.io, "Admission Controllers": EventRateLimit). Each limit must let an event through.
final class EventRateLimit: AdmissionPlugin {
  private struct Bucket { var tokens: Double; var at: Timestamp }

  private static let resources: Set<GroupResource> = [
    GroupResource(group: "", resource: "events"), GroupResource(group: "events.k8s.io", resource: "events"),
  ]

  private let limits: [EventRateLimitConfiguration.Limit]
  /// For each limit, by what its events have in common.
  private let buckets: Mutex<[[String: Bucket]]>

  init(_ configuration: EventRateLimitConfiguration) {
    limits = configuration.limits
    buckets = Mutex(Array(repeating: [:], count: configuration.limits.count))
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard Self.resources.contains(attributes.request.groupResource), attributes.request.subresource.isEmpty,
      attributes.operation == .create || attributes.operation == .update
    else { return }
    let now = unit.time
    try unit.ledger.once(attributes.request.key(object.name)) { () throws(StatusError) in try charge(object, attributes, at: now) }
  }

  private func charge(_ object: Value, _ attributes: AdmissionAttributes, at now: Timestamp) throws(StatusError) {
    let keys = limits.map { $0.key(object, attributes) }
    let refusing = buckets.withLock { buckets in
      limits.indices.filter { !Self.take(limits[$0], &buckets[$0], keys[$0], now) }
    }
    guard refusing.isEmpty else {
      throw StatusError(429, .tooManyRequests, "limit reached on type \(refusing.map { limits[$0].type.rawValue }.joined(separator: ", ")) for events")
    }
  }

  private static func take(
    _ limit: EventRateLimitConfiguration.Limit, _ buckets: inout [String: Bucket], _ key: String, _ now: Timestamp
  ) -> Bool {
    var bucket = buckets[key] ?? Bucket(tokens: Double(limit.burst), at: now)
    // The clock may have been set back: then nothing has been gained.
    let gained = max(0, (now - bucket.at).seconds) * Double(limit.perSecond)
    bucket = Bucket(tokens: min(Double(limit.burst), bucket.tokens + gained), at: now)
    let isAccepted = bucket.tokens >= 1
    if isAccepted { bucket.tokens -= 1 }
    if buckets.count >= limit.keysMax, buckets[key] == nil, let oldest = buckets.min(by: { $0.value.at < $1.value.at })?.key { buckets[oldest] = nil }
    buckets[key] = bucket
    return isAccepted
  }
}

extension EventRateLimitConfiguration.Limit {
  /// Events that share a bucket.
  fileprivate func key(_ event: Value, _ attributes: AdmissionAttributes) -> String {
    switch type {
    case .server: ""
    case .namespace: attributes.request.namespace
    case .user: attributes.request.caller.user.name
    case .sourceAndObject:
      [
        event[path: "source", "component"]?.string, event[path: "source", "host"]?.string, event[path: "involvedObject", "kind"]?.string,
        event[path: "involvedObject", "namespace"]?.string, event[path: "involvedObject", "name"]?.string,
        event[path: "involvedObject", "uid"]?.string, event[path: "involvedObject", "apiVersion"]?.string,
      ].map { $0 ?? "" }.joined(separator: "\n")
    }
  }
}
