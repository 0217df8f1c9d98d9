import APIMachinery
import Basics

/// Roles, their bindings, and certificate signing requests.
enum AccessDescription {
  static func writeRole(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.line("PolicyRule:")
    text.line("Resources\tNon-Resource URLs\tResource Names\tVerbs", level: 1)
    text.line("---------\t-----------------\t--------------\t-----", level: 1)
    for row in PolicyRuleRows(object["rules"]?.array ?? []).rows { text.line(row.joined(separator: "\t"), level: 1) }
  }

  static func writeBinding(_ object: Value, into text: inout DescribeText) {
    text.field("Name", object.name)
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.line("Role:")
    text.field("Kind", DescribeValue.text(object[path: "roleRef", "kind"], else: ""), level: 1)
    text.field("Name", DescribeValue.text(object[path: "roleRef", "name"], else: ""), level: 1)
    text.line("Subjects:")
    text.line("Kind\tName\tNamespace", level: 1)
    text.line("----\t----\t---------", level: 1)
    for subject in object["subjects"]?.array ?? [] {
      text.line("\(subject["kind"]?.string ?? "")\t\(subject.containerName)\t\(subject["namespace"]?.string ?? "")", level: 1)
    }
  }

  static func writeSigningRequest(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.field("CreationTimestamp", DescribeValue.time(object["metadata"]?["creationTimestamp"]))
    text.field("Requesting User", DescribeValue.text(spec["username"], else: ""))
    text.field("Signer", ifPresent: spec["signerName"]?.string)
    if let seconds = spec["expirationSeconds"]?.int { text.field("Requested Duration", "\(seconds)s") }
    let conditions = (object[path: "status", "conditions"]?.array ?? []).compactMap { $0["type"]?.string }
    var status = conditions.isEmpty ? "Pending" : conditions.joined(separator: ",")
    if let issued = object[path: "status", "certificate"]?.string, !issued.isEmpty { status += ",Issued" }
    text.field("Status", status)
    text.list("Usages", spec["usages"]?.array?.compactMap(\.string) ?? [])
  }
}
