import APIMachinery

enum NamespaceDescription {
  static func write(_ namespace: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    text.header(namespace, isNamespaced: false)
    text.field("Status", DescribeValue.text(namespace[path: "status", "phase"]))
    let conditions = namespace[path: "status", "conditions"]?.array ?? []
    if !conditions.isEmpty {
      text.table("Conditions", columns: ["Type", "Status", "LastTransitionTime", "Reason", "Message"], rows: conditions.map { condition in
        [
          condition["type"]?.string ?? "", condition["status"]?.string ?? "", DescribeValue.time(condition["lastTransitionTime"]),
          condition["reason"]?.string ?? "", condition["message"]?.string ?? "",
        ]
      })
    }
    text.line("")
    if related.quotas.isEmpty { text.line("No resource quota.") }
    for quota in related.quotas {
      text.line("Resource Quotas")
      text.field("Name", quota.name, level: 1)
      text.line("Resource\tUsed\tHard", level: 1)
      text.line("--------\t---\t---", level: 1)
      for hard in (quota[path: "status", "hard"]?.object ?? Object()).sortedByKey() {
        let used = DescribeValue.text(quota[path: "status", "used", hard.key], else: "0")
        text.line("\(hard.key)\t\(used)\t\(DescribeValue.text(hard.value))", level: 1)
      }
    }
    text.line("")
    if related.limitRanges.isEmpty { text.line("No LimitRange resource.") }
    for range in related.limitRanges { text.field("LimitRange", range.name) }
  }
}
