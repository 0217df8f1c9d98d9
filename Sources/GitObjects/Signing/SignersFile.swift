import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// The list of who may sign, as a repository keeps it for git, for `kctl verify` and for pushes. It isn't part of what is cloned: whom
/// one trusts isn't for the other side to say.
public enum SignersFile {
  public static func path(_ repository: Repository) -> String { repository.gitDirectory + "/kctl/allowed_signers" }

  /// Nobody when there is no list. Throws for a list that can't be read or understood.
  public static func read(_ repository: Repository) throws -> AllowedSigners {
    let path = path(repository)
    guard access(path, F_OK) == 0 else { return AllowedSigners() }
    return try AllowedSigners(TextFile.read(path))
  }

  public static func write(_ signers: AllowedSigners, _ repository: Repository) throws {
    try TextFile.makeDirectories(repository.gitDirectory + "/kctl", mode: 0o700)
    try TextFile.write(signers.text, to: path(repository), mode: 0o644)
  }
}
