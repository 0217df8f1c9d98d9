import ArgumentParser

/// kctl restore: a cluster's repository, and its keys, from a backup.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a repository from a backup, with the same objects, uids and revisions.",
    discussion: """
      The backup is verified first; a repository that is there already is never touched. Start a daemon on the new repository afterwards. \
      New revisions go on far above the old ones, so that no client sees one twice.

      kctl restore /mnt/backup --repository /var/lib/kctl/cluster.git --data-dir /var/lib/kctl --passphrase-file pass
      """)

  @Argument(help: ArgumentHelp("Where the backup is.", valueName: "directory"), completion: .directory) var directory: String
  @Option(name: [.customShort("C", allowingJoined: true), .long], help: ArgumentHelp("The repository to make.", valueName: "dir"), completion: .directory)
  var repository: String
  @Option(help: ArgumentHelp("Puts the keys into this data directory, for a daemon to start with.", valueName: "dir"), completion: .directory)
  var dataDir: String?
  @Option(help: ArgumentHelp("The passphrase that the keys are sealed with.", valueName: "file"), completion: .file()) var passphraseFile: String?
  @Option(help: ArgumentHelp("Only up to this bundle of the backup; the last without it.", valueName: "number")) var bundle: Int?

  func run() async throws {
    let environment = CommandEnvironment.current
    let (files, console) = (environment.files, Console(environment))
    guard await files.kind(repository) == nil else {
      throw CommandFailure("\(repository) is there already; a restore makes a new repository. Move it away, or name another place")
    }
    guard await files.kind(directory + "/" + BackupManifest.fileName) == .file else {
      throw CommandFailure("\(directory) holds no backup: there is no \(BackupManifest.fileName) in it")
    }
    let (place, target) = (try await files.absolutePath(directory), try await Self.place(repository, files))
    var manifest = try BackupManifest(try await files.read(place + "/" + BackupManifest.fileName))
    if let bundle {
      guard (1...manifest.bundles.count).contains(bundle) else { throw CommandFailure("\(bundle) is no number of a bundle: the backup has 1 to \(manifest.bundles.count)") }
      manifest.bundles = Array(manifest.bundles.prefix(bundle))
    }
    try await BackupCheck(git: GitProgram(environment: environment, repository: place), directory: place).checksums(manifest)
    var keys: [String: [UInt8]] = [:]
    if manifest.keys != nil, let passphraseFile {
      let passphrase = try await BackupKeys.passphrase(passphraseFile, files)
      keys = try await environment.unsealKeys(try await files.read(place + "/" + manifest.keysFile), passphrase)
    } else if passphraseFile != nil {
      throw CommandFailure("the backup holds no keys")
    }
    let unfinished = target + ".restoring"
    guard await files.kind(unfinished) == nil else {
      throw CommandFailure("\(unfinished) was left by a restore that was interrupted: remove it, and try again")
    }
    do {
      try await build(manifest, place, unfinished, environment)
      if let encryption = try await BackupKeys.restore(keys, repository: target, dataDir: dataDir, files) {
        try await GitProgram(environment: environment, repository: unfinished).run("config", BackupKeys.encryptionSetting, encryption)
      }
      try await Self.program("mv", [unfinished, target], environment)
    } catch {
      _ = try? await environment.runProcess(ProcessRequest("rm", ["-rf", unfinished]))
      throw error
    }
    let bundles = "\(manifest.bundles.count) bundle\(manifest.bundles.count == 1 ? "" : "s")"
    try await console.line("Restored \(repository) from \(bundles), as of \(manifest.bundles.last?.time ?? "")")
    if keys.isEmpty {
      try await console.error("Warning: without keys (--passphrase-file) Secrets can't be opened: put secrets.key, or the encryption configuration, back before you start a daemon")
    }
  }

  /// The path from the root of what isn't there yet: only its directory has to be.
  private static func place(_ path: String, _ files: any FileAccess) async throws -> String {
    var trimmed = Substring(path)
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    let slash = trimmed.lastIndex(of: "/")
    let folder = slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
    let name = trimmed[(slash.map { trimmed.index(after: $0) } ?? trimmed.startIndex)...]
    try await files.makeDirectories(folder)
    let absolute = try await files.absolutePath(folder)
    return (absolute == "/" ? "" : absolute) + "/" + name
  }

  private func build(_ manifest: BackupManifest, _ place: String, _ target: String, _ environment: CommandEnvironment) async throws {
    try await Self.program("git", ["init", "-q", "--bare", "-b", "main", target], environment)
    let git = GitProgram(environment: environment, repository: target)
    for bundle in manifest.bundles {
      do { try await git.verify(bundle: place + "/" + bundle.file) } catch let error as CommandFailure {
        throw CommandFailure("\(bundle.file) doesn't build on the bundles before it, or is damaged: a link of the backup is missing."
            + " Copy it again from where it came, or restore what is whole with --bundle. Nothing was changed (\(error.description))")
      }
      try await git.run("fetch", "-q", "--no-tags", place + "/" + bundle.file, "+refs/*:refs/*")
    }
    let wanted = BackupManifest.kept(manifest.bundles.last?.references ?? [:])
    for name in try await git.references().keys where wanted[name] == nil { try await git.run("update-ref", "-d", name) }
    // No bundle names references to what was in those before it.
    let found = try await git.references()
    for (name, id) in wanted where found[name] != id { _ = try? await git.run("update-ref", name, id) }
    guard try await git.references() == wanted else {
      throw CommandFailure("the bundles don't lead to where the branches stood: the backup is not whole")
    }
    try await git.run("fsck", "--connectivity-only", "--no-dangling", "--no-progress")
    try await git.run("config", "kctl.layoutVersion", "1")
    for (name, value) in manifest.settings.sorted(by: { $0.key < $1.key }) { try await git.run("config", name, value) }
    if let signers = manifest.signers { try await git.setSigners(signers) }
  }

  private static func program(_ name: String, _ arguments: [String], _ environment: CommandEnvironment) async throws {
    let outcome = try await environment.runProcess(ProcessRequest("env", GitProgram.withoutVariables + [name] + arguments, collectsOutput: true))
    guard outcome.exitCode == 0 else {
      throw CommandFailure("\(name) failed with exit code \(outcome.exitCode): \(String(decoding: outcome.output, as: UTF8.self).trimmed)")
    }
  }
}
