import APIMachinery
import Basics
import Client
import HTTPTransport
import NIOPosix
import PKI

/// Finds out whom to believe about a cluster, knowing nothing but its address and a token: what the server says of itself in
/// `cluster-info` counts only when it is signed by the token, and when the server then shows a certificate by that authority.
struct ClusterDiscovery: Sendable {
  let server: String
  let token: String
  /// Hashes of the authority's key, of which it must have one; none: the signature is enough.
  let hashes: [String]

  static func tokenParts(_ token: String) -> (id: String, secret: String)? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts[0].utf8.count == 6, parts[1].utf8.count == 16,
      token.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2e })
    else { return nil }
    return (parts[0], parts[1])
  }

  /// Writes a kubeconfig with the cluster's authority and the token, for the kubelet to get certificates with.
  func writeKubeconfig(_ path: String) async throws {
    guard let (id, secret) = Self.tokenParts(token) else { throw DaemonError("the token is malformed") }
    var config = Kubeconfig()
    config.contextName = "bootstrap"
    config.server = server.contains("://") ? server : "https://" + server
    config.skipsTLSVerification = true
    let seen = try await clusterInfo(config)
    let authority = try Self.authority(in: seen, id: id, secret: secret, hashes: hashes)
    config.skipsTLSVerification = false
    config.certificateAuthority = authority
    // Again, now that it is known who must answer.
    let verified = try await clusterInfo(config)
    guard try Self.authority(in: verified, id: id, secret: secret, hashes: hashes) == authority else {
      throw DaemonError("the server at \(server) says one thing to those who verify it and another to those who don't")
    }
    config.token = token
    try TextFile.write(YAML.encode(config.value(cluster: "default-cluster", user: "bootstrap")), to: path, mode: 0o600)
  }

  private func clusterInfo(_ config: Kubeconfig) async throws -> Value {
    let http = try HTTPClient(config, group: .singleton)
    defer { http.shutdown() }
    let response = try await http.send(HTTPRequest("GET", "/api/v1/namespaces/kube-public/configmaps/cluster-info"))
    // Nobody knows yet who answers.
    let body = try await response.bytes(atMost: 1 << 20)
    guard response.status == 200, let value = try? JSON.decode(body) else {
      throw DaemonError("\(server) does not tell about itself: no cluster-info in kube-public (\(response.status))")
    }
    return value
  }

  /// The authority that a signed `cluster-info` names. Throws when the signature isn't by this token, or the hash another.
  static func authority(in info: Value, id: String, secret: String, hashes: [String]) throws -> String {
    guard let kubeconfig = info[path: "data", "kubeconfig"]?.string, let signature = info[path: "data", "jws-kubeconfig-" + id]?.string else {
      throw DaemonError("cluster-info is not signed by the token \(id): has it run out?")
    }
    guard TokenSignature.isValid(signature, of: kubeconfig, keyID: id, secret: secret) else {
      throw DaemonError("cluster-info is not signed by this token: the server is not to be trusted")
    }
    let value = try YAML.decode(Array(kubeconfig.utf8))
    guard let data = value["clusters"]?[0]?["cluster"]?["certificate-authority-data"]?.string, let bytes = Base64.decode(data) else {
      throw DaemonError("cluster-info names no certificate authority")
    }
    let authority = String(decoding: bytes, as: UTF8.self)
    let hash = try CertificateFacts.publicKeyHash(authority)
    guard hashes.isEmpty || hashes.contains(hash) else { throw DaemonError("the cluster's authority has the hash \(hash), which is not the one asked for") }
    return authority
  }
}
