import APIMachinery
@testable import CLI
import Client
import Synchronization
import Testing

@Suite struct BackupCommandTests {
  private func harness(_ git: @escaping @Sendable ([String]) -> (Int32, String)) -> CommandHarness {
    let cluster = CannedCluster()
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/history/point") { _ in CannedCluster.json(["revision": 42]) }
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/repository") { _ in CannedCluster.json(["repository": "/srv/c.git", "keys": "/srv/c.git."]) }
    var harness = CommandHarness(cluster)
    harness.files["/srv/c.git/HEAD"] = "ref: refs/heads/main"
    harness.runProcess = { request, files in
      // Nothing may have git work elsewhere than it is told.
      #expect(["mv", "rm", "sync"].contains(request.program) || request.program == "env" && request.arguments.contains("GIT_DIR"))
      if request.program == "sync" { return ProcessOutcome(exitCode: 0) }
      if request.program == "mv" || request.arguments.contains("mv") {
        let moved = request.arguments.suffix(2)
        files[moved[moved.startIndex + 1]] = files[moved[moved.startIndex]]
        files[moved[moved.startIndex]] = nil
        return ProcessOutcome(exitCode: 0)
      }
      let words = Array(request.arguments.drop { $0 != "gc.auto=0" }.dropFirst())
      if words.first == "bundle", words.dropFirst().first == "create" { files[words[3]] = words.dropFirst(4).joined(separator: " ") }
      let (code, text) = git(words)
      return ProcessOutcome(exitCode: code, output: Array(text.utf8))
    }
    return harness
  }

  @Test("where a configuration encrypts, it goes along in place of the store's own key, and comes back beside the others")
  func encryption() async throws {
    let files = MemoryFiles()
    (files["/d/signing.key"], files["/etc/e.yaml"]) = ("s", "e")
    let keys = try await BackupKeys.collect(from: "/d/", encryption: "/etc/e.yaml", files)
    #expect(keys.keys.sorted() == ["encryption.yaml", "signing.key"])
    await #expect(throws: CommandFailure.self) { try await BackupKeys.collect(from: "/d/", encryption: nil, files) }
    #expect(try await BackupKeys.restore(keys, repository: "/r/c.git", dataDir: nil, files) == "/r/c.git.encryption.yaml")
    #expect(files["/r/c.git.encryption.yaml"] == "e" && files["/r/c.git.signing.key"] == "s")
    #expect(try await BackupKeys.restore(["secrets.key": [1]], repository: "/r/d.git", dataDir: nil, files) == nil)
  }

  @Test("the first backup is full, the next holds what came since, and one without news says so")
  func incremental() async throws {
    let state = Tips()
    let harness = harness { words in
      switch words[0] {
      case "for-each-ref": (0, state.tips)
      case "hash-object": (0, "c0ffee")
      case "rev-list": (0, words.contains("refs/tags/t") ? "" : "22")
      case "bundle" where words[1] == "list-heads": (0, state.tips.replacing("HEAD", with: ""))
      default: (0, "")
      }
    }
    #expect(await harness.run("backup", "b").output == "Backed up revision 42 to b: 0001.bundle (full), without keys\n")
    #expect(harness.files["/work/b/0001.bundle"] == "refs/heads/live refs/heads/main")
    #expect(await harness.run("backup", "b").output == "Backed up revision 42 to b: nothing new, without keys\n")
    state.set("22 refs/heads/live\n11 refs/heads/main")
    #expect(await harness.run("backup", "b").output == "Backed up revision 42 to b: 0002.bundle (incremental), without keys\n")
    #expect(harness.files["/work/b/0002.bundle"] == "refs/heads/live ^11 ^21")
    let manifest = try #require(harness.files["/work/b/backup.json"])
    #expect(manifest.contains("\"0002.bundle\"") && manifest.contains("\"c0ffee\""))
  }

