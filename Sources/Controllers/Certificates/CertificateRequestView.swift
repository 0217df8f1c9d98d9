import APIMachinery
import Basics
import PKI

/// A CertificateSigningRequest as its controllers read it.
struct CertificateRequestView {
  let object: Value

  init(_ object: Value) { self.object = object }

  var signer: String { object[path: "spec", "signerName"]?.string ?? "" }
  var username: String { object[path: "spec", "username"]?.string ?? "" }
  var usages: [String] { object[path: "spec", "usages"]?.array?.compactMap(\.string) ?? [] }
  var expirationSeconds: Int64? { object[path: "spec", "expirationSeconds"]?.int }
  var isIssued: Bool { !(object[path: "status", "certificate"]?.string ?? "").isEmpty }
  var isDecided: Bool { condition("Approved") != nil || condition("Denied") != nil }
  var isFailed: Bool { condition("Failed")?["status"]?.string == "True" }
  var isApproved: Bool { condition("Approved") != nil && condition("Denied") == nil }

  /// The request itself; throws when it can't be read.
  func request() throws -> CertificateRequest {
    let bytes = Base64.decode(object[path: "spec", "request"]?.string ?? "") ?? []
    return try CertificateRequest(pem: String(decoding: bytes, as: UTF8.self))
  }

  func condition(_ type: String) -> Value? {
    object[path: "status", "conditions"]?.array?.first { $0["type"]?.string == type }
  }

  /// The object with one more condition, true.
  func adding(_ type: String, reason: String, message: String, at now: Timestamp) -> Value {
    var object = object
    let time = Value.string(now.rfc3339)
    let condition: Value = [
      "type": .string(type), "status": "True", "reason": .string(reason), "message": .string(message), "lastUpdateTime": time,
      "lastTransitionTime": time,
    ]
    object[path: "status", "conditions"] = .array((object[path: "status", "conditions"]?.array ?? []) + [condition])
    return object
  }
}
