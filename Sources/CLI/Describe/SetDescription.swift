import APIMachinery

/// Stateful sets, daemon sets, replication controllers and cron jobs.
enum SetDescription {
  static func writeStatefulSet(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("CreationTimestamp", DescribeValue.time(object["metadata"]?["creationTimestamp"]))
    text.field("Selector", WorkloadDescription.selector(spec["selector"]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.field("Replicas", "\(spec["replicas"]?.int ?? 1) desired | \(WorkloadDescription.count(object, "replicas")) total")
    text.field("Update Strategy", DescribeValue.text(spec["updateStrategy"]?["type"]))
    if let partition = spec[path: "updateStrategy", "rollingUpdate", "partition"] {
      text.field("Partition", DescribeValue.text(partition), level: 1)
    }
    text.field("Pods Status", WorkloadDescription.podsStatus(of: object, related.pods))
    PodTemplateDescription.write(spec["template"] ?? .null, into: &text)
    claims(spec["volumeClaimTemplates"]?.array ?? [], into: &text)
  }

  private static func claims(_ claims: [Value], into text: inout DescribeText) {
    if claims.isEmpty { return text.field("Volume Claims", "<none>") }
    text.line("Volume Claims:")
    for claim in claims {
      text.field("Name", claim.name, level: 1)
      text.field("StorageClass", DescribeValue.text(claim["spec"]?["storageClassName"], else: ""), level: 1)
      text.labels("Labels", claim.labels, level: 1)
      text.labels("Annotations", claim.annotations, level: 1)
      text.field("Capacity", DescribeValue.text(claim[path: "spec", "resources", "requests", "storage"], else: "<default>"), level: 1)
      text.field("Access Modes", "[\(StorageDescription.list(claim["spec"]?["accessModes"], separator: " "))]", level: 1)
    }
  }

  static func writeDaemonSet(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("Selector", WorkloadDescription.selector(spec["selector"]))
    text.field("Node-Selector", LabelText.line(spec[path: "template", "spec", "nodeSelector"]?.stringMap ?? [:]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    for (title, field) in [
      ("Desired Number of Nodes Scheduled", "desiredNumberScheduled"), ("Current Number of Nodes Scheduled", "currentNumberScheduled"),
      ("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled"),
      ("Number of Nodes Scheduled with Available Pods", "numberAvailable"), ("Number of Nodes Misscheduled", "numberMisscheduled"),
    ] {
      text.line("\(title): \(WorkloadDescription.count(object, field))")
    }
    text.field("Pods Status", WorkloadDescription.podsStatus(of: object, related.pods))
    PodTemplateDescription.write(spec["template"] ?? .null, into: &text)
  }

  static func writeReplicationController(_ object: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("Selector", LabelText.line(object[path: "spec", "selector"]?.stringMap ?? [:]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    let current = WorkloadDescription.count(object, "replicas")
    text.field("Replicas", "\(current) current / \(object[path: "spec", "replicas"]?.int ?? 1) desired")
    text.field("Pods Status", WorkloadDescription.podsStatus(of: object, related.pods))
    PodTemplateDescription.write(object[path: "spec", "template"] ?? .null, into: &text)
    WorkloadDescription.conditions(object, into: &text)
  }

  static func writeCronJob(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    let job = spec[path: "jobTemplate", "spec"] ?? .null
    text.header(object)
    text.field("Schedule", DescribeValue.text(spec["schedule"]))
    text.field("Time Zone", ifPresent: spec["timeZone"]?.string)
    text.field("Concurrency Policy", DescribeValue.text(spec["concurrencyPolicy"]))
    text.field("Suspend", spec["suspend"]?.bool == true ? "True" : "False")
    for (title, field) in [
      ("Successful Job History Limit", "successfulJobsHistoryLimit"), ("Failed Job History Limit", "failedJobsHistoryLimit"),
    ] {
      text.field(title, DescribeValue.text(spec[field], else: "<unset>"))
    }
    text.field("Starting Deadline Seconds", spec["startingDeadlineSeconds"]?.int.map { "\($0)s" } ?? "<unset>")
    text.field("Selector", job["selector"] == nil ? "<unset>" : WorkloadDescription.selector(job["selector"]))
    text.field("Parallelism", DescribeValue.text(job["parallelism"], else: "<unset>"))
    text.field("Completions", DescribeValue.text(job["completions"], else: "<unset>"))
    if let deadline = job["activeDeadlineSeconds"]?.int { text.field("Active Deadline Seconds", "\(deadline)s") }
    PodTemplateDescription.write(job["template"] ?? .null, into: &text)
    text.field("Last Schedule Time", DescribeValue.time(object[path: "status", "lastScheduleTime"]))
    let active = object[path: "status", "active"]?.array?.compactMap { $0["name"]?.string } ?? []
    text.field("Active Jobs", active.isEmpty ? "<none>" : active.joined(separator: ", "))
  }
}
