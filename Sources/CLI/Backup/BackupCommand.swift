import APIMachinery
import ArgumentParser

/// kctl backup: a consistent, verified, incremental copy of a cluster.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copies the cluster into a directory: everything, or what came since the last time.",
    discussion: """
      The first backup in a directory holds all, each later one what has been added since, as git bundles; every one is verified. Writers \
      go on meanwhile: all that was acknowledged when it began is in it. Run it on the daemon's host. Keys are copied only with \
      --passphrase-file, sealed with what is in it; without them the Secrets of a backup can't be opened, and what is committed after a \
      restore is signed with a new key.

      kctl backup /mnt/backup
      kctl backup /mnt/backup --passphrase-file pass --data-dir /var/lib/kctl
      """)

  @Argument(help: ArgumentHelp("Where the backup is, or is to be.", valueName: "directory"), completion: .directory) var directory: String
  @Option(help: ArgumentHelp("Copies the keys too, sealed with the passphrase in this file.", valueName: "file"), completion: .file())
  var passphraseFile: String?
  @Option(help: ArgumentHelp("Where the keys are, if not where the daemon keeps them.", valueName: "dir"), completion: .directory) var dataDir: String?
  @Flag(help: "Begins anew with a full copy.") var full = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let files = session.environment.files
    // Everything acknowledged by now is in git when the answer comes.
    let revision = try await session.history("/point", QueryString())["revision"]?.int ?? 0
    guard let local = try await session.localRepository() else {
      throw CommandFailure("the repository is not on this host: run the backup where the daemon runs, or clone with git")
    }
    let git = GitProgram(environment: session.environment, repository: local.path)
    try await files.makeDirectories(directory)
    let place = try await files.absolutePath(directory)
    var manifest = BackupManifest()
    if await files.kind(place + "/" + BackupManifest.fileName) != nil {
      let before = try? BackupManifest(try await files.read(place + "/" + BackupManifest.fileName))
      if full {
        (manifest.keys, manifest.keysFile) = (before?.keys, before?.keysFile ?? BackupManifest.keysFileName)
      } else {
        manifest = try BackupManifest(try await files.read(place + "/" + BackupManifest.fileName))
        try await BackupCheck(git: git, directory: place).checksums(manifest)
      }
    }
    // Under names that were never used: until the manifest is replaced, the backup that is there stays whole.
    let number = Self.nextNumber(try await files.list(place))
    if let passphraseFile {
      manifest.keysFile = "keys-\(number).sealed"
      manifest.keys = try await copyKeys(local, place + "/" + manifest.keysFile, passphraseFile, git, session)
    }
    let added = try await add(to: &manifest, number + ".bundle", git, place, session)
    let written = [added?.file, passphraseFile.map { _ in manifest.keysFile }].compactMap { $0.map { place + "/" + $0 } }
    if !written.isEmpty, try await session.environment.runProcess(ProcessRequest("sync", written)).exitCode != 0 {
      throw CommandFailure("the backup's files can't be synced to the disk; the backup is as it was")
    }
    (manifest.settings, manifest.signers) = (try await git.settings(), try await git.signers())
    try await files.write(Array(manifest.text.utf8), to: place + "/" + BackupManifest.fileName)
    let named = Set(manifest.bundles.map(\.file) + (manifest.keys == nil ? [] : [manifest.keysFile]))
    for name in try await files.list(place) where Self.isOurs(name) && !named.contains(name) { try await files.remove(place + "/" + name) }
    let what = added.map { "\($0.file) (\(manifest.bundles.count == 1 ? "full" : "incremental"))" } ?? "nothing new"
    try await session.console.line("Backed up revision \(revision) to \(directory): \(what)" + (manifest.keys == nil ? ", without keys" : ", with keys"))
  }

  /// What comes after every number that a file of a backup here has, of four digits at least.
  private static func nextNumber(_ names: [String]) -> String {
    let numbers = names.filter(isOurs).compactMap { name in Int(name.drop { !$0.isNumber }.prefix { $0.isNumber }) }
    let number = String((numbers.max() ?? 0) + 1)
    return String(repeating: "0", count: max(0, 4 - number.count)) + number
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasSuffix(".bundle") || name.hasSuffix(".bundle.new") || name.hasPrefix("keys") && name.hasSuffix(".sealed")
  }

  /// Nil when nothing has changed since the last bundle, but perhaps for references to what is in the backup.
  private func add(
    to manifest: inout BackupManifest, _ file: String, _ git: GitProgram, _ place: String, _ session: ClusterSession
  ) async throws -> BackupManifest.Bundle? {
    let known = manifest.bundles.last?.references ?? [:]
    let references = BackupManifest.kept(try await git.references())
    guard !references.isEmpty else { throw CommandFailure("the repository is empty: there is nothing to back up") }
    if references == known { return nil }
    let changed = references.filter { known[$0.key] != $0.value }.map(\.key).sorted()
    // What is gone from the repository can't be left out by name.
    var bases: [String] = []
    for id in Set(known.values).sorted() where (try? await git.run("cat-file", "-e", id)) != nil { bases.append("^" + id) }
    let isFirst = manifest.bundles.isEmpty
    let news = isFirst || changed.isEmpty ? "" : try await git.run(["rev-list", "--objects", "--max-count=1"] + changed + bases)
    guard isFirst || !news.isEmpty else {
      // Git makes no bundle of that: a restore makes such references itself.
      manifest.bundles[manifest.bundles.count - 1].references = references
      return nil
    }
    _ = try await git.run(["bundle", "create", "--quiet", place + "/" + file] + changed + bases)
    try await git.verify(bundle: place + "/" + file)
    // The heads that the bundle itself names: writers may have moved on since they were listed.
    var after = references
    for line in try await git.run("bundle", "list-heads", place + "/" + file).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2, parts[1] != "HEAD" { after[parts[1]] = parts[0] }
    }
    let bundle = BackupManifest.Bundle(
      file: file, checksum: try await git.checksum(place + "/" + file), time: session.now.rfc3339, references: after)
    manifest.bundles.append(bundle)
    return bundle
  }

  private func copyKeys(
    _ local: LocalRepository, _ file: String, _ passphraseFile: String, _ git: GitProgram, _ session: ClusterSession
  ) async throws -> String {
    let files = session.environment.files
    let passphrase = try await BackupKeys.passphrase(passphraseFile, files)
    let encryption = try await git.settings()[BackupKeys.encryptionSetting]
    let keys = try await BackupKeys.collect(from: dataDir.map { $0 + "/" } ?? local.keys, encryption: encryption, files)
    let sealed = try await session.environment.sealKeys(keys, passphrase)
    try await files.write(sealed, to: file)
    try await files.setPermissions(0o600, of: file)
    return try await git.checksum(file)
  }
}
