import APIMachinery
import Basics

/// events.k8s.io/v1: selectors have the names of this form; what is written through it is held to stricter rules.
struct EventsEventRules: KindRules {
  var nameRule: NameRule { .pathSegment }

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

  static let conversion = KindConversion(toStored: { rename(&$0, toCoreNames) }, fromStored: { rename(&$0, toEventsNames) })

  static func toCore(_ object: Value) -> Value {
    var core = object
    rename(&core, toCoreNames)
    return core
  }

  private static func rename(_ value: inout Value, _ names: [String: String]) {
    guard let object = value.object else { return }
    value = .object(Object(object.map { field in (names[field.key] ?? field.key, field.value) }))
  }
}
