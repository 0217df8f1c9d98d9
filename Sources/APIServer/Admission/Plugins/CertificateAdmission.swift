import APIMachinery
import AccessControl
import Basics

/// Who approves a certificate request must be entitled to do so for its signer (kubernetes.io, "Certificate Signing Requests").
struct CertificateApproval: AdmissionPlugin {
  let authorizer: AuthorizerChain

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard CertificateRequests.updates(attributes, "approval"), let old = attributes.old else { return }
    try CertificateRequests.check("approve", old, attributes, authorizer)
  }
}

/// Who puts a certificate or a failure into a request must be entitled to sign for its signer.
struct CertificateSigning: AdmissionPlugin {
  let authorizer: AuthorizerChain

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard CertificateRequests.updates(attributes, "status"), let old = attributes.old else { return }
    let isSigned = old[path: "status", "certificate"] != object[path: "status", "certificate"]
    guard isSigned || old[path: "status", "conditions"] != object[path: "status", "conditions"] else { return }
    try CertificateRequests.check("sign", old, attributes, authorizer)
  }
}

/// Nobody becomes a member of `system:masters` by a certificate that the cluster signs.
struct CertificateSubjectRestriction: AdmissionPlugin {
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.creates(CertificateRequests.resource), object[path: "spec", "signerName"]?.string == "kubernetes.io/kube-apiserver-client" else { return }
    let pem = object[path: "spec", "request"]?.string.flatMap { Base64.decode($0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let subject = CertificateRequestSubject(pem: pem) else {
      throw attributes.forbidden(object, "unable to decode the certificate request")
    }
    guard !subject.organizations.contains("system:masters") else {
      throw attributes.forbidden(object, "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed")
    }
  }
}

enum CertificateRequests {
  static let resource = GroupResource(group: "certificates.k8s.io", resource: "certificatesigningrequests")

  static func updates(_ attributes: AdmissionAttributes, _ subresource: String) -> Bool {
    attributes.operation == .update && attributes.request.groupResource == resource && attributes.request.subresource == subresource
  }

  /// The verb on the signer itself, or on all of its domain (`domain/*`).
  static func check(_ verb: String, _ request: Value, _ attributes: AdmissionAttributes, _ authorizer: AuthorizerChain) throws(StatusError) {
    let signer = request[path: "spec", "signerName"]?.string ?? ""
    let domain = signer.prefix { $0 != "/" } + "/*"
    for name in [signer, String(domain)] {
      let question = AuthorizationAttributes(
        user: attributes.request.caller.user, verb: verb, apiGroup: resource.group, apiVersion: "*", resource: "signers", name: name)
      if authorizer.review(question).isAllowed { return }
    }
    throw attributes.forbidden(request, "user not permitted to \(verb) requests with signerName \"\(signer)\"")
  }
}
