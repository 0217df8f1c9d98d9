import APIMachinery
import AccessControl
import Basics
import Client
import ControllerKit
import Controllers
import PKI

/// What controllers put into the cluster that isn't the cluster's own: the certificate that its API server is verified with; tokens and
/// certificates, where this process may sign them; and where the server is, where that is known.
struct ClusterSecrets: Sendable {
  var certificate: String?
  var tokens: ServiceAccountTokens?
  var authority: CertificateAuthority?
  var signingDuration = CertificateSigningController.defaultLifetime
  /// The URL for hosts that are to join.
  var server: String?

  var reconcilers: [any Reconciler] {
    guard let certificate else { return [] }
    var reconcilers: [any Reconciler] = [RootCAPublisher(certificate: certificate)]
    if let hash = try? CertificateFacts.publicKeyHash(certificate) {
      // A name's worth of the hash, behind its algorithm.
      reconcilers.append(TrustBundlePublisher(certificate: certificate, hash: String(hash.dropFirst(7).prefix(32))))
    }
    if let tokens {
      reconcilers.append(
        TokenSecretController(certificate: certificate) { try tokens.issueForSecret($0, account: $1) })
    }
    if let authority { reconcilers.append(CertificateSigningController(authority: authority, lifetimeMax: signingDuration)) }
    if let server { reconcilers.append(ClusterInfoPublisher(kubeconfig: Self.clusterInfo(server, certificate))) }
    return reconcilers
  }

  /// A kubeconfig without a user: kubeadm's form of `cluster-info`.
  private static func clusterInfo(_ server: String, _ certificate: String) -> String {
    let value: Value = [
      "apiVersion": "v1", "kind": "Config", "preferences": [:], "contexts": [], "users": [], "current-context": "",
      "clusters": [
        [
          "name": "", "cluster": ["certificate-authority-data": .string(Base64.encode(certificate.utf8)), "server": .string(server)],
        ]
      ],
    ]
    return String(decoding: YAML.encode(value), as: UTF8.self)
  }
}
