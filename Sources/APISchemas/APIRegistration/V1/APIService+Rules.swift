import APIMachinery
import Basics

struct APIServiceRules: KindRules {
  var nameRule: NameRule { .pathSegment }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in spec.edit("service") { if $0["port"] == nil { $0["port"] = 443 } } }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let group = spec.text("group")
    let version = spec.text("version")
    if !group.isEmpty, object.name != version + "." + group {
      list.invalid("metadata.name", .string(object.name), "must be `spec.version+\".\"+spec.group`: \"\(version).\(group)\"")
    }
    if group.isEmpty {
      if version != "v1" { list.required("spec.group", "only v1 may have an empty group and it better be legacy kube") }
    } else {
      list.check(NameFormat.dns1123Subdomain(group), "spec.group", group)
    }
    list.check(NameFormat.dns1035Label(version), "spec.version", version)
    for (key, limit) in [("groupPriorityMinimum", 20000), ("versionPriority", 1000)] as [(String, Int64)] {
      let priority = spec[key]?.int ?? 0
      if !(1...limit).contains(priority) {
        list.invalid(FieldPath("spec").child(key), .int(priority), "must be positive and less than \(limit)")
      }
    }
    validateService(spec, &list)
    return list.errors
  }

  private func validateService(_ spec: Value, _ list: inout FieldErrorList) {
    let bundle = spec.text("caBundle")
    let isInsecure = spec["insecureSkipTLSVerify"]?.bool ?? false
    guard let service = spec["service"] else {
      if !bundle.isEmpty {
        list.invalid("spec.caBundle", .string("\(Base64.decodedCount(bundle)) bytes"), "local APIServices may not have a caBundle")
      }
      if isInsecure { list.invalid("spec.insecureSkipTLSVerify", true, "local APIServices may not have insecureSkipTLSVerify") }
      return
    }
    _ = list.requiredText(service, "namespace", "spec.service")
    _ = list.requiredText(service, "name", "spec.service")
    if let port = service["port"]?.int {
      for message in NameFormat.portNumber(port) { list.invalid("spec.service.port", .int(port), "port is not valid: " + message) }
    }
    if isInsecure, !bundle.isEmpty { list.invalid("spec.insecureSkipTLSVerify", true, "may not be true if caBundle is present") }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let service = object[path: "spec", "service"].map { $0.text("namespace") + "/" + $0.text("name") } ?? "Local"
    let condition = (object["status"]?.list("conditions") ?? []).first { $0["type"] == "Available" }
    var available = condition?.text("status") ?? "Unknown"
    if let condition, available != "True" { available += " (" + condition.text("reason") + ")" }
    return [.string(object.name), .string(service), .string(available), Cell.age(object, now)]
  }
}
