import APIMachinery
import APIServer
import Client
import HTTPTransport
import NIOPosix
import PKI
import Synchronization

/// How this server reaches those of aggregated APIs and webhooks, and how they know that it is it (kubernetes.io, "Configure the
/// Aggregation Layer").
final class AggregatedServers: Sendable {
  private struct Weak: Sendable { weak var client: HTTPClient? }

  /// nil: this server can't vouch for whoever asks, so aggregated APIs won't believe it.
  private let renewal: CertificateRenewal?
  /// Those that show who this is, and have to be told when that changes.
  private let presenting = Mutex<[Weak]>([])

  init(renewal: CertificateRenewal?) {
    self.renewal = renewal
    renewal?.whenRenewed { [weak self] renewed in
      for entry in self?.presenting.withLock({ $0 }) ?? [] { try entry.client?.replace(renewed.frontProxy) }
    }
  }

  func connect(_ target: UpstreamTarget) throws -> any HTTPExchange {
    var identity = target.presentsIdentity ? renewal?.current.frontProxy : nil
    if let certificate = target.credential?.certificate, let key = target.credential?.privateKey {
      identity = Identity(certificate: certificate, privateKey: key)
    }
    let client = try HTTPClient(
      .tls(
        host: target.address, port: target.port, serverName: target.serverName, authority: target.authority,
        identity: identity, skipVerification: target.skipsVerification),
      group: .singleton)
    if target.presentsIdentity {
      presenting.withLock { entries in entries = entries.filter { $0.client != nil } + [Weak(client: client)] }
    }
    return client
  }

  /// Tells extension servers which authority and name to trust. What is there already stays: an administrator may know better.
  static func publishAuthority(_ authority: CertificateAuthority, _ client: any APIClient) async {
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: "kube-system")
    let certificate = Value.string(authority.identity.certificate)
    let object: Value = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "extension-apiserver-authentication", "namespace": "kube-system"],
      "data": [
        "client-ca-file": certificate, "requestheader-client-ca-file": certificate,
        "requestheader-allowed-names": .string("[\"\(ServingCertificates.frontProxyName)\"]"),
        "requestheader-extra-headers-prefix": "[\"X-Remote-Extra-\"]", "requestheader-group-headers": "[\"X-Remote-Group\"]",
        "requestheader-username-headers": "[\"X-Remote-User\"]",
      ],
    ]
    _ = try? await client.create(path, object, options: WriteOptions(fieldManager: "kctl-bootstrap"))
  }
}
