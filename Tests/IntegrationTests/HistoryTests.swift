import Foundation
import Testing

/// Issue 5's story, as README tells it: a real daemon with real containers, and people with kctl, kubectl and git.
@Suite(.serialized) struct HistoryTests {
  private func deployment(_ image: String) -> String {
    """
    # The shop's front door.
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: default
    spec:
      replicas: 1   # one is enough
      progressDeadlineSeconds: 60
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: web
            image: \(image)
            imagePullPolicy: IfNotPresent
            command: [/bin/busybox, httpd, -f, -p, "8080", -h, /]

    """
  }

  private static let good = "localhost/busybox:test"
  private static let bad = "localhost/busybox:bad"

  /// As a person who may do everything.
  private func kctl(_ daemon: TestDaemon, as person: String, _ arguments: String..., directory: String? = nil) throws -> CommandResult {
    try Command(
      arguments: [TestDaemon.kctl] + arguments + ["--as", person, "--as-group", "system:masters"],
      environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"], directory: directory).run()
  }

  private func field(_ daemon: TestDaemon, _ path: String, _ more: String...) throws -> String {
    try Command(
      arguments: [TestDaemon.kctl, "get", "deployment", "web", "-o", "jsonpath={\(path)}"] + more, environment: ["KUBECONFIG": daemon.kubeconfig]).run().output
  }

  private func image(_ daemon: TestDaemon, _ more: String...) throws -> String {
    try Command(
      arguments: [TestDaemon.kctl, "get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"] + more,
      environment: ["KUBECONFIG": daemon.kubeconfig]).run().output
  }

  private func expectRolledOut(_ daemon: TestDaemon, _ comment: String) throws {
    let rollout = try daemon.kctl("rollout", "status", "deployment/web", "--timeout=60s")
    #expect(rollout.output.contains("successfully rolled out"), "\(comment): \(rollout)\n\(daemon.log.suffix(4_000))")
  }

  @Test func `three people change an application, a bad change goes out, history finds and mends it, and after the host is lost a restore brings all back`() throws {
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox(Self.good)
      let file = daemon.directory + "/web.yaml"
      try deployment(Self.good).write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try kctl(daemon, as: "carol", "apply", "-f", file).status == 0)
      try expectRolledOut(daemon, "carol's")
      let kubectl = Kubectl.programs.last
      if let kubectl {
        let scale = try daemon.kubectl(kubectl, "--as", "bob", "--as-group", "system:masters", "scale", "deployment/web", "--replicas=2")
        #expect(scale.status == 0, "\(scale)")
      } else {
        #expect(try kctl(daemon, as: "bob", "scale", "deployment/web", "--replicas=2").status == 0)
      }
      try expectRolledOut(daemon, "bob's")
      // Changes through the API reach main a moment after they are answered.
      try eventually("the change is on main") { try daemon.git("grep", "-q", "replicas: 2", "main").status == 0 }
      let good = try daemon.kctl("status", "-o", "jsonpath={.revision}").output
      let clone = try pushBadChange(daemon)
      try find(daemon, good)
      try repair(daemon, good, clone)
      try loseTheHost(daemon)
    }
  }

  /// Ada's, with git; plan says beforehand what it will do.
  private func pushBadChange(_ daemon: TestDaemon) throws -> String {
    let clone = daemon.directory + "/clone"
    _ = try daemon.git("clone", "-q", "-b", "main", daemon.repository, clone, in: daemon.directory)
    let path = try daemon.git("ls-files", in: clone).output.trimmingCharacters(in: .whitespacesAndNewlines)
    let text = try String(contentsOfFile: clone + "/" + path, encoding: .utf8)
    #expect(text == deployment(Self.good).replacingOccurrences(of: "replicas: 1", with: "replicas: 2"), "only the touched field's line changed: \(text)")
    try text.replacingOccurrences(of: Self.good, with: Self.bad).write(toFile: clone + "/" + path, atomically: true, encoding: .utf8)
    _ = try daemon.git("commit", "-qam", "Newer is better", in: clone)
    let plan = try Command(
      arguments: [TestDaemon.kctl, "plan"], environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"], directory: clone).run()
    #expect(plan.status == 1 && plan.output.contains("→ a rollout starts (2 pods)"), "\(plan)")
    #expect(plan.output.contains(#"spec.template.spec.containers[name=web].image: "\#(Self.good)" → "\#(Self.bad)""#), "\(plan)")
    let push = try daemon.git("push", "-q", "origin", "main", in: clone)
    #expect(push.status == 0, "\(push)")
    try eventually("a pod can't start") {
      try daemon.kctl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].status.containerStatuses[0].state.waiting.reason}").output.contains("mage")
    }
    return clone
  }

  private func find(_ daemon: TestDaemon, _ good: String) throws {
    let log = try daemon.kctl("log", "deployment/web", "--people", "-p", "--field", "spec")
    let lines = log.output.split(separator: "\n").map(String.init)
    #expect(lines.first?.contains("Ada") == true && lines.first?.contains("(Newer is better)") == true, "\(log)")
    #expect(log.output.contains("spec.replicas: 1 → 2") && log.output.contains("bob") && log.output.contains("carol"), "\(log)")
    let byBob = try daemon.kctl("log", "deployment/web", "--people", "--author", "bob", "-o", "jsonpath={.items[*].user}")
    #expect(byBob.output == "bob", "\(byBob)")
    let blame = try daemon.kctl("blame", "deployment/web", "--field", "spec")
    let blamed = blame.output.split(separator: "\n")
    #expect(blamed.contains { $0.contains("Ada") && $0.contains("image: " + Self.bad) }, "\(blame)")
    #expect(blamed.contains { $0.contains("bob") && $0.contains("replicas: 2") }, "\(blame)")
    #expect(try image(daemon, "--at", good) == Self.good)
    let diff = try daemon.kctl("diff", "\(good)..", "deployment/web")
    #expect(diff.status == 1 && diff.output.contains(Self.bad), "\(diff)")
    let at = try daemon.kctl("diff", "--at", good, "deployment/web")
    #expect(at.status == 1 && at.output.contains(#""\#(Self.good)" → "\#(Self.bad)""#), "\(at)")
  }

  private func repair(_ daemon: TestDaemon, _ good: String, _ clone: String) throws {
    _ = try daemon.git("checkout", "-q", "-b", "repair", in: clone)
    _ = try daemon.git("revert", "--no-edit", "HEAD", in: clone)
    let plan = try daemon.kctl("plan", "repair", "--git", clone)
    #expect(plan.status == 1 && plan.output.contains(#""\#(Self.bad)" → "\#(Self.good)""#), "\(plan)")
    #expect(try image(daemon) == Self.bad, "a plan changes nothing")
    let preview = try kctl(daemon, as: "carol", "rollback", "deployment/web", "--to", good, "--dry-run")
    #expect(preview.status == 0 && preview.output.contains(Self.good) && preview.output.contains("(dry run)"), "\(preview)")
    let rollback = try kctl(daemon, as: "carol", "rollback", "deployment/web", "--to", good)
    #expect(rollback.status == 0 && rollback.output.contains("rolled back by commit"), "\(rollback)")
    #expect(try image(daemon) == Self.good)
    #expect(try field(daemon, ".spec.replicas") == "2")
    try expectRolledOut(daemon, "the rollback's")
    let written = try daemon.git("grep", "-h", "one is enough", "main").output
    #expect(written.contains("replicas: 2   # one is enough"), "comments survive it all: \(written)")
    #expect(try daemon.git("log", "-1", "--format=%an", "main").output == "carol\n")
    // One commit is taken back the same way, and the taking back too.
    for image in [Self.bad, Self.good] {
      let revert = try daemon.kctl("revert", "main")
      #expect(revert.status == 0 && revert.output.contains("reverted by commit"), "\(revert)")
      #expect(try self.image(daemon) == image)
    }
    try expectRolledOut(daemon, "what was taken back twice")
    let drift = try daemon.kctl("drift")
    #expect(drift.status == 0, "\(drift)")
  }

  /// The host is lost; a restore on an empty one brings the same objects back, with their uids and revisions, and the containers run.
  private func loseTheHost(_ daemon: TestDaemon) throws {
    #expect(try daemon.kctl("create", "secret", "generic", "s", "--from-literal=p=hidden").status == 0)
    let (backup, passphrase) = (daemon.directory + "/backup", daemon.directory + "/passphrase")
    try "correct horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    func copy() throws -> CommandResult { try daemon.kctl("backup", backup, "--data-dir", daemon.dataDirectory, "--passphrase-file", passphrase) }
    let first = try copy()
    #expect(first.status == 0 && first.output.contains("(full), with keys"), "\(first)")
    #expect(try daemon.kctl("create", "configmap", "late", "--from-literal=a=b").status == 0)
    let second = try copy()
    #expect(second.status == 0 && second.output.contains("0002.bundle (incremental)"), "\(second)")
    let format = "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.metadata.resourceVersion};{end}"
    let configMaps = try daemon.kctl("get", "configmaps,secrets", "-o", format).output
    let uids = "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid};{end}"
    let deployments = try daemon.kctl("get", "deployments,services", "-A", "-o", uids).output
    let revision = try #require(Int(try daemon.kctl("status", "-o", "jsonpath={.revision}").output))
    #expect(daemon.stop() == 0)
    for lost in [daemon.repository, daemon.dataDirectory] { try FileManager.default.removeItem(atPath: lost) }

    let restore = try daemon.kctl(
      "restore", backup, "-C", daemon.repository, "--data-dir", daemon.dataDirectory, "--passphrase-file", passphrase)
    #expect(restore.status == 0, "\(restore)")
    try daemon.start()
    let load = try daemon.kctl("-C", daemon.repository, "image", "load", daemon.directory + "/rootfs", "--name", Self.good)
    #expect(load.status == 0, "\(load)")
    #expect(try daemon.kctl("get", "configmaps,secrets", "-o", format).output == configMaps)
    #expect(try daemon.kctl("get", "deployments,services", "-A", "-o", uids).output == deployments)
    #expect(try daemon.kctl("get", "secret", "s", "-o", "jsonpath={.data.p}").output == "aGlkZGVu")
    #expect(try #require(Int(try daemon.kctl("status", "-o", "jsonpath={.revision}").output)) > revision, "no revision is given out twice")
    try expectRolledOut(daemon, "the restored cluster's")
    try eventually("the containers run again") {
      try daemon.kctl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].status.phase}").output == "Running Running"
    }
    let log = try daemon.kctl("log", "deployment/web", "--people")
    #expect(log.output.contains("Newer is better"), "\(log)")
    let verify = try Command(arguments: [TestDaemon.kctl, "verify", "-C", daemon.repository]).run()
    #expect(verify.status == 0, "\(verify)")
    let fsck = try daemon.kctl("fsck")
    #expect(fsck.status == 0 && fsck.output.contains("No problems found."), "\(fsck)")
  }
}
