import APIMachinery
import APISchemas
import Basics

/// Deployments, ReplicaSets and Jobs.
struct WorkloadDescription {
  let now: Timestamp

  static func writeDeployment(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("CreationTimestamp", DescribeValue.time(object["metadata"]?["creationTimestamp"]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.field("Selector", selector(spec["selector"]))
    text.field(
      "Replicas",
      "\(spec["replicas"]?.int ?? 1) desired | \(count(object, "updatedReplicas")) updated | \(count(object, "replicas")) total | "
        + "\(count(object, "availableReplicas")) available | \(count(object, "unavailableReplicas")) unavailable")
    text.field("StrategyType", DescribeValue.text(spec["strategy"]?["type"]))
    text.field("MinReadySeconds", "\(spec["minReadySeconds"]?.int ?? 0)")
    if let rolling = spec["strategy"]?["rollingUpdate"] {
      text.field(
        "RollingUpdateStrategy",
        "\(DescribeValue.text(rolling["maxUnavailable"], else: "25%")) max unavailable, "
          + "\(DescribeValue.text(rolling["maxSurge"], else: "25%")) max surge")
    }
    PodTemplateDescription.write(spec["template"] ?? .null, into: &text)
    conditions(object, into: &text)
    replicaSets(object, related.replicaSets, into: &text)
  }

  /// ReplicaSets that have the deployment's template, and those of earlier revisions that still run pods.
  private static func replicaSets(_ deployment: Value, _ sets: [Value], into text: inout DescribeText) {
    let history = RevisionHistory(of: deployment, kept: sets)
    let current = deployment.annotations[RevisionHistory.revisionAnnotation]
    func line(_ set: Value) -> String {
      "\(set.name) (\(set[path: "status", "replicas"]?.int ?? 0)/\(set[path: "spec", "replicas"]?.int ?? 1) replicas created)"
    }
    let new = history.revisions.last { current == nil || String($0.number) == current }?.source
    let old = history.revisions.map(\.source).filter { $0.uid != new?.uid }
    text.field("OldReplicaSets", old.isEmpty ? "<none>" : old.map(line).joined(separator: ", "))
    text.field("NewReplicaSet", new.map(line) ?? "<none>")
  }

  static func writeReplicaSet(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("Selector", selector(object[path: "spec", "selector"]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    if let controller = object.controllerReference { text.field("Controlled By", "\(controller.kind)/\(controller.name)") }
    text.field("Replicas", "\(count(object, "replicas")) current / \(object[path: "spec", "replicas"]?.int ?? 1) desired")
    text.field("Pods Status", podsStatus(of: object, related.pods))
    PodTemplateDescription.write(object[path: "spec", "template"] ?? .null, into: &text)
    conditions(object, into: &text)
  }

  /// Of those among the pods that the object controls.
  static func podsStatus(of object: Value, _ pods: [Value]) -> String {
    podsStatus(pods.filter { $0.controllerReference?.uid == object.uid })
  }

  private static func podsStatus(_ pods: [Value]) -> String {
    func number(_ phase: String) -> Int { pods.count { $0[path: "status", "phase"]?.string == phase } }
    return "\(number("Running")) Running / \(number("Pending")) Waiting / \(number("Succeeded")) Succeeded / \(number("Failed")) Failed"
  }

  func writeJob(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    let status = object["status"] ?? .null
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("Selector", Self.selector(spec["selector"]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    if let controller = object.controllerReference { text.field("Controlled By", "\(controller.kind)/\(controller.name)") }
    text.field("Parallelism", DescribeValue.text(spec["parallelism"]))
    text.field("Completions", DescribeValue.text(spec["completions"], else: "<unset>"))
    text.field("Completion Mode", ifPresent: spec["completionMode"]?.string)
    text.field("Suspend", DescribeValue.text(spec["suspend"], else: "false"))
    text.field("Backoff Limit", DescribeValue.text(spec["backoffLimit"], else: "<unset>"))
    if let start = status["startTime"] { text.field("Start Time", DescribeValue.time(start)) }
    if let end = status["completionTime"] {
      text.field("Completed At", DescribeValue.time(end))
      if let start = status["startTime"]?.timestamp, let end = end.timestamp { text.field("Duration", HumanDuration.text(end - start)) }
    }
    if let limit = spec["activeDeadlineSeconds"]?.int { text.field("Active Deadline Seconds", "\(limit)s") }
    text.field(
      "Pods Statuses",
      "\(status["active"]?.int ?? 0) Active (\(status["ready"]?.int ?? 0) Ready) / "
        + "\(status["succeeded"]?.int ?? 0) Succeeded / \(status["failed"]?.int ?? 0) Failed")
    PodTemplateDescription.write(spec["template"] ?? .null, into: &text)
  }

  static func count(_ object: Value, _ field: String) -> Int64 { object[path: "status", field]?.int ?? 0 }

  static func selector(_ selector: Value?) -> String {
    let text = SelectorText.text(selector)
    return text.isEmpty ? "<none>" : text
  }

  static func conditions(_ object: Value, into text: inout DescribeText) {
    let conditions = object[path: "status", "conditions"]?.array ?? []
    if conditions.isEmpty { return }
    text.table("Conditions", columns: ["Type", "Status", "Reason"], rows: conditions.map {
      [$0["type"]?.string ?? "", $0["status"]?.string ?? "", $0["reason"]?.string ?? ""]
    })
  }
}
