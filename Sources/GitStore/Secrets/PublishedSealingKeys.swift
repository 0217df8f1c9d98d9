import APIMachinery
import GitObjects

/// What a cluster says of the keys that people seal with: the one to use, and those of before that it opens still.
public struct PublishedSealingKeys: Sendable {
  private static let keyField = "key"
  private static let formerField = "former"
  private static let references = ["refs/heads/live", "refs/remotes/origin/live"]

  public var current: SealingKey
  /// Ids of those of before.
  public var formerIDs: Set<String>

  public init(current: SealingKey, formerIDs: Set<String> = []) { (self.current, self.formerIDs) = (current, formerIDs) }

  /// Ids of all that open.
  public var ids: Set<String> { formerIDs.union([current.id]) }

  /// As the ConfigMap has them; nil when it holds no key.
  public init?(configMap: Value) {
    guard let text = configMap[path: "data", Self.keyField]?.string, let key = SealingKey(text) else { return nil }
    let former = configMap[path: "data", Self.formerField]?.string ?? ""
    self.init(current: key, formerIDs: Set(former.split(separator: " ").map(String.init)))
  }

  /// The ConfigMap's `data`.
  public var data: Value {
    var data: Value = [Self.keyField: .string(current.text)]
    if !formerIDs.isEmpty { data[Self.formerField] = .string(formerIDs.sorted().joined(separator: " ")) }
    return data
  }

  /// Those of the cluster that the repository is of, or is a clone of; nil when none is there. Blocks on the disk.
  public static func read(in repository: Repository) throws(GitError) -> PublishedSealingKeys? {
    for reference in references {
      guard let tip = try repository.resolve(reference) else { continue }
      let blob = try repository.blob(of: SealingKey.configMap, inLive: repository.commit(tip).tree)
      guard let blob, let value = try? YAML.decode(repository.blob(blob)) else { continue }
      if let keys = PublishedSealingKeys(configMap: value) { return keys }
    }
    return nil
  }
}

extension SealingKey {
  /// Where a cluster's sealing keys are: a ConfigMap, so that it is on `live`, and in every clone.
  public static let configMap = ObjectKey(GroupResource(resource: "configmaps"), namespace: "kube-public", name: "kctl-sealing-key")
}
