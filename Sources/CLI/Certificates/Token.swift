import APIMachinery
import APISchemas
import ArgumentParser
import Basics

/// kctl token.
struct Token: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manages the tokens with which hosts join the cluster as nodes.", discussion: "kctl token create --print-join-command",
    subcommands: [TokenCreate.self, TokenList.self, TokenDelete.self, TokenGenerate.self])
}

struct TokenCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a bootstrap token and prints it.", discussion: "kctl token create --print-join-command")

  @Argument(help: "The token, such as abcdef.0123456789abcdef; one nobody could guess, when not given.") var token: String?
  @Option(help: ArgumentHelp("How long the token holds; 0 for ever.", valueName: "duration")) var ttl = "24h"
  @Option(help: ArgumentHelp("What it is for, for people.", valueName: "text")) var description = ""
  @Option(help: ArgumentHelp("Groups that its bearer is in, below system:bootstrappers:.", valueName: "list"))
  var groups = "system:bootstrappers:kubeadm:default-node-token"
  @Option(help: ArgumentHelp("What it may be used for.", valueName: "list")) var usages = "signing,authentication"
  @Flag(help: "Prints the command that makes a host a node.") var printJoinCommand = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let token = try BootstrapTokenText(self.token ?? BootstrapTokenText.random().text)
    let lifetime = try GoDuration.parse(ttl, option: "ttl")
    guard lifetime >= .zero else { throw CommandFailure("--ttl must be 0 or more") }
    var data: [String: String] = ["token-id": token.id, "token-secret": token.secret]
    if lifetime > .zero { data["expiration"] = (session.environment.clock.now + lifetime).rfc3339 }
    if !description.isEmpty { data["description"] = description }
    if !groups.isEmpty { data["auth-extra-groups"] = groups }
    for usage in usages.split(separator: ",").map(String.init) {
      guard ["signing", "authentication"].contains(usage) else {
        throw CommandFailure("invalid usage \"\(usage)\": must be signing or authentication")
      }
      data["usage-bootstrap-" + usage] = "true"
    }
    let secret: Value = [
      "apiVersion": "v1", "kind": "Secret", "type": .string(BootstrapTokenText.secretType),
      "metadata": ["name": .string(token.secretName), "namespace": "kube-system"],
      "data": .object(Object(data.sorted { $0.key < $1.key }.map { ($0.key, .string(Base64.encode($0.value.utf8))) })),
    ]
    _ = try await session.call("POST", "/api/v1/namespaces/kube-system/secrets", body: secret)
    try await session.console.line(printJoinCommand ? try await joinCommand(session, token) : token.text)
  }

  private func joinCommand(_ session: ClusterSession, _ token: BootstrapTokenText) async throws -> String {
    let info = try await session.call("GET", "/api/v1/namespaces/kube-public/configmaps/cluster-info")
    let kubeconfig = try YAML.decode(Array((info[path: "data", "kubeconfig"]?.string ?? "").utf8))
    guard let server = kubeconfig["clusters"]?[0]?["cluster"]?["server"]?.string else {
      throw CommandFailure("cluster-info of kube-public does not say where the server is")
    }
    let certificates = try? await session.call("GET", "/apis/kctl.dev/v1alpha1/certificates")
    let hash = certificates?["authorityHash"]?.string.map { " --ca-cert-hash \($0)" } ?? ""
    return "kctl join \(server) --token \(token.text)\(hash)"
  }
}

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the bootstrap tokens.",
    discussion: "kctl token list", aliases: ["ls"])

  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    var query = QueryString()
    query.add("fieldSelector", "type=" + BootstrapTokenText.secretType)
    let list = try await session.call("GET", "/api/v1/namespaces/kube-system/secrets", query: query)
    var columns = ColumnWriter()
    if !noHeaders { columns.add(["TOKEN", "TTL", "EXPIRES", "USAGES", "DESCRIPTION", "EXTRA GROUPS"]) }
    for secret in list["items"]?.array ?? [] {
      func field(_ key: String) -> String { String(decoding: Base64.decode(secret[path: "data", key]?.string ?? "") ?? [], as: UTF8.self) }
      let usages = ["authentication", "signing"].filter { field("usage-bootstrap-" + $0) == "true" }.joined(separator: ",")
      let expiration = field("expiration")
      let ttl = Timestamp(rfc3339: expiration).map { end in
        end > session.environment.clock.now ? HumanDuration.text(end - session.environment.clock.now) : "<expired>"
      }
      columns.add([
        field("token-id") + "." + field("token-secret"), ttl ?? "<forever>", expiration.isEmpty ? "<never>" : expiration,
        usages.isEmpty ? "<none>" : usages, field("description").isEmpty ? "<none>" : field("description"), field("auth-extra-groups"),
      ])
    }
    try await session.console.write(columns.flush())
  }
}

struct TokenDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "delete", abstract: "Deletes bootstrap tokens.",
    discussion: "kctl token delete abcdef")

  @Argument(help: "The tokens, or their first halves.") var tokens: [String]
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    for token in tokens {
      let id = String(token.prefix { $0 != "." })
      guard BootstrapTokenText.isPart(id, count: 6) else { throw CommandFailure("\"\(token)\" is neither a token nor the id of one") }
      _ = try await session.call("DELETE", "/api/v1/namespaces/kube-system/secrets/" + BootstrapTokenText.secretPrefix + id)
      try await session.console.line("bootstrap token \"\(id)\" deleted")
    }
  }
}

struct TokenGenerate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "generate", abstract: "Prints a random token, without making it known.",
    discussion: "kctl token generate")

  func run() async throws { try await Console(CommandEnvironment.current).line(BootstrapTokenText.random().text) }
}

/// `abcdef.0123456789abcdef`
struct BootstrapTokenText: Hashable, Sendable {
  static let secretType = "bootstrap.kubernetes.io/token"
  static let secretPrefix = "bootstrap-token-"

  let id: String
  let secret: String
  var text: String { id + "." + secret }
  var secretName: String { Self.secretPrefix + id }

  init(_ text: String) throws(CommandFailure) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Self.isPart(parts[0], count: 6), Self.isPart(parts[1], count: 16) else {
      throw CommandFailure("the bootstrap token \"\(text)\" was not of the form \"[a-z0-9]{6}.[a-z0-9]{16}\"")
    }
    (id, secret) = (parts[0], parts[1])
  }

  private init(id: String, secret: String) { (self.id, self.secret) = (id, secret) }

  static func random() -> BootstrapTokenText {
    let random = SystemRandom()
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    func part(_ count: Int) -> String { String((0..<count).map { _ in alphabet[random.below(alphabet.count)] }) }
    return BootstrapTokenText(id: part(6), secret: part(16))
  }

  static func isPart(_ text: String, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
  }
}
