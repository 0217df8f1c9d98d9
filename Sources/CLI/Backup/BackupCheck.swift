/// Whether a backup's files are what its manifest says.
struct BackupCheck: Sendable {
  let git: GitProgram
  let directory: String

  func checksums(_ manifest: BackupManifest) async throws {
    for bundle in manifest.bundles { try await check(bundle.file, bundle.checksum) }
    if let keys = manifest.keys { try await check(manifest.keysFile, keys) }
  }

  private func check(_ file: String, _ checksum: String) async throws {
    let path = directory + "/" + file
    guard await git.environment.files.kind(path) == .file else { throw CommandFailure("\(path) is missing: the backup is not whole") }
    guard try await git.checksum(path) == checksum else {
      throw CommandFailure("\(path) is damaged or cut short: copy it again from where it came, or begin a new backup with --full. Nothing was changed")
    }
  }
}
