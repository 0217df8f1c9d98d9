import APIMachinery
import AccessControl

/// Writes into a request for a certificate who makes it, whatever the client says, and into its conditions when they came
/// about (API reference: CertificateSigningRequest).
struct CertificateRequester: AdmissionPlugin {
  private static let requests = GroupResource(group: "certificates.k8s.io", resource: "certificatesigningrequests")

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.request.groupResource == Self.requests else { return }
    switch attributes.operation {
    case .create:
      let user = attributes.request.caller.user.wire
      for key in ["username", "uid", "groups", "extra"] { object[path: "spec", key] = user[key] }
    case .update where !attributes.request.subresource.isEmpty:
      date(&object, old: attributes.old, unit.time.rfc3339)
    default: break
    }
  }

  private func date(_ object: inout Value, old: Value?, _ now: String) {
    guard let conditions = object[path: "status", "conditions"]?.array, !conditions.isEmpty else { return }
    let before = old?[path: "status", "conditions"]?.array ?? []
    object[path: "status", "conditions"] = .array(
      conditions.map { condition in
        var condition = condition
        if condition["lastUpdateTime"] == nil { condition["lastUpdateTime"] = .string(now) }
        guard condition["lastTransitionTime"] == nil else { return condition }
        let same = before.first { $0["type"] == condition["type"] && $0["status"] == condition["status"] }
        condition["lastTransitionTime"] = same?["lastTransitionTime"] ?? .string(now)
        return condition
      })
  }
}
