import APIMachinery
import ArgumentParser
import Basics
import CLI
import Daemon
import GitObjects
import GitStore

/// kctl seal: Secrets encrypted so that they may be committed.
struct SealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Encrypts the values of Secrets for the cluster, so that the manifests may be committed.",
    discussion: """
      kctl seal -f secret.yaml > sealed.yaml && git add sealed.yaml
      Everybody can seal; only the cluster opens. A value is sealed for its Secret: renamed, or in another namespace, it doesn't open. \
      The cluster's key is read from the repository or clone (-C, or that of the working directory), else from the API server: it is the \
      ConfigMap kctl-sealing-key of kube-public. Documents that aren't Secrets, and values that are sealed already, pass through.
      """)

  @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The manifests; - for standard input.", valueName: "file"), completion: .file())
  var filename: [String] = []

  @Option(help: ArgumentHelp("The cluster's sealing key, or a file with it.", valueName: "key"), completion: .file())
  var key: String?

  /// Its namespace is that of Secrets that name none.
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let environment = CommandEnvironment.current
    guard !filename.isEmpty else { throw CommandFailure("must specify --filename: the manifests to seal") }
    let key = try await sealingKey(environment)
    var output: [UInt8] = []
    for file in filename {
      let bytes = try TextFile.readBytes(file == "-" ? "/dev/stdin" : file)
      let documents: [YAMLDocument]
      do throws(YAML.SyntaxError) { documents = try YAML.documents(bytes) } catch { throw CommandFailure("\(file):\(error.line): \(error.message)") }
      for document in documents {
        let text = try sealed(document, of: bytes, "\(file):\(document.start.line)", key)
        if !output.isEmpty, !text.starts(with: "---".utf8) { output += Array("---\n".utf8) }
        output += text
        if output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
      }
    }
    try await environment.standardOutput(output)
  }

  /// The document as it stands, unless it holds Secrets.
  private func sealed(_ document: YAMLDocument, of bytes: [UInt8], _ place: String, _ key: SealingKey) throws -> [UInt8] {
    var object = document.value
    func isSecret(_ object: Value) -> Bool { object.kind == "Secret" && object.apiVersion == "v1" }
    func seal(_ object: Value) throws -> Value {
      var object = object
      if let namespace = cluster.namespace, object.namespace.isEmpty { object[path: "metadata", "namespace"] = .string(namespace) }
      do { return try key.seal(object) } catch { throw CommandFailure("\(place): \(error)") }
    }
    if isSecret(object) { return YAML.encode(try seal(object)) }
    guard let items = object["items"]?.array, items.contains(where: isSecret) else { return Array(bytes[document.range]) }
    object["items"] = .array(try items.map { isSecret($0) ? try seal($0) : $0 })
    return YAML.encode(object)
  }

  private func sealingKey(_ environment: CommandEnvironment) async throws -> SealingKey {
    if let key {
      let text = key.hasPrefix("kctl-seal-") ? key : try TextFile.read(key)
      guard let parsed = SealingKey(text) else { throw CommandFailure("--key: this is not a sealing key: it reads kctl-seal-v1:…") }
      return parsed
    }
    if !cluster.namesServer {
      let path = RepositoryChoice.path(cluster.repository, environment.variables)
      if let found = try? Repository.open(path), let published = try await onOwnThread({ try PublishedSealingKeys.read(in: found) }) {
        return published.current
      }
    }
    var server = cluster
    // Opening a clone as a cluster of its own would make it one, with another key.
    if let repository = cluster.repository, !LocalCluster.isRepository(repository) { server.repository = nil }
    let reason: String
    do {
      if let keys = PublishedSealingKeys(configMap: try await server.object(at: ClusterSealing.path)) { return keys.current }
      reason = "the ConfigMap holds none"
    } catch let error as StatusError {
      reason = error.message
    }
    throw CommandFailure("the cluster's sealing key can't be read: \(reason): name it with --key, or a clone of the cluster's repository with -C")
  }
}
