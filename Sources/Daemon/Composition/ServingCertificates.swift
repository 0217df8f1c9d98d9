import Basics
import Client
import PKI

/// The cluster's authority, this server's certificate, and the administrator's.
struct ServingCertificates: Sendable {
  let authority: CertificateAuthority
  let server: Identity
  let administrator: Identity
  /// What this server shows to the servers of aggregated APIs.
  let frontProxy: Identity

  static let frontProxyName = "front-proxy-client"

  /// Reads or makes what is under `directory`. `addresses` and `names` are those that clients will use.
  static func prepare(directory: String, names: [String], addresses: [IPAddress], now: Timestamp) throws -> ServingCertificates {
    let files = CertificateDirectory(path: directory)
    let authority = try files.authority(now: now)
    let server = try authority.serverIdentity(
      commonName: "kube-apiserver",
      dnsNames: ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"] + names,
      addresses: addresses, now: now)
    try files.write(server, as: "apiserver")
    let administrator = try authority.clientIdentity(user: "system:admin", groups: ["system:masters"], now: now)
    try files.write(administrator, as: "admin")
    let frontProxy = try authority.clientIdentity(user: frontProxyName, groups: [], now: now)
    return ServingCertificates(authority: authority, server: server, administrator: administrator, frontProxy: frontProxy)
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
