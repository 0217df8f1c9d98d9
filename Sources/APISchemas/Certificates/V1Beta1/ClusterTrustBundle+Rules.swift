import APIMachinery
import Basics

struct ClusterTrustBundleRules: KindRules {
  private static let bundleBytesMax = 1 << 20

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let signer = spec.text("signerName")
    if signer.isEmpty {
      if object.name.contains(":") {
        list.invalid("metadata.name", .string(object.name), "ClusterTrustBundle without signer name must not have \":\" in its name")
      }
    } else {
      let prefix = signer.replacing("/", with: ":") + ":"
      if !object.name.hasPrefix(prefix) {
        list.invalid(
          "metadata.name", .string(object.name),
          "ClusterTrustBundle for signerName \(signer) must be named with prefix \(prefix)")
      } else {
        list.check(NameFormat.dns1123Subdomain(String(object.name.dropFirst(prefix.count))), "metadata.name", object.name)
      }
      SignerNameValidation.validate(signer, "spec.signerName", &list)
    }
    bundle(spec.text("trustBundle"), &list)
    return list.errors
  }

  var nameRule: NameRule { .pathSegment }

  private func bundle(_ text: String, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.trustBundle"
    if text.utf8.count > Self.bundleBytesMax { return list.tooLong(path, bytes: Self.bundleBytesMax) }
    if let message = PEMValidation.problem(inText: text, label: "CERTIFICATE") {
      list.invalid(path, "<value omitted>", text.isEmpty ? "must contain at least one trust anchor" : message)
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"]?["signerName"], old["spec"]?["signerName"], "spec.signerName")
    return list.errors
  }

  func selectableFields(_ object: Value) -> [String: String] { ["spec.signerName": object["spec"]?.text("signerName") ?? ""] }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), Cell.text(object["spec"]?["signerName"])]
  }
}
