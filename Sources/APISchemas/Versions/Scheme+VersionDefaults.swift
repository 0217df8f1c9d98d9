import APIMachinery

extension Scheme {
  /// What a version of the stored form takes for said when it isn't, where the stored version takes something else: filled in before
  /// an object of that version becomes one that is kept.
  static let versionDefaults: [GroupVersionKind: @Sendable (inout Value) -> Void] = {
    var defaults: [GroupVersionKind: @Sendable (inout Value) -> Void] = [:]
    let admission = GroupVersion(group: "admissionregistration.k8s.io", version: "v1beta1")
    for kind in ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"] {
      defaults[admission.kind(kind)] = { $0.editEach("webhooks", webhook) }
    }
    let certificates = GroupVersion(group: "certificates.k8s.io", version: "v1beta1")
    defaults[certificates.kind("CertificateSigningRequest")] = { $0.edit("spec", certificateRequest) }
    return defaults
  }()

  /// The first webhooks were ignored when they failed, asked about the very version alone, and waited for half a minute.
  private static func webhook(_ webhook: inout Value) {
    webhook.setDefault("failurePolicy", "Ignore")
    webhook.setDefault("matchPolicy", "Exact")
    webhook.setDefault("sideEffects", "Unknown")
    if webhook["timeoutSeconds"] == nil { webhook["timeoutSeconds"] = 30 }
    if webhook.list("admissionReviewVersions").isEmpty { webhook["admissionReviewVersions"] = ["v1beta1"] }
  }

  private static func certificateRequest(_ spec: inout Value) {
    spec.setDefault("signerName", "kubernetes.io/legacy-unknown")
    if spec.list("usages").isEmpty { spec["usages"] = ["digital signature", "key encipherment"] }
  }
}
