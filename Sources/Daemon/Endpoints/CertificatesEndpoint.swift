import APIMachinery
import APIServer
import Basics
import Client
import PKI

/// `kctl certs`: GET lists what the daemon shows and believes, POST makes it anew.
struct CertificatesEndpoint: Sendable {
  let renewal: CertificateRenewal
  let directory: String
  let clock: any WallClock

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("certificates") { request in
      switch request.method {
      case "GET": return .json(list())
      case "POST":
        try renewal.renew()
        return .json(list())
      default: throw DaemonEndpoint.methodNotAllowed
      }
    }
  }

  private func list() -> Value {
    let current = renewal.current
    let authority = current.authority.identity
    var all: [(String, String, Identity)] = [
      ("ca", "ca", authority), ("apiserver", "apiserver", current.server), ("admin", "admin", current.administrator),
      ("apiserver-kubelet-client", "apiserver-kubelet-client", current.kubeletClient),
      ("front-proxy-client", "front-proxy-client", current.frontProxy),
    ]
    if let kubelet = current.kubelet { all.append(("kubelet", "kubelet", kubelet)) }
    var value: Value = ["items": .array(all.map { item($0.0, $0.1, $0.2, authority: authority.certificate) })]
    if let hash = try? CertificateFacts.publicKeyHash(authority.certificate) { value["authorityHash"] = .string(hash) }
    return value
  }

  private func item(_ name: String, _ file: String, _ identity: Identity, authority: String) -> Value {
    var value: Value = ["name": .string(name), "file": .string(directory + "/\(file).crt")]
    guard let facts = try? CertificateFacts(pem: identity.certificate) else {
      value["problem"] = "can't be read"
      return value
    }
    value["subject"] = .string(facts.names.organizations.map { "O=\($0)," }.joined() + "CN=" + facts.names.commonName)
    value["issuer"] = .string(facts.issuer)
    value["notBefore"] = .string(facts.notBefore.rfc3339)
    value["notAfter"] = .string(facts.notAfter.rfc3339)
    if !CertificateFacts.isSigned(identity.certificate, by: authority) { value["problem"] = "isn't signed by the cluster's authority" }
    return value
  }
}
