import APIMachinery

/// A program that knows a user's credentials (kubernetes.io/docs/reference/access-authn-authz/authentication, "client-go credential
/// plugins"): it is told of the cluster in KUBERNETES_EXEC_INFO, and prints an ExecCredential.
public struct CredentialPlugin: Sendable, Hashable {
  public enum Interaction: String, Sendable { case never = "Never", ifAvailable = "IfAvailable", always = "Always" }

  public var command: String
  public var arguments: [String]
  public var environment: [String: String]
  public var apiVersion: String
  public var installHint: String
  public var interaction: Interaction
  /// What the plugin is told of the cluster, if anything.
  public var cluster: Value?

  public init(_ exec: Value, cluster: Value) throws {
    command = exec["command"]?.string ?? ""
    apiVersion = exec["apiVersion"]?.string ?? ""
    guard !command.isEmpty else { throw KubeconfigError("the exec credential plugin of the kubeconfig names no command") }
    guard ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"].contains(apiVersion) else {
      throw KubeconfigError("exec plugin: invalid apiVersion \"\(apiVersion)\"")
    }
    arguments = exec["args"]?.array?.compactMap(\.string) ?? []
    environment = [:]
    for variable in exec["env"]?.array ?? [] {
      if let name = variable["name"]?.string { environment[name] = variable["value"]?.string ?? "" }
    }
    installHint = exec["installHint"]?.string ?? ""
    interaction = exec["interactiveMode"]?.string.flatMap { Interaction(rawValue: $0) } ?? .ifAvailable
    guard exec["provideClusterInfo"]?.bool == true else { return }
    var told: Value = ["server": cluster["server"] ?? ""]
    for field in ["tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url"] where cluster[field] != nil {
      told[field] = cluster[field]
    }
    self.cluster = told
  }

  /// What KUBERNETES_EXEC_INFO holds.
  public func information(isInteractive: Bool) -> Value {
    var spec: Value = ["interactive": .bool(isInteractive)]
    if let cluster { spec["cluster"] = cluster }
    return ["kind": "ExecCredential", "apiVersion": .string(apiVersion), "spec": spec]
  }

  public struct Credential: Sendable, Hashable {
    public var token: String?
    /// PEM text.
    public var clientCertificate: String?
    public var clientKey: String?
  }

  /// Reads what the plugin printed.
  public func credential(_ output: [UInt8]) throws -> Credential {
    guard let value = try? JSON.decode(output) else { throw KubeconfigError("exec: decoding stdout of \(command): it is not JSON") }
    guard value.kind == "ExecCredential", value.apiVersion == apiVersion else {
      throw KubeconfigError("exec: plugin is configured to use API version \(apiVersion), plugin returned version \(value.apiVersion)")
    }
    let status = value["status"] ?? .null
    let credential = Credential(
      token: status["token"]?.string, clientCertificate: status["clientCertificateData"]?.string, clientKey: status["clientKeyData"]?.string)
    guard credential.token ?? "" != "" || credential.clientCertificate != nil && credential.clientKey != nil else {
      throw KubeconfigError("exec plugin didn't return a token or cert/key pair")
    }
    return credential
  }
}
