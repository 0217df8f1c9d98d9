import APIMachinery
import Basics

extension CertificateSigningRequestRules {
  /// The key usages of X.509 by the names that requests have for them (RFC 5280, 4.2.1.3 and 4.2.1.12).
  static let usages = [
    "signing", "digital signature", "content commitment", "key encipherment", "key agreement", "data encipherment", "cert sign",
    "crl sign", "encipher only", "decipher only", "any", "server auth", "client auth", "code signing", "email protection", "s/mime",
    "ipsec end system", "ipsec tunnel", "ipsec user", "timestamping", "ocsp signing", "microsoft sgc", "netscape sgc",
  ]
  private static let expirationSecondsMin: Int64 = 600

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let message = PEMValidation.problem(spec.text("request"), label: "CERTIFICATE REQUEST") {
      list.invalid("spec.request", .string(spec.text("request")), "unable to parse csr: " + message)
    }
    let usages = spec.list("usages")
    if usages.isEmpty { list.required("spec.usages", "usages must be provided") }
    var seen = Set<Value>()
    for (position, usage) in usages.enumerated() {
      let path = FieldPath("spec.usages").index(position)
      if !Self.usages.contains(usage.string ?? "") { list.notSupported(path, usage, Self.usages) }
      if !seen.insert(usage).inserted { list.duplicate(path, usage) }
    }
    SignerNameValidation.validate(spec.text("signerName"), "spec.signerName", &list)
    if let seconds = spec["expirationSeconds"]?.int, seconds < Self.expirationSecondsMin {
      list.invalid(
        "spec.expirationSeconds", .int(seconds),
        "may not specify a duration less than \(Self.expirationSecondsMin) seconds (10 minutes)")
    }
    conditions(object["status"]?.list("conditions") ?? [], "status.conditions", &list)
    return list.errors
  }

  private func conditions(_ conditions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var seen = Set<String>()
    for (position, condition) in conditions.enumerated() {
      let place = path.index(position)
      let type = condition.text("type")
      if type.isEmpty { list.required(place.child("type")) }
      let supported = ["Approved", "Denied", "Failed"].contains(type) ? ["True"] : ["True", "False", "Unknown"]
      list.oneOf(condition, "status", supported, at: place, isRequired: true)
      let other = type == "Approved" ? "Denied" : type == "Denied" ? "Approved" : nil
      if let other, seen.contains(other) {
        list.invalid(place.child("type"), .string(type), "Approved and Denied conditions are mutually exclusive")
      }
      if !seen.insert(type).inserted { list.duplicate(place.child("type"), .string(type)) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard let subresource else { return [] }
    var list = FieldErrorList()
    let new = object["status"] ?? [:]
    let before = old["status"] ?? [:]
    conditions(new.list("conditions"), "status.conditions", &list)
    keptConditions(new, before, mayDecide: subresource == "approval", &list)
    guard new["certificate"] != before["certificate"] else { return list.errors }
    if subresource == "approval" {
      list.forbidden("status.certificate", "updates may not set certificate content")
    } else if !before.isUnset("certificate") {
      list.forbidden("status.certificate", "updates may not modify existing certificate content")
    }
    if let message = PEMValidation.problem(new.text("certificate"), label: "CERTIFICATE"), !new.isUnset("certificate") {
      list.invalid("status.certificate", "<certificate data>", message)
    }
    return list.errors
  }

  /// What was decided or has failed stays so; decisions are made through `approval` alone.
  private func keptConditions(_ new: Value, _ old: Value, mayDecide: Bool, _ list: inout FieldErrorList) {
    let path: FieldPath = "status.conditions"
    for type in Self.decisions + ["Failed"] {
      let was = old.list("conditions").contains { $0.text("type") == type }
      let isNow = new.list("conditions").contains { $0.text("type") == type }
      if was, !isNow { list.forbidden(path, "updates may not remove a condition of type \"\(type)\"") }
      if !was, isNow, type != "Failed", !mayDecide { list.forbidden(path, "updates may not add a condition of type \"\(type)\"") }
    }
  }
}

/// Names of certificate signers: a domain and a path, as in `example.com/team.purpose`.
enum SignerNameValidation {
  private static let bytesMax = 571

  static func validate(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if name.isEmpty { return list.required(path) }
    let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard segments.count == 2 else {
      return list.invalid(path, .string(name), "must be a fully qualified domain and path of the form 'example.com/signer-name'")
    }
    let labels = segments[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for label in labels {
      for message in NameFormat.dns1123Label(label) {
        list.invalid(path, .string(segments[0]), "validating label \"\(label)\": " + message)
      }
    }
    if labels.count < 2 { list.invalid(path, .string(segments[0]), "should be a domain with at least two segments separated by dots") }
    for message in NameFormat.dns1123Subdomain(segments[1]) {
      list.invalid(path, .string(segments[1]), "validating label \"\(segments[1])\": " + message)
    }
    if name.utf8.count > bytesMax { list.tooLong(path, bytes: bytesMax) }
  }
}
