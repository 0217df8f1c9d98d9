import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import GitStore

/// The pair of keys with which people seal Secrets for the cluster: the private half is a Secret of kube-system, kept as every Secret is; the
/// public half is a ConfigMap that everybody may read.
public enum ClusterSealing {
  private static let name = SealingKey.configMap.name
  private static let secretNamespace = "kube-system"
  private static let type = "kctl.dev/sealing-key"
  /// Where clients read the public half.
  public static let path = "/api/v1/namespaces/\(SealingKey.configMap.namespace)/configmaps/\(SealingKey.configMap.name)"

  /// Gives the store the private keys that the cluster has, and makes the first pair.
  static func prepare(_ git: GitStore, _ server: APIServer) async throws {
    let client = server.client(as: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap")
    let keys = try await privateKeys(client)
    for key in keys { git.add(key) }
    try await publish(keys, client)
  }

  private static func privateKeys(_ client: any APIClient) async throws -> [OpeningKey] {
    let secrets = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "secrets"), namespace: secretNamespace)
    do {
      let secret = try await client.get(secrets, name: name, options: GetOptions())
      let keys = (secret["data"]?.object ?? Object()).values.compactMap { $0.string.flatMap { Base64.decode($0) }.flatMap { OpeningKey(secretBytes: $0) } }
      guard keys.isEmpty else { return keys }
      throw DaemonError("the Secret \(secretNamespace)/\(name) holds no key: put it back from history, or delete it and seal everything anew")
    } catch let error as StatusError where error.reason == .notFound {
      let key = OpeningKey()
      let secret: Value = [
        "apiVersion": "v1", "kind": "Secret", "type": .string(type),
        "metadata": [
          "name": .string(name), "namespace": .string(secretNamespace),
          "annotations": ["kubernetes.io/description": "Opens what people have sealed with kctl seal. Whoever reads it can open all of that."],
        ],
        "data": .object(Object([(key.sealing.id, .string(Base64.encode(key.secretBytes)))])),
      ]
      _ = try await client.create(secrets, secret, options: WriteOptions(fieldManager: "kctl-bootstrap"))
      return [key]
    }
  }

  private static func publish(_ keys: [OpeningKey], _ client: any APIClient) async throws {
    let maps = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: SealingKey.configMap.namespace)
    func object(_ key: OpeningKey) -> Value {
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": [
          "name": .string(name), "namespace": .string(SealingKey.configMap.namespace),
          "annotations": ["kubernetes.io/description": "What kctl seal encrypts Secrets to. It is public: only the cluster can open what it seals."],
        ],
        "data": [SealingKey.configMapField: .string(key.sealing.text)],
      ]
    }
    guard let first = keys.first else { return }
    do {
      let found = try await client.get(maps, name: name, options: GetOptions())
      if let known = SealingKey(configMap: found), keys.contains(where: { $0.sealing.id == known.id }) { return }
      var map = object(first)
      map[path: "metadata", "resourceVersion"] = .string(found.resourceVersion)
      _ = try await client.update(maps, map, options: WriteOptions(fieldManager: "kctl-bootstrap"))
    } catch let error as StatusError where error.reason == .notFound {
      _ = try await client.create(maps, object(first), options: WriteOptions(fieldManager: "kctl-bootstrap"))
    }
  }
}
