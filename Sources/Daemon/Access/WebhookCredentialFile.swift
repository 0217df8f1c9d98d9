import APIMachinery
import APIServer
import Basics
import Client

/// Credentials for webhooks from a kubeconfig whose users are named for hosts (kubernetes.io, "Authenticate API servers"): `host:port`,
/// `*.domain:port`, both without the port where it is 443, and `*` for all others.
struct WebhookCredentialFile: Sendable {
  private let credentials: [String: UpstreamCredential]
  /// The user of the current context, for hosts that nothing is said of.
  private let fallback: UpstreamCredential?

  /// Reads the file, and those that it names, now. Throws what is wrong with it.
  init(_ path: String) throws {
    var merge = KubeconfigMerge()
    let config: Value
    do { config = try YAML.decode(TextFile.readBytes(path)) } catch { throw DaemonError("\(path): \(error)") }
    merge.add(config, path: path)
    func credential(_ choice: Kubeconfig.Choice) throws -> UpstreamCredential {
      let config: Kubeconfig
      do { config = try Kubeconfig(merge.config, choice) { try TextFile.read($0) } } catch { throw DaemonError("\(path): \(error)") }
      guard config.exec == nil else { throw DaemonError("\(path): user \"\(choice.user ?? "")\" has an exec credential plugin, which webhooks aren't asked with") }
      return Self.credential(config)
    }
    var credentials: [String: UpstreamCredential] = [:]
    for name in (merge.config["users"]?.array ?? []).compactMap({ $0["name"]?.string }) {
      // Whatever the context names: which server is asked, the webhook's configuration says.
      credentials[name] = try credential(Kubeconfig.Choice(user: name, server: "https://webhook"))
    }
    self.credentials = credentials
    let current = merge.config["current-context"]?.string ?? ""
    fallback = try current.isEmpty ? nil : credential(Kubeconfig.Choice(server: "https://webhook"))
  }

  private static func credential(_ config: Kubeconfig) -> UpstreamCredential {
    var credential = UpstreamCredential(certificate: config.clientCertificate, privateKey: config.clientKey)
    if let token = config.token {
      credential.authorization = "Bearer " + token
    } else if let name = config.username {
      credential.authorization = "Basic " + Base64.encode("\(name):\(config.password ?? "")".utf8)
    }
    return credential
  }

  /// nil for nothing, also where that is what the file says.
  func credential(host: String, port: Int) -> UpstreamCredential? {
    let shown = host.contains(":") ? "[\(host)]" : host
    for name in Self.names("\(shown):\(port)") + (port == 443 ? Self.names(host) : []) + ["*"] {
      if let known = credentials[name] { return known == UpstreamCredential() ? nil : known }
    }
    return fallback == UpstreamCredential() ? nil : fallback
  }

  /// The name itself, and with an asterisk for its first labels, one after the other.
  private static func names(_ host: String) -> [String] {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return [host] + labels.indices.dropFirst().map { "*." + labels[$0...].joined(separator: ".") }
  }
}
