import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import GitStore

/// The pairs of keys with which people seal Secrets for the cluster: the private halves are a Secret of kube-system, kept as every Secret is;
/// the public half of the current pair, and the names of those of before, are a ConfigMap that everybody may read.
public struct ClusterSealing: Sendable {
  private static let name = SealingKey.configMap.name
  private static let type = "kctl.dev/sealing-key"
  /// On the Secret: which of its keys is the current one.
  private static let currentAnnotation = "kctl.dev/current-sealing-key"
  private static let secrets = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "secrets"), namespace: "kube-system")
  private static let maps = ResourcePath(
    GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: SealingKey.configMap.namespace)
  /// Where clients read the public half.
  public static let path = "/api/v1/namespaces/\(SealingKey.configMap.namespace)/configmaps/\(SealingKey.configMap.name)"

  private let git: GitStore
  private let client: any APIClient

  init(_ git: GitStore, _ server: APIServer) {
    self.git = git
    client = server.client(as: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap")
  }

  /// The cluster's private keys, and which of them is the current one.
  private struct Pairs {
    var secret: Value
    var keys: [OpeningKey]
    var current: OpeningKey

    var published: PublishedSealingKeys { .init(current: current.sealing, formerIDs: Set(keys.map(\.sealing.id)).subtracting([current.sealing.id])) }
  }

  /// Gives the store the private keys that the cluster has, and makes the first pair.
  func prepare() async throws {
    let pairs = try await pairs()
    for key in pairs.keys { git.add(key) }
    try await publish(pairs)
  }

  /// Ids: the current one, and those of before that open still.
  func ids() async throws -> PublishedSealingKeys { try await pairs().published }

  /// Makes a new pair the current one. Those of before go on opening.
  func renew() async throws -> PublishedSealingKeys {
    var pairs = try await pairs()
    let key = OpeningKey()
    pairs.keys.append(key)
    pairs.current = key
    pairs.secret[path: "data", key.sealing.id] = .string(Base64.encode(key.secretBytes))
    try await write(pairs)
    // Whoever sees the public half published finds that it opens.
    git.add(key)
    try await publish(pairs)
    return pairs.published
  }

  /// Has what is sealed count as to be encrypted anew where a manifest on `main` still holds values for a key of before.
  func expireFormer() async throws {
    let former = try await pairs().published.formerIDs
    guard !former.isEmpty else { return }
    let isUsed = try await onOwnThread { [git] in try former.contains { try !git.manifests(sealedTo: $0).isEmpty } }
    if isUsed { try git.expireSealed() }
  }

  /// Forgets a pair of before; only what was encrypted anew since goes on opening. Throws while a manifest on `main` needs it.
  func drop(_ id: String) async throws -> PublishedSealingKeys {
    var pairs = try await pairs()
    guard pairs.keys.contains(where: { $0.sealing.id == id }) else {
      throw StatusError.badRequest("there is no sealing key \(id): there are \(pairs.published.ids.sorted().joined(separator: ", "))")
    }
    guard pairs.current.sealing.id != id else { throw StatusError.badRequest("\(id) is the current sealing key: make another one first") }
    let files = try await onOwnThread { [git] in try git.manifests(sealedTo: id) }
    guard files.isEmpty else {
      let more = files.count > 3 ? ", and \(files.count - 3) more" : ""
      throw StatusError(
        409, .conflict, "the sealing key \(id) is needed still, by \(files.prefix(3).joined(separator: ", "))\(more): run 'kctl secrets reencrypt' first")
    }
    pairs.keys.removeAll { $0.sealing.id == id }
    pairs.secret[path: "data", id] = nil
    try await write(pairs)
    try await publish(pairs)
    git.removeOpeningKey(id)
    return pairs.published
  }

  private func pairs() async throws -> Pairs {
    do {
      let secret = try await client.get(Self.secrets, name: Self.name, options: GetOptions())
      let keys = (secret["data"]?.object ?? Object()).values.compactMap { $0.string.flatMap { Base64.decode($0) }.flatMap { OpeningKey(secretBytes: $0) } }
      guard let first = keys.first else {
        throw DaemonError("the Secret kube-system/\(Self.name) holds no key: put it back from history, or delete it and seal everything anew")
      }
      // A Secret of before there could be several doesn't say.
      let named = secret.annotations[Self.currentAnnotation]
      return Pairs(secret: secret, keys: keys, current: keys.first { $0.sealing.id == named } ?? first)
    } catch let error as StatusError where error.reason == .notFound {
      let key = OpeningKey()
      let secret = try await client.create(Self.secrets, Self.secret(key), options: Self.options)
      return Pairs(secret: secret, keys: [key], current: key)
    }
  }

  private static let options = WriteOptions(fieldManager: "kctl-bootstrap")

  private static func secret(_ key: OpeningKey) -> Value {
    [
      "apiVersion": "v1", "kind": "Secret", "type": .string(type),
      "metadata": [
        "name": .string(name), "namespace": .string(secrets.namespace ?? ""),
        "annotations": [
          "kubernetes.io/description": "Opens what people have sealed with kctl seal. Whoever reads it can open all of that.",
          currentAnnotation: .string(key.sealing.id),
        ],
      ],
      "data": .object(Object([(key.sealing.id, .string(Base64.encode(key.secretBytes)))])),
    ]
  }

  /// Throws a conflict when somebody else has changed the Secret since it was read.
  private func write(_ pairs: Pairs) async throws {
    var secret = pairs.secret
    secret[path: "metadata", "annotations", Self.currentAnnotation] = .string(pairs.current.sealing.id)
    _ = try await client.update(Self.secrets, secret, options: Self.options)
  }

  private func publish(_ pairs: Pairs) async throws {
    let published = pairs.published
    var map: Value = [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": .string(Self.name), "namespace": .string(SealingKey.configMap.namespace),
        "annotations": ["kubernetes.io/description": "What kctl seal encrypts Secrets to. It is public: only the cluster can open what it seals."],
      ],
      "data": published.data,
    ]
    do {
      let found = try await client.get(Self.maps, name: Self.name, options: GetOptions())
      guard found["data"] != published.data else { return }
      map[path: "metadata", "resourceVersion"] = .string(found.resourceVersion)
      _ = try await client.update(Self.maps, map, options: Self.options)
    } catch let error as StatusError where error.reason == .notFound {
      _ = try await client.create(Self.maps, map, options: Self.options)
    }
  }
}
