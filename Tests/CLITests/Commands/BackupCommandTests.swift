import APIMachinery
@testable import CLI
import Client
import Synchronization
import Testing

@Suite struct BackupCommandTests {
  private func harness(_ git: @escaping @Sendable ([String]) -> (Int32, String)) -> CommandHarness {
    let cluster = CannedCluster()
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/history/point") { _ in CannedCluster.json(["revision": 42]) }
    cluster.answer("GET", "/apis/kctl.dev/v1alpha1/status") { _ in CannedCluster.json(["repository": "/srv/c.git"]) }
    var harness = CommandHarness(cluster)
    harness.files["/srv/c.git/HEAD"] = "ref: refs/heads/main"
    harness.runProcess = { request, files in
      if request.program == "mv" {
        files[request.arguments[1]] = files[request.arguments[0]]
        files[request.arguments[0]] = nil
        return ProcessOutcome(exitCode: 0)
      }
      let words = Array(request.arguments.drop { $0 != "gc.auto=0" }.dropFirst())
      if words.first == "bundle", words.dropFirst().first == "create" { files[words[3]] = words.dropFirst(4).joined(separator: " ") }
      let (code, text) = git(words)
      return ProcessOutcome(exitCode: code, output: Array(text.utf8))
    }
    return harness
  }

  @Test("the first backup is full, the next holds what came since, and one without news says so")
  func incremental() async throws {
    let state = Tips()
    let harness = harness { words in
      switch words[0] {
      case "for-each-ref": (0, state.tips)
      case "hash-object": (0, "c0ffee")
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
