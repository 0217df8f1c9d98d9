import APIMachinery
import Basics

/// The rules of both versions: the first says in one number what the second says in a list of metrics.
struct HorizontalPodAutoscalerRules: KindRules {
  /// The `apiVersion` that the rules are for.
  let version: String

  static let defaultUtilization: Value = 80

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["minReplicas"] == nil { spec["minReplicas"] = 1 }
      guard version != "v1" else { return }
      if spec.list("metrics").isEmpty { spec["metrics"] = [Self.processor(Self.defaultUtilization)] }
      spec.edit("behavior", Self.applyToBehavior)
    }
  }

  static func processor(_ utilization: Value) -> Value {
    ["type": "Resource", "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": utilization]]]
  }

  /// Each direction is filled in even when only the other is given; what is given stays.
  static func applyToBehavior(_ behavior: inout Value) {
    for key in ["scaleUp", "scaleDown"] {
      if behavior[key] == nil { behavior[key] = [:] }
      behavior.edit(key) { rules in
        rules.setDefault("selectPolicy", "Max")
        if key == "scaleUp", rules["stabilizationWindowSeconds"] == nil { rules["stabilizationWindowSeconds"] = 0 }
        guard rules["policies"] == nil else { return }
        let all: Value = ["type": "Percent", "value": 100, "periodSeconds": 15]
        rules["policies"] = key == "scaleUp" ? [["type": "Pods", "value": 4, "periodSeconds": 15], all] : [all]
      }
    }
  }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = version == "v1" ? ["currentReplicas": 0, "desiredReplicas": 0] : ["desiredReplicas": 0]
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let target = spec["scaleTargetRef"] ?? [:]
    return [
      .string(object.name), .string(target.text("kind") + "/" + target.text("name")),
      .string(MetricsText.of(spec.list("metrics"), object["status"]?.list("currentMetrics") ?? [])),
      .string(spec["minReplicas"]?.int.map { String($0) } ?? "<unset>"), Cell.int(spec["maxReplicas"]),
      Cell.int(object["status"]?["currentReplicas"]), Cell.age(object, now),
    ]
  }
}

/// What each metric is and what it should be: `cpu: 35%/80%, 12/10 (avg)`.
enum MetricsText {
  private static let shownMax = 2

  static func of(_ metrics: [Value], _ statuses: [Value]) -> String {
    if metrics.isEmpty { return "<none>" }
    let texts = metrics.enumerated().map { position, metric in text(metric, position < statuses.count ? statuses[position] : [:]) }
    let shown = texts.prefix(shownMax).joined(separator: ", ")
    return texts.count > shownMax ? "\(shown) + \(texts.count - shownMax) more..." : shown
  }

  private static func text(_ metric: Value, _ status: Value) -> String {
    func pair(_ key: String, _ value: String) -> String {
      amount(status[key]?["current"]?[value]) + "/" + amount(metric[key]?["target"]?[value])
    }
    switch metric.text("type") {
    case "External", "Object":
      let key = metric["type"] == "Object" ? "object" : "external"
      return metric[path: key, "target", "averageValue"] == nil ? pair(key, "value") : pair(key, "averageValue") + " (avg)"
    case "Pods": return pair("pods", "averageValue")
    case "Resource": return resource(metric, status, "resource", pair)
    case "ContainerResource": return resource(metric, status, "containerResource", pair)
    default: return "<unknown type>"
    }
  }

  private static func resource(_ metric: Value, _ status: Value, _ key: String, _ pair: (String, String) -> String) -> String {
    let name = metric[key]?.text("name") ?? ""
    if metric[path: key, "target", "averageValue"] != nil { return "\(name): " + pair(key, "averageValue") }
    func percent(_ value: Value?, _ otherwise: String) -> String { value?.int.map { "\($0)%" } ?? otherwise }
    let current = percent(status[path: key, "current", "averageUtilization"], "<unknown>")
    return "\(name): \(current)/" + percent(metric[path: key, "target", "averageUtilization"], "<auto>")
  }

  private static func amount(_ value: Value?) -> String { value.flatMap { Quantity($0) }?.description ?? "<unknown>" }
}
