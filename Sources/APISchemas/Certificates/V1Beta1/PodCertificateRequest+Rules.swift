import APIMachinery
import Basics

struct PodCertificateRequestRules: KindRules {
  private static let expirationSeconds: ClosedRange<Int64> = 3600...(91 * 86400)
  private static let systemExpirationSecondsMax: Int64 = 86400
  private static let outcomes = ["Issued", "Denied", "Failed"]

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let signer = spec.text("signerName")
    SignerNameValidation.validate(signer, "spec.signerName", &list)
    for key in ["podName", "serviceAccountName", "nodeName"] {
      guard let name = list.requiredText(spec, key, "spec") else { continue }
      list.check(NameFormat.dns1123Subdomain(name), FieldPath("spec").child(key), name)
    }
    for key in ["podUID", "serviceAccountUID", "nodeUID"] {
      if let uid = list.requiredText(spec, key, "spec"), uid.utf8.count > 128 { list.tooLong(FieldPath("spec").child(key), bytes: 128) }
    }
    expiration(spec["maxExpirationSeconds"]?.int, isSystem: signer.hasPrefix("kubernetes.io/"), &list)
    _ = list.requiredText(spec, "stubPKCS10Request", "spec")
    for field in spec["unverifiedUserAnnotations"]?.object ?? Object() {
      list.check(NameFormat.qualifiedName(field.key.lowercased()), "spec.unverifiedUserAnnotations", field.key)
    }
    return list.errors
  }

  private func expiration(_ seconds: Int64?, isSystem: Bool, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.maxExpirationSeconds"
    guard let seconds else { return list.required(path, "must be set") }
    if seconds < Self.expirationSeconds.lowerBound {
      list.invalid(path, .int(seconds), "must be in the range [\(Self.expirationSeconds.lowerBound), \(Self.expirationSeconds.upperBound)]")
    } else if isSystem, seconds > Self.systemExpirationSecondsMax {
      list.invalid(path, .int(seconds), "must be in the range [\(Self.expirationSeconds.lowerBound), \(Self.systemExpirationSecondsMax)]")
    } else if seconds > Self.expirationSeconds.upperBound {
      list.invalid(path, .int(seconds), "must be in the range [\(Self.expirationSeconds.lowerBound), \(Self.expirationSeconds.upperBound)]")
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"], old["spec"], "spec")
    guard subresource == "status" else { return list.errors }
    let status = object["status"] ?? [:]
    let decided = Self.outcomes.filter { type in status.list("conditions").contains { $0.text("type") == type } }
    if decided.count > 1 {
      list.invalid(
        "status.conditions", .array(status.list("conditions")),
        "there may be at most one condition with type \"Issued\", \"Denied\", or \"Failed\"")
    }
    for (position, condition) in status.list("conditions").enumerated() {
      let path = FieldPath("status.conditions").index(position)
      list.oneOf(condition, "type", Self.outcomes, at: path, isRequired: true)
      list.oneOf(condition, "status", ["True"], at: path, isRequired: true)
    }
    if let before = old["status"], !before.list("conditions").isEmpty, before != status {
      list.invalid("status", status, "immutable after PodCertificateRequest is issued, denied, or failed")
    }
    if !status.isUnset("certificateChain") { chain(status, &list) }
    return list.errors
  }

  private func chain(_ status: Value, _ list: inout FieldErrorList) {
    if let message = PEMValidation.problem(inText: status.text("certificateChain"), label: "CERTIFICATE") {
      list.invalid("status.certificateChain", "<value omitted>", message)
    }
    for key in ["notBefore", "notAfter", "beginRefreshAt"] where status.isUnset(key) {
      list.required(FieldPath("status").child(key), "must be present and consistent with the issued certificate")
    }
  }

  func selectableFields(_ object: Value) -> [String: String] {
    let spec = object["spec"] ?? [:]
    return Dictionary(uniqueKeysWithValues: ["signerName", "podName", "nodeName"].map { ("spec." + $0, spec.text($0)) })
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let types = (object["status"]?.list("conditions") ?? []).map { $0.text("type") }
    let state = Self.outcomes.first { types.contains($0) } ?? "Pending"
    return [.string(object.name)] + ["podName", "serviceAccountName", "nodeName", "signerName"].map { .string(spec.text($0)) }
      + [.string(state)]
  }
}