  @Test("references to what a backup has already make no bundle, and come back all the same; how far remotes are followed doesn't count")
  func knownReferences() async throws {
    let state = Tips()
    let harness = harness { words in
      switch words[0] {
      case "for-each-ref": (0, state.tips)
      case "hash-object": (0, "c0ffee")
      case "rev-list": (0, "")
      case "bundle" where words[1] == "list-heads": (0, "21 refs/heads/live\n11 refs/heads/main")
      default: (0, "")
      }
    }
    #expect(await harness.run("backup", "b").exitCode == 0)
    state.set("21 refs/heads/live\n11 refs/heads/main\n11 refs/kctl/sync/main")
    #expect(await harness.run("backup", "b").output.contains("nothing new"))
    state.set("21 refs/heads/live\n11 refs/heads/main\n11 refs/tags/t")
    #expect(await harness.run("backup", "b").output.contains("nothing new"))
    #expect(harness.files["/work/b/0002.bundle"] == nil)
    #expect(harness.files["/work/b/backup.json"]?.contains("refs/tags/t") == true)
  }

  @Test("a full backup that fails leaves the one that is there as it was; one that succeeds takes its place")
  func fullAnew() async throws {
    let fails = Tips()
    let harness = harness { words in
      switch words[0] {
      case "for-each-ref": (0, "21 refs/heads/live\n11 refs/heads/main")
      case "hash-object": (0, "c0ffee")
      case "bundle" where words[1] == "list-heads": (0, "21 refs/heads/live\n11 refs/heads/main")
      case "bundle" where words[1] == "create" && fails.tips == "fail": (1, "no space left")
      default: (0, "")
      }
    }
    harness.files["pass"] = "secret\n"
    #expect(await harness.run("backup", "b").exitCode == 0)
    let before = harness.files["/work/b/backup.json"]
    // No key is beside the repository.
    #expect(await harness.run("backup", "b", "--full", "--passphrase-file", "pass").exitCode == 1)
    fails.set("fail")
    #expect(await harness.run("backup", "b", "--full").exitCode == 1)
    #expect(harness.files["/work/b/backup.json"] == before && harness.files["/work/b/0001.bundle"] != nil)
    fails.set("")
    #expect(await harness.run("backup", "b", "--full").output.hasSuffix(".bundle (full), without keys\n"))
    #expect(harness.files["/work/b/0001.bundle"] == nil)
    #expect(harness.files.paths.filter { $0.hasSuffix(".bundle") }.count == 1)
  }

  @Test("a bundle that was cut short, a directory that holds no backup and a repository that is there are refused, and nothing changes")
  func refusals() async throws {
    let harness = harness { words in words[0] == "hash-object" ? (0, "other") : (0, "") }
    harness.files["/work/b/0001.bundle"] = "cut"
    harness.files["/work/b/backup.json"] = """
      {"kind":"Backup","bundles":[{"file":"0001.bundle","checksum":"c0ffee","time":"t","references":{"refs/heads/main":"11"}}]}
      """
    let cut = await harness.run("restore", "/work/b", "-C", "new.git")
    #expect(cut.exitCode == 1 && cut.errors.contains("damaged or cut short"), "\(cut)")
    #expect(await harness.run("restore", "/srv", "-C", "new.git").errors.contains("holds no backup"))
    #expect(await harness.run("restore", "/work/b", "-C", "/srv/c.git").errors.contains("is there already"))
    harness.files["/work/b/backup.json"] = "{"
    #expect(await harness.run("restore", "/work/b", "-C", "new.git").errors.contains("damaged"))
    #expect(!harness.files.paths.contains { $0.contains("new.git") })
  }
}

private final class Tips: Sendable {
  private let text = Mutex("21 refs/heads/live\n11 refs/heads/main")
  var tips: String { text.withLock { $0 } }
  func set(_ new: String) { text.withLock { $0 = new } }
}

@Suite struct RemoteComparisonTests {
  @Test("two counts tell what is to be done", arguments: [
    ("0\t0", .same), ("0\t3", .behind(3)), ("2\t0", .ahead(2)), ("1 2", .diverged(here: 1, there: 2)), ("x", nil),
  ] as [(String, RemoteComparison?)])
  func comparison(text: String, expected: RemoteComparison?) { #expect(RemoteComparison(counts: text) == expected) }
}
