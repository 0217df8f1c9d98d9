import APIMachinery
import Basics

/// Core events; those of events.k8s.io are the same objects in another form (`EventConversion`).
struct EventRules: KindRules {
  var nameRule: NameRule { .pathSegment }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let first = object["firstTimestamp"]?.timestamp ?? object["eventTime"]?.timestamp
    var last = object["lastTimestamp"]?.timestamp ?? first
    if let observed = object["series"]?["lastObservedTime"]?.timestamp { last = observed }
    let count = object["series"]?["count"]?.int ?? object["count"]?.int ?? 0
    let regarding = object["involvedObject"] ?? [:]
    let component = object["source"]?.text("component") ?? ""
    let host = object["source"]?.text("host") ?? ""
    let source = component.isEmpty ? [object.text("reportingComponent"), object.text("reportingInstance")] : [component, host]
    return [
      Cell.since(last, now), .string(object.text("type")), .string(object.text("reason")),
      .string(regarding.text("kind").lowercased() + "/" + regarding.text("name")), .string(regarding.text("fieldPath")),
      .string(source.filter { !$0.isEmpty }.joined(separator: ", ")),
      .string(object.text("message").trimmed), Cell.since(first, now), .int(count == 0 ? 1 : count), .string(object.name),
    ]
  }

  func selectableFields(_ object: Value) -> [String: String] {
    let regarding = object["involvedObject"] ?? [:]
    var fields = ["reason": object.text("reason"), "type": object.text("type")]
    for name in ["apiVersion", "fieldPath", "kind", "name", "namespace", "resourceVersion", "uid"] {
      fields["involvedObject." + name] = regarding.text(name)
    }
    let component = object["source"]?.text("component") ?? ""
    fields["source"] = component.isEmpty ? object.text("reportingComponent") : component
    fields["reportingComponent"] = object.text("reportingComponent")
    return fields
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[first...last])
  }
}
