import APIMachinery

/// A metric in the form of the annotations of version 1: what version 2 nests under `metric` and `target` is flat there,
/// under names of its own for each sort.
enum AnnotatedMetric {
  /// For a sort: the flat names of the metric's name and selector, of the described object, and of the values.
  private struct Names {
    var metric: (name: String, selector: String)?
    var object: String?
    var value: String
    var averageValue: String
    var averageUtilization: String?
  }

  private static func names(_ key: String, isStatus: Bool) -> Names? {
    let prefix = isStatus ? "current" : "target"
    return switch key {
    case "object": Names(metric: ("metricName", "selector"), object: "target", value: prefix + "Value", averageValue: "averageValue")
    case "pods": Names(metric: ("metricName", "selector"), value: "value", averageValue: prefix + "AverageValue")
    case "external": Names(metric: ("metricName", "metricSelector"), value: prefix + "Value", averageValue: prefix + "AverageValue")
    case "resource", "containerResource":
      Names(value: "value", averageValue: prefix + "AverageValue", averageUtilization: prefix + "AverageUtilization")
    default: nil
    }
  }

  private static let keys = ["object", "pods", "resource", "containerResource", "external"]

  static func fromSpec(_ metric: Value) -> Value { flat(metric, "target", isStatus: false) }
  static func fromStatus(_ metric: Value) -> Value { flat(metric, "current", isStatus: true) }

  private static func flat(_ metric: Value, _ part: String, isStatus: Bool) -> Value {
    var result: Value = ["type": metric["type"] ?? ""]
    for key in keys {
      guard let source = metric[key], let names = names(key, isStatus: isStatus) else { continue }
      var flat: Value = [:]
      for name in ["name", "container"] { flat[name] = source[name] }
      if let object = names.object { flat[object] = source["describedObject"] }
      if let metric = names.metric {
        (flat[metric.name], flat[metric.selector]) = (source["metric"]?["name"], source["metric"]?["selector"])
      }
      // Of an object, version 1 needs a value, also where only the average counts.
      flat[names.value] = source[part]?["value"] ?? (key == "object" ? "0" : nil)
      flat[names.averageValue] = source[part]?["averageValue"]
      if let utilization = names.averageUtilization { flat[utilization] = source[part]?["averageUtilization"] }
      result[key] = flat
    }
    return result
  }

  static func toSpec(_ metric: Value) -> Value { nested(metric, "target", isStatus: false) }
  static func toStatus(_ metric: Value) -> Value { nested(metric, "current", isStatus: true) }

  private static func nested(_ metric: Value, _ part: String, isStatus: Bool) -> Value {
    var result: Value = ["type": metric["type"] ?? ""]
    for key in keys {
      guard let flat = metric[key], let names = names(key, isStatus: isStatus) else { continue }
      var source: Value = [:]
      for name in ["name", "container"] { source[name] = flat[name] }
      if let object = names.object { source["describedObject"] = flat[object] }
      if let name = names.metric {
        source["metric"] = ["name": flat[name.name] ?? ""]
        source["metric"]?["selector"] = flat[name.selector]
      }
      source[part] = values(flat, names, isStatus: isStatus)
      result[key] = source
    }
    return result
  }

  private static func values(_ flat: Value, _ names: Names, isStatus: Bool) -> Value {
    var values: Value = [:]
    values["averageValue"] = flat[names.averageValue]
    if let utilization = names.averageUtilization { values["averageUtilization"] = flat[utilization] }
    let isZero = flat[names.value].flatMap { Quantity($0) }?.isZero ?? true
    if !(isZero && values["averageValue"] != nil) { values["value"] = flat[names.value] }
    guard !isStatus else { return values }
    values["type"] = values["averageUtilization"] != nil ? "Utilization" : values["averageValue"] != nil ? "AverageValue" : "Value"
    return values
  }
}
