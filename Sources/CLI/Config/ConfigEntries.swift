import APIMachinery
import ArgumentParser
import Basics

struct ConfigSetCluster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-cluster", abstract: "Makes or changes a cluster's entry.",
    discussion: "kctl config set-cluster home --server=https://192.0.2.1:6443 --certificate-authority=ca.crt")

  @Argument(help: "The entry's name.") var name: String
  @Flag(inversion: .prefixedNo, help: "Stores the file's content, not its name.") var embedCerts = false
  @Option(name: .customLong("proxy-url"),
    help: ArgumentHelp("The proxy by which the server is reached: http:// or socks5://.", valueName: "url")) var proxyURL: String?
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster, mustExist: false)
    var fields: [String: Value?] = [:]
    if let server = cluster.server { fields["server"] = .string(server) }
    if let proxyURL { fields["proxy-url"] = .string(proxyURL) }
    if let insecureSkipTlsVerify = cluster.credentials.insecureSkipTlsVerify { fields["insecure-skip-tls-verify"] = .bool(insecureSkipTlsVerify) }
    if let tlsServerName = cluster.credentials.tlsServerName { fields["tls-server-name"] = .string(tlsServerName) }
    try await CertificateField.set("certificate-authority", cluster.credentials.certificateAuthority, embeds: embedCerts, &fields)
    let set = fields
    _ = file.change(name, in: "clusters") { entry in for (field, value) in set { entry[field] = value } }
    try await file.write()
    try await Console(CommandEnvironment.current).line("Cluster \"\(name)\" set.")
  }
}

struct ConfigSetCredentials: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-credentials", abstract: "Makes or changes a user's entry.",
    discussion: """
      kctl config set-credentials anna --client-certificate=anna.crt --client-key=anna.key --embed-certs
      kctl config set-credentials anna --exec-command=/usr/local/bin/login --exec-api-version=client.authentication.k8s.io/v1
      kctl config set-credentials anna --exec-arg=--realm --exec-arg=home --exec-env=DEBUG=1 --exec-env=OLD-
      """)

  @Argument(help: "The entry's name.") var name: String
  @Flag(inversion: .prefixedNo, help: "Stores the files' content, not their names.") var embedCerts = false
  @OptionGroup var plugin: CredentialPluginOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let (token, username, password) = (cluster.credentials.token, cluster.credentials.username, cluster.credentials.password)
    if token != nil, username != nil || password != nil {
      throw CommandFailure("you cannot specify more than one authentication method at the same time: --token or --username/--password")
    }
    try plugin.check()
    var file = try await KubeconfigFile.read(cluster, mustExist: false)
    var fields: [String: Value?] = [:]
    for (field, value) in [("token", token), ("username", username), ("password", password)] {
      if let value { fields[field] = .string(value) }
    }
    try await CertificateField.set("client-certificate", cluster.credentials.clientCertificate, embeds: embedCerts, &fields)
    try await CertificateField.set("client-key", cluster.credentials.clientKey, embeds: embedCerts, &fields)
    let set = fields
    _ = file.change(name, in: "users") { entry in
      for (field, value) in set { entry[field] = value }
      plugin.change(&entry)
    }
    try await file.write()
    try await Console(CommandEnvironment.current).line("User \"\(name)\" set.")
  }
}

private enum CertificateField {
  /// Names the file or holds its content, and takes the other form away. A nil inside the result removes a field.
  static func set(_ field: String, _ path: String?, embeds: Bool, _ fields: inout [String: Value?]) async throws {
    guard let path else { return }
    let files = CommandEnvironment.current.files
    let content = embeds ? try await files.read(path) : nil
    fields.updateValue(content.map { .string(Base64.encode($0)) }, forKey: field + "-data")
    fields.updateValue(embeds ? nil : .string(try await files.absolutePath(path)), forKey: field)
  }
}

struct ConfigSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets one value of the kubeconfig.",
    discussion: "kctl config set contexts.shop.namespace shop")

  @Argument(help: "The value's path, such as current-context or contexts.NAME.namespace.") var property: String
  @Argument(help: "The value.") var value: String
  @Flag(help: "For fields that hold bytes: the value is these, not their base64 form.") var setRawBytes = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster, mustExist: false)
    let parts = try KubeconfigProperty(property).parts
    var content: Value = ["true": true, "false": false][value] ?? .string(value)
    if parts.last?.hasSuffix("-data") ?? false {
      guard setRawBytes || Base64.decode(value) != nil else { throw CommandFailure("\(property) holds base64: give it that, or --set-raw-bytes") }
      content = .string(setRawBytes ? Base64.encode(value.utf8) : value)
    }
    if parts.count == 1 { file.set(parts[0], content) } else {
      let path = Array(parts.dropFirst(2))
      guard !path.isEmpty else { throw CommandFailure("can't set a map to a value: \(property)") }
      _ = file.change(parts[1], in: parts[0]) { $0[path: path] = content }
    }
    try await file.write()
    try await Console(CommandEnvironment.current).line("Property \"\(property)\" set.")
  }
}

struct ConfigUnset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "unset", abstract: "Removes one value of the kubeconfig.",
    discussion: "kctl config unset contexts.shop.namespace")

  @Argument(help: "The value's path, such as current-context or users.NAME.") var property: String
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    var file = try await KubeconfigFile.read(cluster)
    let parts = try KubeconfigProperty(property).parts
    if parts.count == 1 {
      file.set(parts[0], parts[0] == "current-context" ? "" : [])
    } else {
      guard KubeconfigFile.entry(parts[1], in: file.config, parts[0]) != nil else {
        throw CommandFailure("current map key `\(parts[1])` is invalid")
      }
      let path = Array(parts.dropFirst(2))
      if path.isEmpty { _ = file.remove(parts[1], from: parts[0]) } else {
        _ = file.change(parts[1], in: parts[0]) { $0[path: path] = nil }
      }
    }
    try await file.write()
    try await Console(CommandEnvironment.current).line("Property \"\(property)\" unset.")
  }
}

/// `clusters.NAME.field`: names of entries may hold full stops when an escape stands before them.
private struct KubeconfigProperty {
  let parts: [String]

  init(_ text: String) throws(CommandFailure) {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if character == "\\", !isEscaped { isEscaped = true; continue }
      if character == ".", !isEscaped { parts.append("") } else { parts[parts.count - 1].append(character) }
      isEscaped = false
    }
    guard parts.allSatisfy({ !$0.isEmpty }), parts == ["current-context"] || ["clusters", "contexts", "users"].contains(parts[0])
    else { throw CommandFailure("unknown property \"\(text)\": it starts with current-context, clusters, contexts or users") }
    self.parts = parts
  }
}
