import APIMachinery
import ArgumentParser
import Basics

struct CreateSecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret", abstract: "Creates a secret.", discussion: "kctl create secret generic login --from-literal=password=hunter2",
    subcommands: [CreateGenericSecret.self, CreateTLSSecret.self, CreateDockerRegistrySecret.self])
}

struct CreateGenericSecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generic", abstract: "Creates a secret from files, directories or literal values.",
    discussion: """
      kctl create secret generic login --from-literal=user=anna --from-literal=password=hunter2
      kctl create secret generic keys --from-file=id=~/.ssh/id_ed25519 --append-hash
      """)

  @Argument(help: "The secret's name.") var name: String
  @OptionGroup var sources: DataSources
  @Option(help: ArgumentHelp("The secret's type.", valueName: "type")) var type: String?
  @OptionGroup var hash: ContentHash
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var data = Object()
    for entry in try await sources.entries(CommandEnvironment.current.files) {
      data[entry.key] = .string(Base64.encode(entry.value))
    }
    var object: Value = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)]]
    if !data.isEmpty { object["data"] = .object(data.sortedByKey()) }
    if let type { object["type"] = .string(type) }
    try await options.create(hash.applied(to: object), plural: "secrets")
  }
}

struct CreateTLSSecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tls", abstract: "Creates a secret from a certificate and its key.",
    discussion: "kctl create secret tls web --cert=web.crt --key=web.key")

  @Argument(help: "The secret's name.") var name: String
  @Option(help: ArgumentHelp("The certificate, as PEM.", valueName: "file"), completion: .file()) var cert: String
  @Option(help: ArgumentHelp("Its private key, as PEM.", valueName: "file"), completion: .file()) var key: String
  @OptionGroup var hash: ContentHash
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let files = CommandEnvironment.current.files
    let object: Value = [
      "apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)], "type": "kubernetes.io/tls",
      "data": [
        "tls.crt": .string(Base64.encode(try await files.read(cert))), "tls.key": .string(Base64.encode(try await files.read(key))),
      ],
    ]
    try await options.create(hash.applied(to: object), plural: "secrets")
  }
}

struct CreateDockerRegistrySecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docker-registry", abstract: "Creates a secret with a registry's credentials.",
    discussion: "kctl create secret docker-registry pull --docker-server=registry.example.com --docker-username=anna --docker-password=hunter2")

  @Argument(help: "The secret's name.") var name: String
  @Option(help: ArgumentHelp("The registry.", valueName: "url")) var dockerServer: String = "https://index.docker.io/v1/"
  @Option(help: ArgumentHelp("The user.", valueName: "name")) var dockerUsername: String = ""
  @Option(help: ArgumentHelp("The password.", valueName: "text")) var dockerPassword: String = ""
  @Option(help: ArgumentHelp("The user's mail address.", valueName: "address")) var dockerEmail: String = ""
  @Option(help: ArgumentHelp("A docker configuration file to take instead.", valueName: "file"), completion: .file())
  var fromFile: String = ""
  @OptionGroup var hash: ContentHash
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var content: [UInt8]
    if fromFile.isEmpty {
      guard !dockerUsername.isEmpty, !dockerPassword.isEmpty else {
        throw CommandFailure("either --from-file or the combination of "
            + "--docker-username, --docker-password and --docker-server is required")
      }
      var entry: Value = ["username": .string(dockerUsername), "password": .string(dockerPassword)]
      if !dockerEmail.isEmpty { entry["email"] = .string(dockerEmail) }
      entry["auth"] = .string(Base64.encode((dockerUsername + ":" + dockerPassword).utf8))
      content = JSON.encode(["auths": [dockerServer: entry]])
    } else {
      content = try await CommandEnvironment.current.files.read(fromFile)
    }
    let object: Value = [
      "apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)], "type": "kubernetes.io/dockerconfigjson",
      "data": [".dockerconfigjson": .string(Base64.encode(content))],
    ]
    try await options.create(hash.applied(to: object), plural: "secrets")
  }
}
