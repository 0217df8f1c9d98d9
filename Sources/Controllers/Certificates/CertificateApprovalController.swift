import APIMachinery
import Basics
import Client
import ControllerKit
import PKI

/// Approves requests for kubelets' client certificates when whoever asks may have one: a node its own (`selfnodeclient`), a bootstrap
/// identity any node's (`nodeclient`). Whether they may is asked of the API server (SubjectAccessReview).
public struct CertificateApprovalController: Reconciler {
  /// Until a request that nobody was allowed to have approved is looked at again: roles may have changed.
  static let retryDelay = Duration.seconds(30)
  private static let reviews = ResourcePath(
    GroupVersionResource(group: "authorization.k8s.io", version: "v1", resource: "subjectaccessreviews"))

  public let name = "certificatesigningrequest-approving-controller"
  public let account = "certificate-controller"

  public init() {}

  public var watches: [Watch] { [.object(WellKnown.certificateSigningRequests)] }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.certificateSigningRequests, key), !object.isBeingDeleted else { return .done }
    let view = CertificateRequestView(object)
    guard !view.isIssued, !view.isDecided, view.signer == CertificateSigner.kubeletClient.rawValue, let request = try? view.request(),
      CertificateSigner.kubeletClient.problem(request.names, usages: view.usages) == nil
    else { return .done }
    var plan = Plan(requeueAfter: Self.retryDelay)
    if request.names.commonName == view.username {
      plan.add(step(view, "selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview.", world))
    }
    // Where the first was approved already, this one comes too late and conflicts: that is no failure.
    plan.add(step(view, "nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview.", world))
    return plan
  }

  private func step(_ view: CertificateRequestView, _ permission: String, _ message: String, _ world: World) -> Step {
    let approved = view.adding("Approved", reason: "AutoApproved", message: message, at: world.now)
    let path = ResourcePath(WellKnown.certificateSigningRequests, subresource: "approval")
    let check = Check(Self.reviews, name: "", uid: "", .allowed(review: review(view.object, permission)))
    return .guarded([check], [.one(Order(.update(path, approved), ignoring: [.notFound, .conflict]))])
  }

  private func review(_ object: Value, _ permission: String) -> Value {
    let spec = object["spec"] ?? [:]
    var subject: Value = [
      "user": spec["username"] ?? "",
      "resourceAttributes": [
        "group": "certificates.k8s.io", "version": "*", "resource": "certificatesigningrequests", "verb": "create",
        "subresource": .string(permission),
      ],
    ]
    for field in ["uid", "groups", "extra"] { if let value = spec[field] { subject[field] = value } }
    return ["apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": subject]
  }
}
