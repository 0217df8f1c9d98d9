import APIMachinery
import Basics

/// events.k8s.io/v1: tables and selectors are those of the core form.
struct EventsEventRules: KindRules {
  var nameRule: NameRule { .pathSegment }

  func cells(_ object: Value, now: Timestamp) -> [Value] { EventRules().cells(EventConversion.toCore(object), now: now) }

  func selectableFields(_ object: Value) -> [String: String] {
    let core = EventRules().selectableFields(EventConversion.toCore(object))
    var fields = ["reason": core["reason"] ?? "", "type": core["type"] ?? "", "reportingController": core["reportingComponent"] ?? ""]
    for (key, value) in core where key.hasPrefix("involvedObject.") {
      fields["regarding." + key.dropFirst("involvedObject.".count)] = value
    }
    return fields
  }
}

/// The two forms of one event: the fields are the same under other names.
enum EventConversion {
  private static let names = [
    ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
    ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
  ]
  private static let toCoreNames = Dictionary(uniqueKeysWithValues: names.map { ($1, $0) })
  private static let toEventsNames = Dictionary(uniqueKeysWithValues: names)

  static func toCore(_ object: Value) -> Value { renamed(object, toCoreNames, apiVersion: "v1") }
  static func toEvents(_ object: Value) -> Value { renamed(object, toEventsNames, apiVersion: "events.k8s.io/v1") }

  private static func renamed(_ value: Value, _ names: [String: String], apiVersion: String) -> Value {
    guard let object = value.object else { return value }
    return .object(
      Object(object.map { field in (names[field.key] ?? field.key, field.key == "apiVersion" ? .string(apiVersion) : field.value) }))
  }
}
