import APIMachinery
import ArgumentParser
import Basics

/// A kubeconfig as a value, and the file that it came from and goes back to.
struct KubeconfigFile {
  let path: String
  var config: Value

  /// Reads the kubeconfig that the options and the environment name. Of several files in KUBECONFIG the first one that is
  /// there counts. One that isn't there is empty, unless it was named with `--kubeconfig` and `mustExist` holds.
  static func read(_ options: ClusterOptions, mustExist: Bool = true) async throws -> KubeconfigFile {
    let environment = CommandEnvironment.current
    let named = (environment.variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    let candidates = options.kubeconfig.map { [$0] } ?? (named.isEmpty ? [(environment.variables["HOME"] ?? "") + "/.kube/config"] : named)
    for path in candidates where await environment.files.kind(path) == .file {
      do {
        return KubeconfigFile(path: path, config: try YAML.decode(try await environment.files.read(path)))
      } catch let error as YAML.SyntaxError {
        throw CommandFailure("error loading config file \"\(path)\": \(error)")
      }
    }
    if mustExist, let path = options.kubeconfig { throw CommandFailure("stat \(path): no such file or directory") }
    let empty: Value = ["apiVersion": "v1", "kind": "Config", "clusters": [], "contexts": [], "current-context": "", "users": []]
    return KubeconfigFile(path: candidates[0], config: empty)
  }

  func write() async throws {
    try await CommandEnvironment.current.files.write(YAML.encode(config, sortKeys: true), to: path)
  }

  static func entry(_ name: String, in config: Value, _ list: String) -> Value? {
    config[list]?.array?.first { $0["name"]?.string == name }
  }

  /// Changes the entry of this name in `clusters`, `contexts` or `users`; makes it when there is none. True when it was made.
  mutating func change(_ name: String, in list: String, _ change: (inout Value) -> Void) -> Bool {
    let field = String(list.dropLast())
    var entries = config[list]?.array ?? []
    let position = entries.firstIndex { $0["name"]?.string == name }
    var content = position.flatMap { entries[$0][field] } ?? .object(Object())
    change(&content)
    let entry: Value = ["name": .string(name), field: content]
    if let position { entries[position] = entry } else { entries.append(entry) }
    config[list] = .array(entries)
    return position == nil
  }

  /// False when there is no such entry.
  mutating func remove(_ name: String, from list: String) -> Bool {
    let entries = config[list]?.array ?? []
    let rest = entries.filter { $0["name"]?.string != name }
    config[list] = .array(rest)
    return rest.count < entries.count
  }

  /// With certificates and tokens in line, in place of the files they were named by.
  func flattened(_ config: Value, _ files: any FileAccess) async throws -> Value {
    var config = config
    for (list, fields) in [("clusters", ["certificate-authority"]), ("users", ["client-certificate", "client-key"])] {
      var entries = config[list]?.array ?? []
      for position in entries.indices {
        for field in fields {
          guard let named = entries[position][path: String(list.dropLast()), field]?.string else { continue }
          let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
          let file = named.hasPrefix("/") ? named : folder + named
          entries[position][path: String(list.dropLast()), field + "-data"] = .string(Base64.encode(try await files.read(file)))
          entries[position][path: String(list.dropLast()), field] = nil
        }
      }
      config[list] = .array(entries)
    }
    return config
  }
}
