import APIMachinery
import ArgumentParser
import Basics
import Client

/// The kubeconfig that a command line is about: one file, or several that are read as one. Each entry goes back to the file that it came from.
struct KubeconfigFile {
  private struct File {
    let path: String
    var config: Value
    var isChanged = false
  }

  private var files: [File]
  /// Where new entries go: the first that is there, else the last.
  private var target: Int

  /// For messages.
  var path: String { files[target].path }

  /// All of it, as `KubeconfigMerge` puts it together.
  var config: Value {
    var merge = KubeconfigMerge()
    for file in files { merge.add(file.config, path: file.path) }
    return merge.config
  }

  /// The file that is written to, by itself.
  var targetConfig: Value {
    var merge = KubeconfigMerge()
    merge.add(files[target].config, path: files[target].path)
    return merge.config
  }

  private static let empty: Value = ["apiVersion": "v1", "kind": "Config", "clusters": [], "contexts": [], "current-context": "", "users": []]

  /// Reads the kubeconfig that the options and the environment name. A file that isn't there is empty, unless it was named with
  /// `--kubeconfig` and `mustExist` holds.
  static func read(_ options: ClusterOptions, mustExist: Bool = true) async throws -> KubeconfigFile {
    let environment = CommandEnvironment.current
    let named = (environment.variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    let candidates = options.kubeconfig.map { [$0] } ?? (named.isEmpty ? [(environment.variables["HOME"] ?? "") + "/.kube/config"] : named)
    if mustExist, let path = options.kubeconfig, await environment.files.kind(path) == nil {
      throw CommandFailure("stat \(path): no such file or directory")
    }
    var files: [File] = []
    for path in candidates where await environment.files.kind(path) == .file {
      do {
        let value = try YAML.decode(try await environment.files.read(path))
        files.append(File(path: path, config: value.object == nil ? empty : value))
      } catch let error as YAML.SyntaxError {
        throw CommandFailure("error loading config file \"\(path)\": \(error)")
      }
    }
    if files.isEmpty { files = [File(path: candidates[candidates.count - 1], config: empty)] }
    return KubeconfigFile(files: files, target: 0)
  }

  func write() async throws {
    for file in files where file.isChanged {
      try await CommandEnvironment.current.files.write(YAML.encode(file.config, sortKeys: true), to: file.path)
    }
  }

  static func entry(_ name: String, in config: Value, _ list: String) -> Value? {
    config[list]?.array?.first { $0["name"]?.string == name }
  }

  /// Sets a field of the kubeconfig itself, such as `current-context`; an empty value or list is set in every file.
  mutating func set(_ field: String, _ value: Value) {
    for position in files.indices where position == target || value == "" || value == [] {
      if position != target, files[position].config[field] == nil { continue }
      files[position].config[field] = value
      files[position].isChanged = true
    }
  }

  /// Changes the entry of this name in `clusters`, `contexts` or `users`; makes it when there is none. True when it was made.
  mutating func change(_ name: String, in list: String, _ change: (inout Value) -> Void) -> Bool {
    let own = files.firstIndex { Self.entry(name, in: $0.config, list) != nil }
    let position = own ?? target
    let field = String(list.dropLast())
    var entries = files[position].config[list]?.array ?? []
    let place = entries.firstIndex { $0["name"]?.string == name }
    var content = place.flatMap { entries[$0][field] } ?? .object(Object())
    change(&content)
    let entry: Value = ["name": .string(name), field: content]
    if let place { entries[place] = entry } else { entries.append(entry) }
    files[position].config[list] = .array(entries)
    files[position].isChanged = true
    return own == nil
  }

  /// The file that it was in; nil when there is no such entry.
  mutating func remove(_ name: String, from list: String) -> String? {
    guard let position = files.firstIndex(where: { Self.entry(name, in: $0.config, list) != nil }) else { return nil }
    files[position].config[list] = .array((files[position].config[list]?.array ?? []).filter { $0["name"]?.string != name })
    files[position].isChanged = true
    return files[position].path
  }

  /// With certificates in line, in place of the files they were named by.
  static func flattened(_ config: Value, _ files: any FileAccess) async throws -> Value {
    var config = config
    for (list, fields) in [("clusters", ["certificate-authority"]), ("users", ["client-certificate", "client-key"])] {
      var entries = config[list]?.array ?? []
      for position in entries.indices {
        for field in fields {
          guard let named = entries[position][path: String(list.dropLast()), field]?.string else { continue }
          entries[position][path: String(list.dropLast()), field + "-data"] = .string(Base64.encode(try await files.read(named)))
          entries[position][path: String(list.dropLast()), field] = nil
        }
      }
      config[list] = .array(entries)
    }
    return config
  }
}
