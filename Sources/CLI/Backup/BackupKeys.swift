/// The keys of a cluster: which files they are, and where they go.
enum BackupKeys {
  /// Below a daemon's data directory: the key of the Secrets, the one that commits are signed with, and the certificates and keys that nodes
  /// and clients trust.
  private static let names = ["secrets.key", "signing.key", configuration]
  private static let folders = ["pki"]
  private static let configuration = "encryption.yaml"
  /// Where a repository remembers how the store encrypts, in small letters as git lists it.
  static let encryptionSetting = "kctl.encryptionproviderconfig"

  static func passphrase(_ path: String, _ files: any FileAccess) async throws -> String {
    let text = String(decoding: try await files.read(path), as: UTF8.self)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    guard line.count >= 8 else { throw CommandFailure("the passphrase in \(path) is too short: give at least 8 characters") }
    return line
  }

  /// By their names below the data directory. `place` is what these are appended to; `encryption` the file that says how the store
  /// encrypts, which takes the place of the store's own key and goes along, since the keys stand in it.
  static func collect(from place: String, encryption: String?, _ files: any FileAccess) async throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in names where await files.kind(place + name) == .file { found[name] = try await files.read(place + name) }
    for folder in folders where place.hasSuffix("/") {
      guard await files.kind(place + folder) == .directory else { continue }
      for name in try await files.list(place + folder) where await files.kind("\(place)\(folder)/\(name)") == .file {
        found[folder + "/" + name] = try await files.read("\(place)\(folder)/\(name)")
      }
    }
    if let encryption { found[configuration] = try await files.read(encryption) }
    guard encryption != nil || found["secrets.key"] != nil else {
      throw CommandFailure("there is no \(place)secrets.key: name the directory with the cluster's keys with --data-dir")
    }
    return found
  }

  /// Puts them back; none that is there already is overwritten. Answers where the encryption's configuration is now, if there is one.
  static func restore(_ keys: [String: [UInt8]], repository: String, dataDir: String?, _ files: any FileAccess) async throws -> String? {
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
    guard keys[configuration] != nil, let path = path(configuration) else { return nil }
    return try await files.absolutePath(path)
  }

  private static func withoutSlash(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
