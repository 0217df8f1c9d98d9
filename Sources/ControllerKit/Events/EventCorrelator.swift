import APIMachinery
import Basics
import Client

/// Turns records into requests so that repetition counts up one Event instead of making many (client-go's event correlator):
/// - the same event again is a patch of `count`, `lastTimestamp` and the message;
/// - from the eleventh event of a kind with ever different messages within ten minutes on, they are one aggregate;
/// - a source that has much to say about one object is cut to a burst of 25 and then one event in five minutes.
public struct EventCorrelator: Sendable {
  public struct Request: Sendable {
    public var path: ResourcePath
    /// Create with this object if `patch` is nil or its target is gone.
    public var event: Value
    public var patch: Patch?
    var identity: Identity
  }

  struct Identity: Hashable, Sendable { var source, object, type, reason, message: String }
  private struct Series: Hashable, Sendable { var source, object, type, reason: String }
  private struct Sent { var name: String; var count: Int64; var first: Timestamp }
  private struct Aggregate { var messages: Set<String>; var last: Timestamp }
  private struct Bucket { var tokens: Double; var refilled: Timestamp }

  private var sent: [Identity: Sent] = [:]
  private var aggregates: [Series: Aggregate] = [:]
  private var buckets: [String: Bucket] = [:]
  private var lastName: Int64 = 0

  private static let cacheSize = 4096
  private static let aggregationThreshold = 10
  private static let aggregationWindow = Duration.seconds(600)
  private static let burst = 25.0
  private static let secondsPerToken = 300.0

  public init() {}

  /// nil: dropped, as the source has said too much about this object.
  public mutating func request(for record: EventRecord, now: Timestamp) -> Request? {
    let object = [record.regarding.kind, record.regarding["namespace"]?.string ?? "", record.regarding["name"]?.string ?? "",
      record.regarding["uid"]?.string ?? ""].joined(separator: "/")
    let source = record.component + "/" + record.host
    let message = aggregated(record, Series(source: source, object: object, type: record.type.rawValue, reason: record.reason), now)
    guard takeToken(source + "/" + object, now) else { return nil }
    let identity = Identity(
      source: source, object: object, type: record.type.rawValue, reason: record.reason,
      message: message.hasPrefix(Self.aggregatePrefix) ? Self.aggregatePrefix : message)
    return request(record, message, identity, now)
  }

  /// The server has it under this name.
  public mutating func succeeded(_ request: Request, name: String) {
    if sent.count >= Self.cacheSize { sent.removeAll() }
    let first = request.event["firstTimestamp"]?.timestamp ?? Timestamp(secondsSinceEpoch: 0)
    sent[request.identity] = Sent(name: name, count: request.event["count"]?.int ?? 1, first: first)
  }

  private mutating func request(_ record: EventRecord, _ message: String, _ identity: Identity, _ now: Timestamp) -> Request {
    let namespace = record.regarding["namespace"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? "default"
    let known = sent[identity]
    let count = (known?.count ?? 0) + 1
    lastName = max(lastName + 1, now.nanosecondsSinceEpoch)
    let name = known?.name ?? "\(record.regarding["name"]?.string ?? "").\(String(lastName, radix: 16))"
    var source: Value = ["component": .string(record.component)]
    if !record.host.isEmpty { source["host"] = .string(record.host) }
    let event: Value = [
      "apiVersion": "v1", "kind": "Event", "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "involvedObject": record.regarding, "reason": .string(record.reason), "message": .string(message), "source": source,
      "firstTimestamp": .string((known?.first ?? now).rfc3339), "lastTimestamp": .string(now.rfc3339), "count": .int(count),
      "type": .string(record.type.rawValue), "eventTime": .null, "reportingComponent": .string(record.component),
      "reportingInstance": .string(record.host),
    ]
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "events"), namespace: namespace)
    let patch = known.map { _ in
      Patch.merge(["count": .int(count), "lastTimestamp": .string(now.rfc3339), "message": .string(message)])
    }
    return Request(path: path, event: event, patch: patch, identity: identity)
  }

  private static let aggregatePrefix = "(combined from similar events): "

  private mutating func aggregated(_ record: EventRecord, _ series: Series, _ now: Timestamp) -> String {
    if aggregates.count >= Self.cacheSize { aggregates.removeAll() }
    var aggregate = aggregates[series] ?? Aggregate(messages: [], last: now)
    if now - aggregate.last > Self.aggregationWindow { aggregate.messages = [] }
    aggregate.messages.insert(record.message)
    aggregate.last = now
    let isMany = aggregate.messages.count > Self.aggregationThreshold
    if isMany { aggregate.messages.remove(record.message) }
    aggregates[series] = aggregate
    return isMany ? Self.aggregatePrefix + record.message : record.message
  }

  private mutating func takeToken(_ key: String, _ now: Timestamp) -> Bool {
    if buckets.count >= Self.cacheSize { buckets.removeAll() }
    var bucket = buckets[key] ?? Bucket(tokens: Self.burst, refilled: now)
    let elapsed = max((now - bucket.refilled).seconds, 0)
    bucket.tokens = min(Self.burst, bucket.tokens + elapsed / Self.secondsPerToken)
    bucket.refilled = now
    let isAllowed = bucket.tokens >= 1
    if isAllowed { bucket.tokens -= 1 }
    buckets[key] = bucket
    return isAllowed
  }
}
