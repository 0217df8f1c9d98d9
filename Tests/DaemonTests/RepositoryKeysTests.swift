import Basics
import Foundation
import GitObjects
import Testing

@testable import Daemon

struct RepositoryKeysTests {
  /// Answers what `body` does with a directory that is gone afterwards.
  private func withDirectory(_ body: (String) async throws -> Void) async throws {
    let path = "/tmp/kctl-keys-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }

  private func names(_ path: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  @Test func `whatever a repository is called, its keys are beside it`() async throws {
    try await withDirectory { directory in
      let repository = try Repository.initialize(directory + "/c.git/.")
      for path in [directory + "/c.git", directory + "/c.git/", directory + "/c.git/.", "."] {
        #expect(RepositoryKeys.file("secrets.key", of: repository, at: path).hasSuffix("/c.git.secrets.key"), "\(path)")
      }
    }
  }

  @Test func `a cluster made in the directory one is in is found again, with its keys`() async throws {
    try await withDirectory { directory in
      for word in ["Initialized empty", "Reinitialized existing"] {
        let line = try await LocalCluster.initialise(directory + "/c.git/.")
        #expect(line.hasPrefix(word))
        #expect(await LocalCluster.closeAll().isEmpty)
      }
      #expect(try names(directory) == ["c.git", "c.git.secrets.key", "c.git.signing.key"])
    }
  }

  @Test func `people who add all files of a work tree don't commit its keys`() async throws {
    try await withDirectory { directory in
      let repository = try Repository.initialize(directory, bare: false)
      let place = RepositoryKeys.file("secrets.key", of: repository, at: directory)
      #expect(place == directory + "/.git/kctl/secrets.key")
      // One that was made beside it goes on being used.
      try TextFile.write("old", to: directory + "/.git.secrets.key")
      #expect(RepositoryKeys.file("secrets.key", of: repository, at: directory) == directory + "/.git.secrets.key")
    }
  }

  @Test func `a daemon takes the keys over of a repository that was used without one, and keeps those it has`() async throws {
    try await withDirectory { directory in
      let (path, data) = (directory + "/c.git", directory + "/data")
      try TextFile.makeDirectories(data)
      try RepositoryKeys.adopt(from: path, into: data)
      #expect(try names(data) == [])
      _ = try Repository.initialize(path)
      try TextFile.write("secret", to: path + ".secrets.key")
      try TextFile.write("signing", to: path + ".signing.key")
      try TextFile.write("own", to: data + "/signing.key")
      try RepositoryKeys.adopt(from: path, into: data)
      #expect(try TextFile.read(data + "/secrets.key") == "secret" && TextFile.read(data + "/signing.key") == "own")
      let mode = try FileManager.default.attributesOfItem(atPath: data + "/secrets.key")[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }
}
