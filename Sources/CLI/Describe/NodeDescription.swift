import APIMachinery
import APISchemas
import Basics

struct NodeDescription {
  let now: Timestamp

  func write(_ node: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let status = node["status"] ?? .null
    text.field("Name", node.name)
    let prefix = "node-role.kubernetes.io/"
    let roles = node.labels.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    text.field("Roles", roles.isEmpty ? "<none>" : roles.joined(separator: ","))
    text.labels("Labels", node.labels)
    text.annotations(node.annotations)
    text.field("CreationTimestamp", DescribeValue.time(node["metadata"]?["creationTimestamp"]))
    text.list("Taints", (node[path: "spec", "taints"]?.array ?? []).map { taint in
      let value = taint["value"]?.string ?? ""
      return (taint["key"]?.string ?? "") + (value.isEmpty ? "" : "=" + value) + ":" + (taint["effect"]?.string ?? "")
    }.sorted())
    text.field("Unschedulable", node[path: "spec", "unschedulable"]?.bool == true ? "true" : "false")
    lease(related.leases.first, into: &text)
    conditions(status, into: &text)
    if let addresses = status["addresses"]?.array {
      text.line("Addresses:")
      for address in addresses { text.field(address["type"]?.string ?? "", address["address"]?.string ?? "", level: 1) }
    }
    quantities("Capacity", status["capacity"], into: &text)
    quantities("Allocatable", status["allocatable"], into: &text)
    systemInfo(status["nodeInfo"], into: &text)
    text.field("PodCIDR", ifPresent: node[path: "spec", "podCIDR"]?.string)
    text.field("ProviderID", ifPresent: node[path: "spec", "providerID"]?.string)
    pods(related.pods, into: &text)
  }

  private func lease(_ lease: Value?, into text: inout DescribeText) {
    text.line("Lease:")
    text.field("HolderIdentity", DescribeValue.text(lease?[path: "spec", "holderIdentity"], else: "<unset>"), level: 1)
    text.field("AcquireTime", DescribeValue.time(lease?[path: "spec", "acquireTime"]), level: 1)
    text.field("RenewTime", DescribeValue.time(lease?[path: "spec", "renewTime"]), level: 1)
  }

  private func conditions(_ status: Value, into text: inout DescribeText) {
    let conditions = status["conditions"]?.array ?? []
    if conditions.isEmpty { return }
    text.table(
      "Conditions", columns: ["Type", "Status", "LastHeartbeatTime", "LastTransitionTime", "Reason", "Message"],
      rows: conditions.map { condition in
        [
          condition["type"]?.string ?? "", condition["status"]?.string ?? "", DescribeValue.time(condition["lastHeartbeatTime"]),
          DescribeValue.time(condition["lastTransitionTime"]), condition["reason"]?.string ?? "", condition["message"]?.string ?? "",
        ]
      })
  }

  private func quantities(_ title: String, _ quantities: Value?, into text: inout DescribeText) {
    guard let object = quantities?.object, !object.isEmpty else { return }
    text.line(title + ":")
    for quantity in object.sortedByKey() { text.field(quantity.key, DescribeValue.text(quantity.value), level: 1) }
  }

  private func systemInfo(_ info: Value?, into text: inout DescribeText) {
    guard let info else { return }
    text.line("System Info:")
    for (label, field) in [
      ("Machine ID", "machineID"), ("System UUID", "systemUUID"), ("Boot ID", "bootID"), ("Kernel Version", "kernelVersion"),
      ("OS Image", "osImage"), ("Operating System", "operatingSystem"), ("Architecture", "architecture"),
      ("Container Runtime Version", "containerRuntimeVersion"), ("Kubelet Version", "kubeletVersion"),
    ] { text.line("\(label):\t\(info[field]?.string ?? "")", level: 1) }
  }

  private func pods(_ pods: [Value], into text: inout DescribeText) {
    let running = pods.filter { !["Succeeded", "Failed"].contains($0[path: "status", "phase"]?.string ?? "") }
    text.line("Non-terminated Pods:\t(\(running.count) in total)")
    text.line("Namespace\tName\tAge", level: 1)
    text.line("---------\t----\t---", level: 1)
    for pod in running.sorted(by: { ($0.namespace, $0.name) < ($1.namespace, $1.name) }) {
      text.line("\(pod.namespace)\t\(pod.name)\t\(pod.creationTimestamp.map { HumanDuration.text(now - $0) } ?? "<unknown>")", level: 1)
    }
  }
}
