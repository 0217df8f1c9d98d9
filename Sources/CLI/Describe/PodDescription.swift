import APIMachinery
import APISchemas
import Basics

struct PodDescription {
  let now: Timestamp

  func write(_ pod: Value, into text: inout DescribeText) {
    let spec = pod["spec"] ?? .null
    let status = pod["status"] ?? .null
    text.field("Name", pod.name)
    text.field("Namespace", pod.namespace)
    if let priority = spec["priority"]?.int { text.field("Priority", "\(priority)") }
    text.field("Priority Class Name", ifPresent: spec["priorityClassName"]?.string)
    text.field("Runtime Class Name", ifPresent: spec["runtimeClassName"]?.string)
    text.field("Service Account", ifPresent: spec["serviceAccountName"]?.string)
    let node = spec["nodeName"]?.string ?? ""
    text.field("Node", node.isEmpty ? "<none>" : node + "/" + (status["hostIP"]?.string ?? ""))
    if let start = status["startTime"] { text.field("Start Time", DescribeValue.time(start)) }
    text.labels("Labels", pod.labels)
    text.annotations(pod.annotations)
    self.status(pod, status, into: &text)
    addresses(status, into: &text)
    if let controller = pod.controllerReference { text.field("Controlled By", "\(controller.kind)/\(controller.name)") }
    text.field("NominatedNodeName", ifPresent: status["nominatedNodeName"]?.string)
    ContainerDescription.write(
      "Init Containers", spec["initContainers"]?.array ?? [], statuses: status["initContainerStatuses"]?.array ?? [], level: 0,
      skipsEmpty: true, into: &text)
    ContainerDescription.write(
      "Containers", spec["containers"]?.array ?? [], statuses: status["containerStatuses"]?.array ?? [], level: 0, skipsEmpty: false,
      into: &text)
    let conditions = status["conditions"]?.array ?? []
    if !conditions.isEmpty {
      text.line("Conditions:")
      text.line("Type\tStatus", level: 1)
      for condition in conditions { text.line("\(condition["type"]?.string ?? "") \t\(condition["status"]?.string ?? "") ", level: 1) }
    }
    VolumeDescription.write(spec["volumes"]?.array ?? [], level: 0, into: &text)
    text.field("QoS Class", DescribeValue.text(status["qosClass"], else: "<none>"))
    PodTemplateDescription.placement(spec, level: 0, into: &text)
  }

  private func status(_ pod: Value, _ status: Value, into text: inout DescribeText) {
    if let deleted = pod.deletionTimestamp, status["phase"]?.string != "Failed", status["phase"]?.string != "Succeeded" {
      text.field("Status", "Terminating (lasts \(HumanDuration.text(now - deleted)))")
      text.field("Termination Grace Period", "\(pod[path: "metadata", "deletionGracePeriodSeconds"]?.int ?? 0)s")
    } else {
      text.field("Status", DescribeValue.text(status["phase"], else: "Pending"))
    }
    text.field("Reason", ifPresent: status["reason"]?.string)
    text.field("Message", ifPresent: status["message"]?.string)
  }

  private func addresses(_ status: Value, into text: inout DescribeText) {
    text.line("IP:\t\(status["podIP"]?.string ?? "")")
    let addresses = status["podIPs"]?.array ?? []
    guard !addresses.isEmpty else { return text.field("IPs", "<none>") }
    text.line("IPs:")
    for address in addresses { text.field("IP", address["ip"]?.string ?? "", level: 1) }
  }
}
