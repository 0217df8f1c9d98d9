import APIMachinery
import APIServer
import Client
import HTTPTransport
import NIOPosix
import PKI

/// How this server reaches those of aggregated APIs and webhooks, and how they know that it is it (kubernetes.io, "Configure the
/// Aggregation Layer").
struct AggregatedServers: Sendable {
  /// nil: this server can't vouch for whoever asks, so aggregated APIs won't believe it.
  let frontProxy: Identity?

  var connect: UpstreamConnector {
    { target in
      try HTTPClient(
        .tls(
          host: target.address, port: target.port, serverName: target.serverName, authority: target.authority,
          identity: target.presentsIdentity ? frontProxy : nil, skipVerification: target.skipsVerification), group: .singleton)
    }
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
