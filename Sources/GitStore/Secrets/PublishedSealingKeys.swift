import APIMachinery
import GitObjects

extension SealingKey {
  /// Where a cluster's sealing key is: a ConfigMap, so that it is on `live`, and in every clone.
  public static let configMap = ObjectKey(GroupResource(resource: "configmaps"), namespace: "kube-public", name: "kctl-sealing-key")
  public static let configMapField = "key"
  private static let references = ["refs/heads/live", "refs/remotes/origin/live"]

  /// The key in the ConfigMap; nil when it holds none.
  public init?(configMap: Value) {
    guard let text = configMap[path: "data", Self.configMapField]?.string else { return nil }
    self.init(text)
  }

  /// The key of the cluster that the repository is of, or is a clone of; nil when none is there. Blocks on the disk.
  public static func published(in repository: Repository) throws(GitError) -> SealingKey? {
    for reference in references {
      guard let tip = try repository.resolve(reference) else { continue }
      var tree: ObjectID? = try repository.commit(tip).tree
      for directory in LivePath.directories(configMap) {
        guard let id = tree else { break }
        tree = try repository.tree(id).entries.first { $0.name == directory && $0.isTree }?.id
      }
      guard let tree else { continue }
      let name = LivePath.fileName(configMap)
      let found = try repository.changedPaths(fromTree: nil, toTree: tree).first { $0.path == name || $0.path.hasSuffix("/" + name) }
      guard let blob = found?.new, let value = try? YAML.decode(repository.blob(blob)) else { continue }
      if let key = SealingKey(configMap: value) { return key }
    }
    return nil
  }
}
