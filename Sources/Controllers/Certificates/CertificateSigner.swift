import PKI

/// The built-in signers and what each wants of a request (kubernetes.io, "Certificate Signing Requests": Kubernetes signers).
enum CertificateSigner: String, CaseIterable {
  case client = "kubernetes.io/kube-apiserver-client"
  case kubeletClient = "kubernetes.io/kube-apiserver-client-kubelet"
  case kubeletServing = "kubernetes.io/kubelet-serving"
  case legacyUnknown = "kubernetes.io/legacy-unknown"

  static let nodesGroup = "system:nodes"
  static let nodePrefix = "system:node:"

  /// What is wrong with a request for this signer, in upstream's words; nil when nothing is.
  func problem(_ names: CertificateNames, usages: [String]) -> String? {
    switch self {
    case .client: Self.clientProblem(usages)
    case .kubeletClient: Self.kubeletClientProblem(names, usages)
    case .kubeletServing: Self.kubeletServingProblem(names, usages)
    case .legacyUnknown: nil
    }
  }

  private static func clientProblem(_ usages: [String]) -> String? {
    for usage in usages where !["digital signature", "key encipherment", "client auth"].contains(usage) {
      return "invalid usage for client certificate: \(usage)"
    }
    return usages.contains("client auth") ? nil : "missing required usage for client certificate: client auth"
  }

  private static func kubeletClientProblem(_ names: CertificateNames, _ usages: [String]) -> String? {
    if names.organizations != [nodesGroup] { return "subject organization is not system:nodes" }
    if !names.dnsNames.isEmpty { return "DNS subjectAltNames are not allowed" }
    if !names.emails.isEmpty { return "Email subjectAltNames are not allowed" }
    if !names.addresses.isEmpty { return "IP subjectAltNames are not allowed" }
    if !names.uris.isEmpty { return "URI subjectAltNames are not allowed" }
    if !names.commonName.hasPrefix(nodePrefix) { return "subject common name does not begin with system:node:" }
    return nodeUsagesProblem(usages, "client auth")
  }

  private static func kubeletServingProblem(_ names: CertificateNames, _ usages: [String]) -> String? {
    if names.organizations != [nodesGroup] { return "subject organization is not system:nodes" }
    if names.dnsNames.isEmpty, names.addresses.isEmpty { return "DNS or IP subjectAltName is required" }
    if !names.emails.isEmpty { return "Email subjectAltNames are not allowed" }
    if !names.uris.isEmpty { return "URI subjectAltNames are not allowed" }
    if !names.commonName.hasPrefix(nodePrefix) { return "subject common name does not begin with system:node:" }
    return nodeUsagesProblem(usages, "server auth")
  }

  /// Keys that aren't RSA have nothing to encipher with: `key encipherment` may be left out.
  private static func nodeUsagesProblem(_ usages: [String], _ purpose: String) -> String? {
    let given = Set(usages)
    if given == ["digital signature", purpose] || given == ["key encipherment", "digital signature", purpose] { return nil }
    return "usages did not match [key encipherment digital signature \(purpose)]"
  }
}
