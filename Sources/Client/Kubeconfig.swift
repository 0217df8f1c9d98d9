import APIMachinery
import Basics

/// One context of a kubeconfig file (client-go's clientcmd v1 Config): which server, trusted how, as whom, in which namespace.
public struct Kubeconfig: Sendable {
  public var server = ""
  public var serverName: String?
  /// PEM text.
  public var certificateAuthority: String?
  public var clientCertificate: String?
  public var clientKey: String?
  public var token: String?
  /// Basic authentication.
  public var username: String?
  public var password: String?
  /// The program that knows the credentials; whoever connects runs it.
  public var exec: CredentialPlugin?
  /// `http://[USER:PASSWORD@]HOST:PORT` or `socks5://HOST:PORT`: by which the server is reached.
  public var proxyURL: String?
  public var skipsTLSVerification = false
  public var namespace: String?
  public var contextName = ""

  public init() {}

  /// What is used in place of what the file says is current.
  public struct Choice: Sendable, Hashable {
    public var context: String?
    /// Entries in place of those that the context names.
    public var cluster: String?
    public var user: String?
    /// A URL in place of the cluster's; then the file may name no cluster.
    public var server: String?
    public init(context: String? = nil, cluster: String? = nil, user: String? = nil, server: String? = nil) {
      (self.context, self.cluster, self.user, self.server) = (context, cluster, user, server)
    }
  }

  /// Reads what was chosen: of the context of a name, or the current one. `readFile` reads certificates that are named by path.
  public init(_ config: Value, _ choice: Choice, readFile: (String) throws -> String) throws {
    contextName = choice.context ?? config["current-context"]?.string ?? ""
    guard !contextName.isEmpty || choice.cluster != nil || choice.server != nil else {
      throw KubeconfigError("no current-context is set in the kubeconfig, and --context was not given")
    }
    let context = contextName.isEmpty ? .object(Object()) : try Self.entry(contextName, in: config["contexts"], "context")
    namespace = context["namespace"]?.string
    let clusterName = choice.cluster ?? context["cluster"]?.string ?? ""
    let cluster = clusterName.isEmpty && choice.server != nil ? .object(Object()) : try Self.entry(clusterName, in: config["clusters"], "cluster")
    let user = choice.user ?? context["user"]?.string.map { $0.isEmpty ? nil : $0 } ?? nil
    let credentials = try user.map { try Self.entry($0, in: config["users"], "user") }
    server = choice.server ?? cluster["server"]?.string ?? ""
    serverName = cluster["tls-server-name"]?.string
    skipsTLSVerification = cluster["insecure-skip-tls-verify"]?.bool ?? false
    certificateAuthority = try Self.material(cluster, "certificate-authority", readFile)
    clientCertificate = try credentials.flatMap { try Self.material($0, "client-certificate", readFile) }
    clientKey = try credentials.flatMap { try Self.material($0, "client-key", readFile) }
    token = try credentials?["token"]?.string ?? credentials?["tokenFile"]?.string.map { try readFile($0).trimmed }
    (username, password) = (credentials?["username"]?.string, credentials?["password"]?.string)
    proxyURL = cluster["proxy-url"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    exec = try credentials?["exec"].map { try CredentialPlugin($0, cluster: cluster) }
    if credentials?["auth-provider"] != nil {
      throw KubeconfigError(
        "user \"\(user ?? "")\" of the kubeconfig uses an auth-provider, which clients no longer have: use an exec credential plugin")
    }
  }

  private static func entry(_ name: String, in list: Value?, _ kind: String) throws -> Value {
    guard let found = list?.array?.first(where: { $0["name"]?.string == name }) else {
      throw KubeconfigError("\(kind) \"\(name)\" does not exist in the kubeconfig")
    }
    return found[kind] ?? .object(Object())
  }

  private static func material(_ entry: Value, _ field: String, _ readFile: (String) throws -> String) throws -> String? {
    if let data = entry[field + "-data"]?.string {
      guard let bytes = Base64.decode(data) else { throw KubeconfigError("\(field)-data of the kubeconfig is not base64") }
      return String(decoding: bytes, as: UTF8.self)
    }
    return try entry[field]?.string.map(readFile)
  }

  /// A whole kubeconfig with this as its only context, certificates in line.
  public func value(cluster: String, user: String) -> Value {
    var clusterEntry: Value = ["server": .string(server)]
    if let certificateAuthority { clusterEntry["certificate-authority-data"] = .string(Base64.encode(certificateAuthority.utf8)) }
    var userEntry: Value = [:]
    if let clientCertificate { userEntry["client-certificate-data"] = .string(Base64.encode(clientCertificate.utf8)) }
    if let clientKey { userEntry["client-key-data"] = .string(Base64.encode(clientKey.utf8)) }
    if let token { userEntry["token"] = .string(token) }
    var context: Value = ["cluster": .string(cluster), "user": .string(user)]
    if let namespace { context["namespace"] = .string(namespace) }
    return [
      "apiVersion": "v1", "kind": "Config", "current-context": .string(contextName),
      "clusters": [["name": .string(cluster), "cluster": clusterEntry]],
      "users": [["name": .string(user), "user": userEntry]],
      "contexts": [["name": .string(contextName), "context": context]],
    ]
  }
}

public struct KubeconfigError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
