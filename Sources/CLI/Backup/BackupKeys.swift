/// The keys of a cluster: which files they are, and where they go.
enum BackupKeys {
  /// Below a daemon's data directory: the key of the Secrets, the one that commits are signed with, and the certificates and keys that nodes
  /// and clients trust.
  private static let names = ["secrets.key", "signing.key"]
  private static let folders = ["pki"]

  static func passphrase(_ path: String, _ files: any FileAccess) async throws -> String {
    let text = String(decoding: try await files.read(path), as: UTF8.self)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    guard line.count >= 8 else { throw CommandFailure("the passphrase in \(path) is too short: give at least 8 characters") }
    return line
  }

  /// By their names below the data directory.
  static func collect(repository: String, dataDir: String?, _ files: any FileAccess) async throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    guard let dataDir else {
      let base = withoutSlash(repository) + "."
      guard await files.kind(base + "secrets.key") == .file else {
        throw CommandFailure("no key is beside the repository (\(base)secrets.key): name the daemon's data directory with --data-dir")
      }
      for name in names where await files.kind(base + name) == .file { found[name] = try await files.read(base + name) }
      return found
    }
    for name in names where await files.kind(dataDir + "/" + name) == .file { found[name] = try await files.read(dataDir + "/" + name) }
    for folder in folders where await files.kind(dataDir + "/" + folder) == .directory {
      for name in try await files.list(dataDir + "/" + folder) where await files.kind("\(dataDir)/\(folder)/\(name)") == .file {
        found[folder + "/" + name] = try await files.read("\(dataDir)/\(folder)/\(name)")
      }
    }
    guard found["secrets.key"] != nil else { throw CommandFailure("\(dataDir) holds no secrets.key: it is no daemon's data directory") }
    return found
  }

  /// Puts them back; none that is there already is overwritten.
  static func restore(_ keys: [String: [UInt8]], repository: String, dataDir: String?, _ files: any FileAccess) async throws {
    func path(_ name: String) -> String? {
      if let dataDir { return dataDir + "/" + name }
      return names.contains(name) ? withoutSlash(repository) + "." + name : nil
    }
    for name in keys.keys {
      guard let path = path(name), await files.kind(path) != nil else { continue }
      throw CommandFailure("\(path) is there already; it is not overwritten. Move it away, or restore elsewhere")
    }
    for (name, bytes) in keys.sorted(by: { $0.key < $1.key }) {
      guard let path = path(name), let slash = path.lastIndex(of: "/") else { continue }
      try await files.makeDirectories(String(path[..<slash]))
      try await files.write(bytes, to: path)
      try await files.setPermissions(0o600, of: path)
    }
  }

  private static func withoutSlash(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
