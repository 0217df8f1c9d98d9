import Basics
import Client
import PKI

/// The cluster's authority, and the certificates of what runs beside it: this server's, the administrator's, its kubelet's, and the one
/// that it shows to other hosts' kubelets.
struct ServingCertificates: Sendable {
  /// What is to be on the certificates, and for how long.
  struct Terms: Sendable {
    /// Where clients reach the server.
    var names: [String]
    var addresses: [IPAddress]
    /// Of the node in this process.
    var kubelet: CertificateNames?
    var lifetime: Duration
  }

  /// As which the API server is known to kubelets; bound to a role that is for nothing else.
  static let kubeletClientName = "kube-apiserver-kubelet-client"

  let authority: CertificateAuthority
  let server: Identity
  let administrator: Identity
  /// What this server shows to the servers of aggregated APIs.
  let frontProxy: Identity
  let kubeletClient: Identity
  let kubelet: Identity?

  static let frontProxyName = "front-proxy-client"

  /// Reads the authority under `directory`, or makes one, and makes all others anew, in memory. Throws when that authority has run out: nothing
  /// that it signs would be believed.
  static func make(directory: String, _ terms: Terms, now: Timestamp) throws -> ServingCertificates {
    let authority = try CertificateDirectory(path: directory).authority(now: now)
    let end = try CertificateFacts(pem: authority.identity.certificate).notAfter
    guard now < end else {
      throw DaemonError(
        "the cluster's authority \(directory)/ca.crt ran out at \(end.rfc3339): move that file away and start again, and the same key gets a new"
          + " certificate; clients and nodes need that one then")
    }
    let server = try authority.serverIdentity(
      commonName: "kube-apiserver",
      dnsNames: ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"]
        + terms.names,
      addresses: terms.addresses, lifetime: terms.lifetime, now: now)
    let administrator = try authority.clientIdentity(
      user: "system:admin", groups: ["system:masters"], lifetime: terms.lifetime, now: now)
    let frontProxy = try authority.clientIdentity(user: frontProxyName, groups: [], lifetime: terms.lifetime, now: now)
    let kubeletClient = try authority.clientIdentity(user: kubeletClientName, groups: [], lifetime: terms.lifetime, now: now)
    let kubelet = try terms.kubelet.map { try authority.serverIdentity($0, lifetime: terms.lifetime, now: now) }
    return ServingCertificates(
      authority: authority, server: server, administrator: administrator, frontProxy: frontProxy, kubeletClient: kubeletClient,
      kubelet: kubelet)
  }

  /// Puts all but the authority under `directory`.
  func write(directory: String) throws {
    let files = CertificateDirectory(path: directory)
    try files.write(server, as: "apiserver")
    try files.write(administrator, as: "admin")
    try files.write(frontProxy, as: "front-proxy-client")
    try files.write(kubeletClient, as: "apiserver-kubelet-client")
    if let kubelet { try files.write(kubelet, as: "kubelet") }
  }

  /// When the first of them should be made anew.
  func renewalTime(chance: Double) throws -> Timestamp {
    try CertificateFacts(pem: server.certificate).renewalTime(chance: chance)
  }

  /// A kubeconfig of the administrator.
  func kubeconfig(server: String) -> Kubeconfig {
    var config = Kubeconfig()
    config.contextName = "kctl"
    config.server = server
    config.certificateAuthority = authority.identity.certificate
    config.clientCertificate = administrator.certificate
    config.clientKey = administrator.privateKey
    return config
  }
}
