import APIMachinery
import Basics

struct CertificateSigningRequestRules: KindRules {
  static let decisions = ["Approved", "Denied"]

  var statusSubresources: Set<String> { ["approval"] }

  /// The request never changes; decisions are made through `approval`, the certificate is set through `status`.
  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    object["spec"] = old["spec"]
    switch subresource {
    case "approval":
      var status = old["status"] ?? [:]
      status["conditions"] = object["status"]?["conditions"]
      object["status"] = status
    case "status": break
    default: object["status"] = old["status"]
    }
  }

  func selectableFields(_ object: Value) -> [String: String] { ["spec.signerName": object["spec"]?.text("signerName") ?? ""] }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [
      .string(object.name), Cell.age(object, now), Cell.text(spec["signerName"]), .string(spec.text("username")),
      spec["expirationSeconds"]?.int.map { .string(HumanDuration.text(.seconds($0))) } ?? Cell.none,
      .string(Self.state(object["status"] ?? [:])),
    ]
  }

  /// `Pending`, or the decision and what came of it: `Approved,Issued`.
  private static func state(_ status: Value) -> String {
    let types = status.list("conditions").map { $0.text("type") }
    var words = [types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending"]
    if types.contains("Failed") { words.append("Failed") }
    if !status.isUnset("certificate") { words.append("Issued") }
    return words.joined(separator: ",")
  }
}
