import Foundation
import Testing

/// What an operator does with history: squashes it, lets drift be corrected, follows remotes, keeps backups. On one daemon without containers.
@Suite(.serialized) struct HistoryOperationsTests {
  private func configMap(_ name: String, _ value: String, _ annotations: String = "{}") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: default\n  annotations: \(annotations)\ndata:\n  colour: \(value)   # kept\n"
  }

  private func colour(_ daemon: TestDaemon, _ name: String) throws -> String {
    try daemon.kctl("get", "configmap", name, "-o", "jsonpath={.data.colour}").output
  }

  private func tip(_ daemon: TestDaemon, _ reference: String) throws -> String {
    try daemon.git("rev-parse", "-q", "--verify", reference).output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `history is squashed without stopping anybody, drift is corrected where it is asked, and what can't be done says what to do`() throws {
    try TestDaemon.with(components: "apiserver,gitops", arguments: ["--prune-grace", "0"]) { daemon in
      try checkDrift(daemon)
      try checkCompaction(daemon)
      try checkBadInput(daemon)
      try checkBackups(daemon)
      let fsck = try daemon.kctl("fsck")
      #expect(fsck.status == 0, "\(fsck)")
      let verify = try Command(arguments: [TestDaemon.kctl, "verify", "-C", daemon.repository]).run()
      #expect(verify.status == 0 && verify.output.contains("live begins with a snapshot at revision"), "\(verify)")
    }
  }

  private func checkDrift(_ daemon: TestDaemon) throws {
    let kept = configMap("kept", "red", "{kctl.dev/drift: correct}")
    #expect(try daemon.kctl("apply", "-f", "-", input: kept + "---\n" + configMap("told", "red")).status == 0)
    func asRobot(_ name: String) throws {
      let patch = try daemon.kctl(
        "patch", "configmap", name, "-p", #"{"data":{"colour":"black","own":"x"}}"#, "--as", "system:serviceaccount:default:robot", "--as-group", "system:masters")
      #expect(patch.status == 0, "\(patch)")
    }
    try asRobot("told")
    try asRobot("kept")
    try eventually("the object is put back") { try colour(daemon, "kept") == "red" }
    #expect(try daemon.kctl("get", "configmap", "kept", "-o", "jsonpath={.data.own}").output == "x", "what main doesn't speak of is left alone")
    try eventually("an Event tells of it") { try daemon.kctl("get", "events", "-o", "jsonpath={.items[*].reason}").output.contains("DriftCorrected") }
    let drift = try daemon.kctl("drift")
    #expect(drift.status == 1 && drift.output.contains("~ configmaps default/told [report]") && !drift.output.contains("kept"), "\(drift)")
    #expect(drift.output.contains("by system:serviceaccount:default:robot"), "\(drift)")
    // A person's change is on main, and stays.
    #expect(try daemon.kctl("patch", "configmap", "kept", "-p", #"{"data":{"colour":"blue"}}"#).status == 0)
    try eventually("the person's change is on main") { try daemon.git("grep", "-q", "colour: blue   # kept", "main").status == 0 }
    #expect(try colour(daemon, "kept") == "blue")
    #expect(try daemon.kctl("apply", "-f", "-", input: configMap("told", "white")).status == 0)
  }

  private func checkCompaction(_ daemon: TestDaemon) throws {
    for number in 0..<12 { #expect(try daemon.kctl("label", "configmap", "told", "n=\(number)", "--overwrite").status == 0) }
    let revision = try #require(Int(try daemon.kctl("status", "-o", "jsonpath={.revision}").output))
    let (main, old) = (try tip(daemon, "main"), try tip(daemon, "live"))
    let uid = try daemon.kctl("get", "configmap", "told", "-o", "jsonpath={.metadata.uid} {.metadata.resourceVersion}").output
    let dry = try daemon.kctl("compact", "--keep", "6", "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("Would squash"), "\(dry)")
    let compact = try daemon.kctl("compact", "--keep", "6")
    #expect(compact.status == 0 && compact.output.contains("the history now begins at revision"), "\(compact)")
    #expect(try daemon.git("rev-list", "--count", "--first-parent", "live").output == "6\n")
    #expect(try tip(daemon, "main") == main && tip(daemon, "live") != old)
    #expect(try daemon.git("log", "--oneline", "live..main").output.isEmpty)
    #expect(try daemon.git("merge-base", "live", "main").output == main + "\n")
    #expect(try daemon.kctl("get", "configmap", "told", "-o", "jsonpath={.metadata.uid} {.metadata.resourceVersion}").output == uid)
    let oldest = try daemon.kctl("status", "-o", "jsonpath={.history.oldestRevision}").output
    let past = try daemon.kctl("get", "configmap", "told", "--at", "\(revision - 1)", "-o", "jsonpath={.metadata.labels.n}")
    #expect(past.output == "10", "\(past)")
    let gone = try daemon.kctl("get", "configmaps", "--at", "5")
    #expect(gone.status == 1 && gone.errors.contains("too old") && gone.errors.contains(oldest), "\(gone)")
    let status = try daemon.kctl("status")
    #expect(status.output.contains("6 commits of live, since revision \(oldest)") && status.output.contains("Size:"), "\(status)")
    let log = try daemon.kctl("log", "configmap/told")
    #expect(log.errors.contains("History begins at revision \(oldest)"), "\(log)")
    let clone = daemon.directory + "/follower"
    #expect(try daemon.git("clone", "-q", "-b", "live", daemon.repository, clone, in: daemon.directory).status == 0)
    #expect(try daemon.git("fsck", "--strict", in: clone).status == 0)
    // With no grace time the next look at the packs gives it back.
    try eventually("the old commits are gone") { try daemon.git("cat-file", "-e", old).status != 0 }
  }

  /// Each is refused with a word on what to do, and nothing changes.
  private func checkBadInput(_ daemon: TestDaemon) throws {
    let references = try daemon.git("for-each-ref", "refs/heads", "refs/notes").output
    let cases: [(arguments: [String], status: Int32, words: [String])] = [
      (["get", "configmaps", "--at", "nosuchbranch"], 1, ["no commit, branch or tag", "kctl log"]),
      (["get", "configmaps", "--at", "999999999"], 1, ["999999999"]),
      (["log", "--since", "31/12/2025"], 1, ["YYYY-MM-DD"]), (["get", "configmaps", "--at", "2 fortnights ago"], 1, ["is no point in time"]),
      (["get", "configmaps", "--at", "2999-01-01"], 1, ["is in the future"]), (["get", "configmaps", "--at", "2020-01-01"], 1, ["before the history that is kept", "begins at"]),
      (["diff", "3.."], 2, ["before the history that is kept", "squashed"]), (["rollback", "--all", "--to", "3"], 1, ["squashed"]),
      (["revert", "nosuchcommit"], 1, ["no commit, branch or tag"]), (["serve", "--at", "nosuchbranch"], 1, ["no commit, branch or tag"]),
      (["compact", "--keep", "much"], 1, ["doesn't say how much history to keep", "7d"]), (["compact"], 1, ["--retain-live"]),
      (["compact", "--to", "3"], 1, ["squashed"]), (["compact", "--keep", "1", "--to", "3"], 1, ["can't be given together"]),
      (["bisect", "--good", "now", "--bad", "now", "--run", "true"], 1, ["before the bad one"]),
      (["plan", "nosuchbranch", "--git", daemon.repository], 2, ["no commit, branch or tag"]), (["plan", "--git", "/nowhere"], 2, ["can't be opened"]),
      (["sync", "/nowhere.git", "--once"], 1, ["/nowhere.git"]), (["sync"], 1, ["--status"]),
      (["sync", "ssh://nowhere/x", "--once", "--ssh-key", "/nowhere/key"], 1, ["no such file"]),
      (["backup", daemon.directory + "/b", "--passphrase-file", "/nowhere/pass"], 1, ["/nowhere/pass"]),
      (["restore", daemon.directory + "/nothing", "-C", daemon.directory + "/new.git"], 1, ["holds no backup"]),
    ]
    for (arguments, status, words) in cases {
      let result = try Command(arguments: [TestDaemon.kctl] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"]).run()
      #expect(result.status == status, "\(arguments): \(result)")
      for word in words { #expect(result.errors.contains(word), "\(arguments) doesn't say \"\(word)\": \(result)") }
    }
    #expect(try daemon.git("for-each-ref", "refs/heads", "refs/notes").output == references)
    #expect(!FileManager.default.fileExists(atPath: daemon.directory + "/new.git"))
  }

  /// A chain of bundles, whole and not, restored by kctl and by hand.
  private func checkBackups(_ daemon: TestDaemon) throws {
    let (backup, passphrase, new) = (daemon.directory + "/backup", daemon.directory + "/pass", daemon.directory + "/new.git")
    try "correct horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    #expect(try daemon.kctl("create", "secret", "generic", "s", "--from-literal=p=hidden").status == 0)
    for number in 1...3 {
      let result = try daemon.kctl("backup", backup, "--data-dir", daemon.dataDirectory, "--passphrase-file", passphrase)
      #expect(result.status == 0 && result.output.contains("000\(number).bundle (\(number == 1 ? "full" : "incremental"))"), "\(result)")
      #expect(try daemon.kctl("create", "configmap", "after-\(number)", "--from-literal=a=b").status == 0)
    }
    let (manifest, second) = (backup + "/backup.json", backup + "/0002.bundle")
    let (text, bundle) = (try String(contentsOfFile: manifest, encoding: .utf8), try Data(contentsOf: URL(fileURLWithPath: second)))
    func expectRefused(_ words: String..., arguments: [String] = []) throws {
      let result = try Command(arguments: [TestDaemon.kctl, "restore", backup, "-C", new, "--passphrase-file", passphrase] + arguments).run()
      #expect(result.status == 1, "\(result)")
      for word in words { #expect(result.errors.contains(word), "\"\(word)\" isn't said: \(result)") }
      for path in [new, new + ".restoring", new + ".secrets.key"] { #expect(!FileManager.default.fileExists(atPath: path), "\(path) is left") }
    }
    try bundle.prefix(bundle.count / 2).write(to: URL(fileURLWithPath: second))
    try expectRefused("damaged or cut short", "--full")
    try FileManager.default.removeItem(atPath: second)
    try expectRefused("is missing", "not whole")
    try bundle.write(to: URL(fileURLWithPath: second))
    var value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var bundles = try #require(value["bundles"] as? [Any])
    bundles.remove(at: 1)
    value["bundles"] = bundles
    try JSONSerialization.data(withJSONObject: value).write(to: URL(fileURLWithPath: manifest))
    try expectRefused("0003.bundle doesn't build on the bundles before it", "--bundle")
    try text.write(toFile: manifest, atomically: true, encoding: .utf8)
    try "another horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    try expectRefused("the passphrase is another")
    try "correct horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    try expectRefused("is no number of a bundle", arguments: ["--bundle", "9"])

    // Without keys it is restored, and what needs one says so; with the key put back it is whole.
    let restore = try Command(arguments: [TestDaemon.kctl, "restore", backup, "-C", new]).run()
    #expect(restore.status == 0 && restore.errors.contains("without keys"), "\(restore)")
    func local(_ arguments: String...) throws -> CommandResult { try Command(arguments: [TestDaemon.kctl, "-C", new] + arguments).run() }
    let locked = try local("get", "secrets")
    #expect(locked.status == 1 && locked.errors.contains("is missing") && locked.errors.contains("put the file back"), "\(locked)")
    try FileManager.default.copyItem(atPath: daemon.dataDirectory + "/secrets.key", toPath: new + ".secrets.key")
    #expect(try local("get", "secret", "s", "-o", "jsonpath={.data.p}").output == "aGlkZGVu")
    #expect(try local("get", "configmap", "after-2", "-o", "jsonpath={.data.a}").output == "b")
    // By hand: any git does it.
    let plain = daemon.directory + "/plain.git"
    _ = try daemon.git("init", "-q", "--bare", plain, in: daemon.directory)
    for number in 1...3 { #expect(try daemon.git("fetch", "-q", "\(backup)/000\(number).bundle", "+refs/*:refs/*", in: plain).status == 0) }
    let references = (bundles.last as? [String: Any])?["references"] as? [String: String]
    #expect(try daemon.git("rev-parse", "main", in: plain).output == (references?["refs/heads/main"] ?? "") + "\n")
    for path in [new, plain] { try FileManager.default.removeItem(atPath: path) }
  }
}
