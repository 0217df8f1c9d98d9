import APIMachinery

/// Autoscalers, budgets, quotas, limit ranges and priority classes.
enum PolicyDescription {
  static func writeAutoscaler(_ object: Value, into text: inout DescribeText) {
    let (spec, status) = (object["spec"] ?? .null, object["status"] ?? .null)
    text.header(object)
    text.field("CreationTimestamp", DescribeValue.time(object["metadata"]?["creationTimestamp"]))
    let target = spec["scaleTargetRef"]
    text.field("Reference", "\(target?["kind"]?.string ?? "")/\(target?.containerName ?? "")")
    text.line("Metrics:\t( current / target )")
    let current = status["currentMetrics"]?.array ?? []
    for (position, metric) in (spec["metrics"]?.array ?? []).enumerated() {
      text.line(line(metric, position < current.count ? current[position] : .null), level: 1)
    }
    text.field("Min replicas", DescribeValue.text(spec["minReplicas"], else: "<unset>"))
    text.field("Max replicas", DescribeValue.text(spec["maxReplicas"]))
    text.field(
      "\(target?["kind"]?.string ?? "") pods",
      "\(status["currentReplicas"]?.int ?? 0) current / \(status["desiredReplicas"]?.int ?? 0) desired")
    let conditions = status["conditions"]?.array ?? []
    if conditions.isEmpty { return }
    text.table("Conditions", columns: ["Type", "Status", "Reason", "Message"], rows: conditions.map { condition in
      ["type", "status", "reason", "message"].map { condition[$0]?.string ?? "" }
    })
  }

  private static func line(_ metric: Value, _ current: Value) -> String {
    let type = metric["type"]?.string ?? ""
    let field = type.prefix(1).lowercased() + type.dropFirst()
    let (wanted, now) = (metric[path: field, "target"], current[path: field, "current"])
    let name = metric[path: field, "name"]?.string ?? metric[path: field, "metric", "name"]?.string ?? ""
    if let share = wanted?["averageUtilization"] {
      let used = now?["averageUtilization"].map { percent in
        "\(DescribeValue.text(percent))% (\(DescribeValue.text(now?["averageValue"])))"
      } ?? "<unknown>"
      return "resource \(name) on pods  (as a percentage of request):\t\(used) / \(DescribeValue.text(share))%"
    }
    let goal = DescribeValue.text(wanted?["averageValue"] ?? wanted?["value"])
    let shown = DescribeValue.text(now?["averageValue"] ?? now?["value"], else: "<unknown>")
    return (type == "Resource" ? "resource \(name) on pods" : "\"\(name)\"") + ":\t\(shown) / \(goal)"
  }

  static func writeBudget(_ object: Value, into text: inout DescribeText) {
    let (spec, status) = (object["spec"] ?? .null, object["status"] ?? .null)
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    if let least = spec["minAvailable"] { text.field("Min available", DescribeValue.text(least)) }
    if let most = spec["maxUnavailable"] { text.field("Max unavailable", DescribeValue.text(most)) }
    text.field("Selector", spec["selector"] == nil ? "<unset>" : WorkloadDescription.selector(spec["selector"]))
    text.line("Status:")
    for (title, field) in [
      ("Allowed disruptions", "disruptionsAllowed"), ("Current", "currentHealthy"), ("Desired", "desiredHealthy"),
      ("Total", "expectedPods"),
    ] {
      text.field(title, "\(status[field]?.int ?? 0)", level: 2)
    }
  }

  static func writeQuota(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    let scopes = object[path: "spec", "scopes"]?.array?.compactMap(\.string) ?? []
    if !scopes.isEmpty { text.field("Scopes", scopes.joined(separator: ", ")) }
    text.line("Resource\tUsed\tHard")
    text.line("--------\t----\t----")
    for hard in (object[path: "status", "hard"]?.object ?? object[path: "spec", "hard"]?.object ?? Object()).sortedByKey() {
      let used = DescribeValue.text(object[path: "status", "used", hard.key], else: "0")
      text.line("\(hard.key)\t\(used)\t\(DescribeValue.text(hard.value))")
    }
  }

  static func writeLimitRange(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    let columns = ["Type", "Resource", "Min", "Max", "Default Request", "Default Limit", "Max Limit/Request Ratio"]
    text.line(columns.joined(separator: "\t"))
    text.line(columns.map { String(repeating: "-", count: $0.count) }.joined(separator: "\t"))
    let fields = ["min", "max", "defaultRequest", "default", "maxLimitRequestRatio"]
    for limit in object[path: "spec", "limits"]?.array ?? [] {
      for name in Set(fields.flatMap { limit[$0]?.object?.fieldNames ?? [] }).sorted() {
        let cells = fields.map { DescribeValue.text(limit[path: $0, name], else: "-") }
        text.line(([limit["type"]?.string ?? "", name] + cells).joined(separator: "\t"))
      }
    }
  }

  static func writePriorityClass(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Value", DescribeValue.text(object["value"], else: "0"))
    text.field("PreemptionPolicy", ifPresent: object["preemptionPolicy"]?.string)
    text.field("GlobalDefault", object["globalDefault"]?.bool == true ? "true" : "false")
    text.field("Description", DescribeValue.text(object["description"], else: ""))
    text.annotations(object.annotations)
  }
}
