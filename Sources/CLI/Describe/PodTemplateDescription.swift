import APIMachinery

/// Containers, volumes and the like: what pods and pod templates have in common.
enum PodTemplateDescription {
  static func write(_ template: Value, into text: inout DescribeText) {
    text.line("Pod Template:")
    text.labels("Labels", template.labels, level: 1)
    if !template.annotations.isEmpty { text.annotations(template.annotations, level: 1) }
    text.field("Service Account", ifPresent: template[path: "spec", "serviceAccountName"]?.string, level: 1)
    let spec = template["spec"] ?? .null
    ContainerDescription.write(
      "Init Containers", spec["initContainers"]?.array ?? [], statuses: [], level: 1, skipsEmpty: true, into: &text)
    ContainerDescription.write("Containers", spec["containers"]?.array ?? [], statuses: [], level: 1, skipsEmpty: false, into: &text)
    VolumeDescription.write(spec["volumes"]?.array ?? [], level: 1, into: &text)
    text.field("Priority Class Name", ifPresent: spec["priorityClassName"]?.string, level: 1)
    placement(spec, level: 1, into: &text)
  }

  static func placement(_ spec: Value, level: Int, into text: inout DescribeText) {
    text.labels("Node-Selectors", spec["nodeSelector"]?.stringMap ?? [:], level: level)
    text.list("Tolerations", (spec["tolerations"]?.array ?? []).map(toleration), level: level)
  }

  private static func toleration(_ value: Value) -> String {
    var text = value["key"]?.string ?? ""
    if let own = value["value"]?.string, !own.isEmpty { text += "=" + own }
    if let effect = value["effect"]?.string, !effect.isEmpty { text += ":" + effect }
    if value["operator"]?.string == "Exists", value["value"]?.string ?? "" == "" {
      text += text.isEmpty ? "op=Exists" : " op=Exists"
    }
    if let seconds = value["tolerationSeconds"]?.int { text += " for \(seconds)s" }
    return text
  }
}
