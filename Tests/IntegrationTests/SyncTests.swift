import Foundation
import Testing

/// `kctl sync` with bare repositories behind a path, SSH and HTTP, and with remotes that can't be followed.
@Suite(.serialized) struct SyncTests {
  private func configMap(_ colour: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata:\n  colour: \(colour)\n"
  }

  private func git(_ daemon: TestDaemon, _ arguments: String..., in directory: String) throws -> String {
    let result = try Command(
      arguments: ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"] + arguments, directory: directory).run()
    #expect(result.status == 0, "git \(arguments): \(result)")
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func sync(_ daemon: TestDaemon, _ arguments: String..., environment: [String: String] = [:]) throws -> CommandResult {
    try Command(
      arguments: [TestDaemon.kctl, "sync"] + arguments + ["--once"],
      environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1", "HOME": daemon.directory].merging(environment) { $1 }).run()
  }

  /// A commit on the remote's branch by somebody who only knows the remote.
  private func commit(_ daemon: TestDaemon, _ work: String, _ colour: String, amending: Bool = false) throws {
    try configMap(colour).write(toFile: work + "/a.yaml", atomically: true, encoding: .utf8)
    _ = try git(daemon, "add", "-A", in: work)
    _ = amending ? try git(daemon, "commit", "-q", "--amend", "-m", colour, in: work) : try git(daemon, "commit", "-qm", colour, in: work)
  }

  private func expectColour(_ daemon: TestDaemon, _ colour: String) throws {
    try eventually("\(colour) is live") {
      try daemon.kctl("get", "configmap", "a", "-o", "jsonpath={.data.colour}", "--ignore-not-found").output == colour
    }
  }

  @Test func `main follows a remote by path, SSH and HTTP, gives back what people do through the API, and refuses what it can't take`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let (remote, work) = (daemon.directory + "/remotes/shop.git", daemon.directory + "/work")
      _ = try git(daemon, "init", "-q", "--bare", "-b", "main", remote, in: daemon.directory)
      _ = try git(daemon, "init", "-q", "-b", "main", work, in: daemon.directory)
      _ = try git(daemon, "remote", "add", "origin", remote, in: work)
      try commit(daemon, work, "red")
      _ = try git(daemon, "push", "-q", "origin", "main", in: work)

      let first = try sync(daemon, "file://" + remote, "--push-live")
      #expect(first.status == 0 && first.output.contains("took in"), "\(first)")
      try expectColour(daemon, "red")
      try checkSSH(daemon, remote, work)
      try checkHTTP(daemon, work)
      try checkRefusals(daemon, remote, work)
      try checkSquashedHistory(daemon, remote)
    }
  }

  /// `ssh` is a program that runs what git asks for on this host; it is found where the key that is named is handed to it.
  private func checkSSH(_ daemon: TestDaemon, _ remote: String, _ work: String) throws {
    let (bin, key) = (daemon.directory + "/bin", daemon.directory + "/deploy key")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try "not looked at\n".write(toFile: key, atomically: true, encoding: .utf8)
    let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > '\(daemon.directory)/ssh-arguments'\nfor last in \"$@\"; do :; done\nexec sh -c \"$last\"\n"
    try script.write(toFile: bin + "/ssh", atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/ssh")
    try commit(daemon, work, "orange")
    _ = try git(daemon, "push", "-q", "origin", "main", in: work)
    let path = ["PATH": bin + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")]
    let taken = try sync(daemon, "ssh://git@shop.example" + remote, "--ssh-key", key, environment: path)
    #expect(taken.status == 0 && taken.output.contains("took in"), "\(taken)")
    try expectColour(daemon, "orange")
    let arguments = try String(contentsOfFile: daemon.directory + "/ssh-arguments", encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(arguments.contains(key) && arguments.contains("BatchMode=yes") && arguments.contains("IdentitiesOnly=yes"), "\(arguments)")
    let other = try sync(daemon, "shop.example:" + remote, environment: ["GIT_SSH_COMMAND": bin + "/ssh"])
    #expect(other.status == 0 && other.output.contains("in step at"), "\(other)")
  }

  private func checkHTTP(_ daemon: TestDaemon, _ work: String) throws {
    let script = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Clients/git_http.py"
    let log = daemon.directory + "/git_http.log"
    let server = try BackgroundProgram(
      Command(arguments: ["python3", script, daemon.directory + "/remotes", "robot", "it's secret"]), log: log)
    defer { server.kill() }
    var port = ""
    try eventually("the server says where it is") {
      let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      port = String(lines[0])
      return lines.count > 1
    }
    let url = "http://127.0.0.1:\(port)/shop.git"
    let token = daemon.directory + "/to'ken"
    try "it's secret\n".write(toFile: token, atomically: true, encoding: .utf8)
    #expect(try daemon.kctl("create", "configmap", "b", "--from-literal=by=kctl").status == 0)
    let refused = try sync(daemon, url)
    #expect(refused.status == 1 && refused.errors.contains("could not read Username"), "it asks nobody: \(refused)")
    let pushed = try sync(daemon, url, "--token-file", token, "--token-user", "robot", "--push-live")
    #expect(pushed.status == 0 && pushed.output.contains("pushed"), "\(pushed)")
    _ = try git(daemon, "pull", "-q", "origin", "main", in: work)
    #expect(FileManager.default.fileExists(atPath: work + "/namespaces/default/configmaps/b.yaml"))
    let status = try daemon.kctl("sync", "--status")
    #expect(status.output.contains(url) && status.output.contains("in step"), "\(status)")
    let secret = try Command(arguments: ["grep", "-r", "it's secret", daemon.repository]).run()
    #expect(secret.status == 1, "no password is written down: \(secret)")
  }

  private func checkRefusals(_ daemon: TestDaemon, _ remote: String, _ work: String) throws {
    let main = try daemon.git("rev-parse", "main").output
    func expectRefused(_ result: CommandResult, _ words: String...) throws {
      #expect(result.status == 1, "\(result)")
      for word in words { #expect(result.errors.contains(word), "\"\(word)\" isn't said: \(result)") }
      #expect(try daemon.git("rev-parse", "main").output == main)
    }
    // A commit that the API server would refuse, and one that nobody has signed.
    try "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndatum: {}\n".write(toFile: work + "/a.yaml", atomically: true, encoding: .utf8)
    _ = try git(daemon, "commit", "-qam", "Bad", in: work)
    _ = try git(daemon, "push", "-q", "origin", "main", in: work)
    try expectRefused(try sync(daemon, remote), "is refused; main stays where it is", "datum", "a.yaml")
    try commit(daemon, work, "yellow", amending: true)
    _ = try git(daemon, "push", "-qf", "origin", "main", in: work)
    try expectRefused(try sync(daemon, remote, "--require-signed"), "is not signed", "yellow")
    // What was amended there was never taken in: nothing is lost by following.
    let taken = try sync(daemon, remote)
    #expect(taken.status == 0, "\(taken)")
    try expectColour(daemon, "yellow")

    // The branch is rewritten there.
    let base = try git(daemon, "rev-parse", "main", in: work)
    try commit(daemon, work, "purple", amending: true)
    _ = try git(daemon, "push", "-qf", "origin", "main", in: work)
    let rewritten = try sync(daemon, remote)
    #expect(rewritten.status == 1 && rewritten.errors.contains("was rewritten: \(base.prefix(12))") && rewritten.errors.contains("nothing was changed"), "\(rewritten)")
    try expectColour(daemon, "yellow")
    _ = try git(daemon, "push", "-qf", "origin", base + ":main", in: work)
    #expect(try sync(daemon, remote).status == 0)

    // Both go on by themselves.
    _ = try git(daemon, "reset", "-q", "--hard", base, in: work)
    try commit(daemon, work, "green")
    _ = try git(daemon, "push", "-q", "origin", "main", in: work)
    #expect(try daemon.kctl("create", "configmap", "c", "--from-literal=a=b").status == 0)
    let diverged = try sync(daemon, remote)
    #expect(diverged.status == 1 && diverged.errors.contains("have diverged: 1 commit here, 1 there"), "\(diverged)")
    let status = try daemon.kctl("sync", "--status", "-o", "json")
    #expect(status.output.contains("have diverged"), "\(status)")
    // As the message says: merged in a clone, and pushed.
    _ = try git(daemon, "pull", "-q", "--no-rebase", "--no-edit", daemon.repository, "main", in: work)
    _ = try git(daemon, "push", "-q", "origin", "main", in: work)
    let merged = try sync(daemon, remote)
    #expect(merged.status == 0 && merged.output.contains("took in"), "\(merged)")
    try expectColour(daemon, "green")
  }

  /// `live` is pushed over what this cluster pushed, when old history was squashed, and over nothing else.
  private func checkSquashedHistory(_ daemon: TestDaemon, _ remote: String) throws {
    #expect(try sync(daemon, remote, "--push-live").status == 0)
    #expect(try daemon.kctl("compact", "--keep", "4").status == 0)
    let squashed = try sync(daemon, remote, "--push-live")
    #expect(squashed.status == 0, "\(squashed)")
    #expect(try git(daemon, "rev-parse", "live", in: remote) == git(daemon, "rev-parse", "live", in: daemon.repository))
    _ = try git(daemon, "update-ref", "refs/heads/live", "refs/heads/main", in: remote)
    #expect(try daemon.kctl("create", "configmap", "d", "--from-literal=a=b").status == 0)
    let foreign = try sync(daemon, remote, "--push-live")
    #expect(foreign.status == 1 && foreign.errors.contains("may be another cluster's"), "\(foreign)")
  }
}
