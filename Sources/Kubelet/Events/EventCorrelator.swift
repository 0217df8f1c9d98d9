import APIMachinery
import Basics

/// What an event is about.
struct EventTarget: Sendable, Hashable {
  var kind: String
  var namespace: String
  var name: String
  var uid: String
  var fieldPath = ""

  init(kind: String, namespace: String, name: String, uid: String) {
    (self.kind, self.namespace, self.name, self.uid) = (kind, namespace, name, uid)
  }

  init(_ pod: Pod, _ container: ContainerSpec? = nil) {
    self.init(kind: "Pod", namespace: pod.namespace, name: pod.name, uid: pod.uid)
    fieldPath = container?.fieldPath ?? ""
  }

  /// nodes are named by their name in place of a uid, as clients look for them so.
  static func node(_ name: String) -> EventTarget { EventTarget(kind: "Node", namespace: "", name: name, uid: name) }
}

struct EventMessage: Sendable, Hashable {
  enum Severity: String, Sendable { case normal = "Normal", warning = "Warning" }
  var target: EventTarget
  var severity: Severity
  var reason: String
  var message: String
}

/// Folds events that say the same into one that counts (API reference: Event.count).
struct EventCorrelator {
  enum Order: Sendable {
    case create(namespace: String, Value)
    case update(namespace: String, name: String, Value)
  }

  /// After so long without a repetition an event is a new one; the API server keeps them an hour.
  static let window = Duration.seconds(600)
  private static let capacity = 4_096

  private struct Entry {
    var name: String
    var count: Int64
    var last: Timestamp
  }
  private var entries: [EventMessage: Entry] = [:]
  let nodeName: String

  init(nodeName: String) { self.nodeName = nodeName }

  mutating func record(_ event: EventMessage, now: Timestamp) -> Order {
    let namespace = event.target.namespace.isEmpty ? "default" : event.target.namespace
    if var entry = entries[event], now - entry.last < Self.window {
      entry.count += 1
      entry.last = now
      entries[event] = entry
      return .update(namespace: namespace, name: entry.name, ["count": .int(entry.count), "lastTimestamp": .string(now.rfc3339)])
    }
    if entries.count >= Self.capacity { entries = entries.filter { now - $0.value.last < Self.window } }
    if entries.count >= Self.capacity { entries = [:] }
    let name = "\(event.target.name).\(String(UInt64(bitPattern: now.nanosecondsSinceEpoch) &+ UInt64(entries.count), radix: 16))"
    entries[event] = Entry(name: name, count: 1, last: now)
    return .create(namespace: namespace, value(event, name, namespace, now))
  }

  /// The event's name was lost on the server: the next repetition starts anew.
  mutating func forget(_ event: EventMessage) { entries[event] = nil }

  private func value(_ event: EventMessage, _ name: String, _ namespace: String, _ now: Timestamp) -> Value {
    let target = event.target
    var reference: Value = ["kind": .string(target.kind), "apiVersion": "v1", "name": .string(target.name), "uid": .string(target.uid)]
    if !target.namespace.isEmpty { reference["namespace"] = .string(target.namespace) }
    if !target.fieldPath.isEmpty { reference["fieldPath"] = .string(target.fieldPath) }
    return [
      "apiVersion": "v1", "kind": "Event", "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "involvedObject": reference, "reason": .string(event.reason), "message": .string(String(event.message.prefix(1_024))),
      "source": ["component": "kubelet", "host": .string(nodeName)], "firstTimestamp": .string(now.rfc3339),
      "lastTimestamp": .string(now.rfc3339), "count": 1, "type": .string(event.severity.rawValue), "reportingComponent": "kubelet",
      "reportingInstance": .string(nodeName),
    ]
  }
}
