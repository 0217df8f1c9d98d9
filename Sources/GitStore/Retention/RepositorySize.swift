import Basics
import Glibc

/// What a repository takes on the disk, in bytes.
public struct RepositorySize: Hashable, Sendable {
  public var packs: Int64 = 0
  public var packCount = 0
  public var looseObjects: Int64 = 0
  /// What is acknowledged and not in git yet.
  public var journal: Int64 = 0
  /// Indexes and the checkpoint, which are made from git.
  public var indexes: Int64 = 0

  public var total: Int64 { packs + looseObjects + journal + indexes }

  /// Looks at every file's length. Files that vanish meanwhile don't count. Blocks on the disk.
  public init(_ gitDirectory: String) {
    for name in DirectoryListing.names(gitDirectory + "/objects/pack") ?? [] {
      packs += Self.length("\(gitDirectory)/objects/pack/\(name)")
      if name.hasSuffix(".pack") { packCount += 1 }
    }
    for directory in DirectoryListing.names(gitDirectory + "/objects") ?? [] where directory.utf8.count == 2 {
      for name in DirectoryListing.names("\(gitDirectory)/objects/\(directory)") ?? [] {
        looseObjects += Self.length("\(gitDirectory)/objects/\(directory)/\(name)")
      }
    }
    for name in DirectoryListing.names(gitDirectory + "/kctl/journal") ?? [] { journal += Self.length("\(gitDirectory)/kctl/journal/\(name)") }
    for name in ["history", "changes", "checkpoint"] { indexes += Self.length("\(gitDirectory)/kctl/\(name)") }
  }

  private static func length(_ path: String) -> Int64 {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
  }
}
