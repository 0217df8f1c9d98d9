import APIMachinery
import Basics
import Client
import HTTPTransport
import Logging
import NIOPosix
import PKI

/// The certificates of a kubelet whose API server is elsewhere: the client's, by which it is `system:node:NAME`, and the one that it
/// serves with. Both are asked of the cluster, kept on disk and renewed before they run out.
struct NodeCredentials: Sendable {
  static let retryDelayMax = Duration.seconds(300)

  let nodeName: String
  /// Where the kubelet's kubeconfig is.
  let kubeconfig: String
  let files: CertificateDirectory
  let clock: any WallClock
  let logger: Logger

  private var clientNames: CertificateNames { CertificateNames("system:node:" + nodeName, organizations: ["system:nodes"]) }

  /// The kubeconfig that is there, if its certificate is still good.
  static func kept(_ path: String, at now: Timestamp) -> Kubeconfig? {
    guard let config = try? Kubeconfig.load(path), let certificate = config.clientCertificate,
      let facts = try? CertificateFacts(pem: certificate), now < facts.notAfter
    else { return nil }
    return config
  }

  /// The kubeconfig as it is, or, when it isn't there or its certificate has run out, one made with the credentials of `bootstrap`:
  /// tried until the cluster grants it.
  func bootstrap(_ bootstrap: String) async throws -> Kubeconfig {
    if let config = Self.kept(kubeconfig, at: clock.now) { return config }
    var config = try Kubeconfig.load(bootstrap)
    let http = try HTTPClient(config, group: .singleton)
    defer { http.shutdown() }
    let client = CertificateClient(client: WireClient(http, userAgent: "kctl kubelet bootstrap"), clock: clock)
    var delay = Duration.seconds(1)
    while true {
      do {
        let identity = try await client.request(clientNames, for: .kubeletClient)
        config.token = nil
        try write(identity, to: &config)
        logger.notice("the cluster has given this node a certificate", metadata: ["node": "\(nodeName)", "kubeconfig": "\(kubeconfig)"])
        return config
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        logger.warning("no certificate yet", metadata: ["error": "\(error)"])
        try await clock.sleep(for: delay)
        delay = min(delay * 2, .seconds(30))
      }
    }
  }

  private func write(_ identity: Identity, to config: inout Kubeconfig) throws {
    (config.clientCertificate, config.clientKey) = (identity.certificate, identity.privateKey)
    try TextFile.write(YAML.encode(config.value(cluster: "default-cluster", user: "default-auth")), to: kubeconfig, mode: 0o600)
  }

  /// Renews the client certificate until the task is cancelled; `http` shows the new ones.
  func renewClient(_ config: Kubeconfig, _ http: HTTPClient) async {
    var config = config
    await renewing(config.clientCertificate) { () async throws -> String in
      let client = CertificateClient(client: WireClient(http, userAgent: "kctl kubelet"), clock: clock)
      let identity = try await client.request(clientNames, for: .kubeletClient)
      try write(identity, to: &config)
      try http.replace(identity)
      return identity.certificate
    }
  }

  /// The certificate that is on disk and still good, else one that nobody need believe: the cluster's comes later.
  func servingIdentity(_ names: CertificateNames, authority: String) throws -> (Identity, isGranted: Bool) {
    if let kept = files.read("kubelet"), let facts = try? CertificateFacts(pem: kept.certificate), facts.names == names,
      clock.now < facts.notAfter, CertificateFacts.isSigned(kept.certificate, by: authority)
    {
      return (kept, true)
    }
    return (try CertificateAuthority(commonName: "\(nodeName)-ca", now: clock.now).serverIdentity(names, now: clock.now), false)
  }

  /// Asks for the serving certificate, and for the next ones, until the task is cancelled; `server` shows them.
  func renewServing(
    _ first: (Identity, isGranted: Bool), _ names: CertificateNames, _ client: any APIClient, _ server: HTTPServer
  ) async {
    await renewing(first.isGranted ? first.0.certificate : nil) { () async throws -> String in
      let identity = try await CertificateClient(client: client, clock: clock).request(names, for: .kubeletServing)
      try files.write(identity, as: "kubelet")
      try server.replace(identity)
      return identity.certificate
    }
  }

  private func renewing(_ first: String?, _ renew: () async throws -> String) async {
    let random = SystemRandom()
    var certificate = first
    var delay = Duration.seconds(1)
    while !Task.isCancelled {
      do {
        if let certificate {
          try await clock.sleep(until: try CertificateFacts(pem: certificate).renewalTime(chance: Double(random.below(1_000)) / 1_000))
        }
        certificate = try await renew()
        delay = .seconds(1)
        logger.info("a certificate was granted", metadata: ["node": "\(nodeName)"])
      } catch is CancellationError {
        return
      } catch {
        logger.warning("a certificate was not granted and is asked for again", metadata: ["error": "\(error)"])
        do { try await clock.sleep(for: delay) } catch { return }
        delay = min(delay * 2, Self.retryDelayMax)
      }
    }
  }
}
