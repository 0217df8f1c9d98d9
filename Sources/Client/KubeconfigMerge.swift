import APIMachinery

/// Several kubeconfig files as one (kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig): of two entries with one
/// name the first file's counts, and the first current context that is set. Relative paths are those of the file that they stand in.
public struct KubeconfigMerge: Sendable {
  public private(set) var config: Value = [
    "apiVersion": "v1", "kind": "Config", "clusters": [], "contexts": [], "current-context": "", "users": [],
  ]
  public private(set) var isEmpty = true

  public static let lists = ["clusters", "contexts", "users"]
  private static let paths = [
    "clusters": ["certificate-authority"], "users": ["client-certificate", "client-key", "tokenFile"],
  ]

  public init() {}

  public mutating func add(_ file: Value, path: String) {
    isEmpty = false
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
    if config["current-context"]?.string ?? "" == "", let current = file["current-context"]?.string { config["current-context"] = .string(current) }
    for list in Self.lists {
      var entries = config[list]?.array ?? []
      for entry in file[list]?.array ?? [] where !entries.contains(where: { $0["name"] == entry["name"] }) {
        entries.append(Self.resolved(entry, list, folder))
      }
      config[list] = .array(entries)
    }
    for field in file.object ?? [:] where config[field.key] == nil { config[field.key] = field.value }
  }

  private static func resolved(_ entry: Value, _ list: String, _ folder: String) -> Value {
    var entry = entry
    let field = String(list.dropLast())
    for name in paths[list] ?? [] {
      guard let path = entry[path: field, name]?.string, !path.isEmpty, !path.hasPrefix("/") else { continue }
      entry[path: field, name] = .string(folder + path)
    }
    // A plugin with a slash in its name is a path too; one without is looked for in PATH.
    if let command = entry[path: field, "exec", "command"]?.string, command.contains("/"), !command.hasPrefix("/") {
      entry[path: field, "exec", "command"] = .string(folder + command)
    }
    return entry
  }
}
