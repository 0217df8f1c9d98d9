import Foundation
import Testing

/// Issue 5's story on a real daemon: people change things in several ways, something goes wrong, and history finds and mends it.
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
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: web
            image: \(image)

    """
  }

  private func revision(_ daemon: TestDaemon) throws -> String {
    try daemon.kctl("status", "-o", "jsonpath={.revision}").output
  }

  private func image(_ daemon: TestDaemon, _ more: [String] = []) throws -> String {
    let arguments = ["get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"] + more
    return try Command(arguments: [TestDaemon.kctl] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig]).run().output
  }

  @Test func `log, blame and diff find a bad change, plan shows its repair, rollback and revert make it, and restore brings all of it back`() throws {
    try TestDaemon.with(components: "apiserver,gitops,controller-manager") { daemon in
      let file = daemon.directory + "/web.yaml"
      try deployment("shop:1").write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try daemon.kctl("apply", "-f", file).status == 0)
      let good = try revision(daemon)
      #expect(try daemon.kctl("scale", "deployment/web", "--replicas=3").status == 0)
      // Changes through the API reach main a moment after they are answered.
      try eventually("the change is on main") { try daemon.git("grep", "-q", "replicas: 3", "main").status == 0 }

      let clone = daemon.directory + "/clone"
      _ = try daemon.git("clone", "-q", "-b", "main", daemon.repository, clone, in: daemon.directory)
      let path = try daemon.git("ls-files", in: clone).output.trimmingCharacters(in: .whitespacesAndNewlines)
      let text = try String(contentsOfFile: clone + "/" + path, encoding: .utf8)
      #expect(text.contains("# one is enough") && text.contains("replicas: 3"), "\(text)")
      try text.replacingOccurrences(of: "shop:1", with: "shop:bad").write(toFile: clone + "/" + path, atomically: true, encoding: .utf8)
      _ = try daemon.git("commit", "-qam", "Newer is better", in: clone)

      let plan = try Command(
        arguments: [TestDaemon.kctl, "plan"], environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"], directory: clone).run()
      #expect(plan.status == 1, "\(plan)")
      #expect(plan.output.contains(#"spec.template.spec.containers[name=web].image: "shop:1" → "shop:bad""#), "\(plan)")
      #expect(plan.output.contains("→ a rollout starts (3 pods)"), "\(plan)")
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status == 0, "\(push)")
      try eventually("the bad change is live") { try image(daemon) == "shop:bad" }

      let log = try daemon.kctl("log", "deployment/web", "--people", "-p", "--field", "spec")
      let lines = log.output.split(separator: "\n").map(String.init)
      #expect(lines.first?.contains("Ada") == true && lines.first?.contains("(Newer is better)") == true, "\(log)")
      #expect(log.output.contains("spec.replicas: 1 → 3"), "\(log)")
      let blame = try daemon.kctl("blame", "deployment/web", "--field", "spec.template.spec.containers.image")
      #expect(blame.output.split(separator: "\n").contains { $0.contains("Ada") && $0.contains("image: shop:bad") }, "\(blame)")
      #expect(try image(daemon, ["--at", good]) == "shop:1")
      let diff = try daemon.kctl("diff", "\(good)..", "deployment/web")
      #expect(diff.status == 1 && diff.output.contains("spec.replicas: 1 → 3") && diff.output.contains("shop:bad"), "\(diff)")
      let unknown = try daemon.kctl("get", "deployments", "--at", "nosuchbranch")
      #expect(unknown.status == 1 && unknown.errors.contains("no commit, branch or tag"), "\(unknown)")

      let bad = try daemon.git("rev-parse", "main").output.trimmingCharacters(in: .whitespacesAndNewlines)
      let revert = try daemon.kctl("revert", bad)
      #expect(revert.status == 0 && revert.output.contains("reverted by commit"), "\(revert)")
      #expect(try image(daemon) == "shop:1")
      #expect(try daemon.kctl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}").output == "3")

      #expect(try daemon.kctl("label", "deployment/web", "added=later").status == 0)
      let preview = try daemon.kctl("rollback", "deployment/web", "--to", good, "--dry-run")
      #expect(preview.status == 0 && preview.output.contains("spec.replicas: 3 → 1"), "\(preview)")
      #expect(try daemon.kctl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}").output == "3")
      let rollback = try daemon.kctl("rollback", "deployment/web", "--to", good)
      #expect(rollback.status == 0, "\(rollback)")
      #expect(try daemon.kctl("get", "deployment", "web", "-o", "jsonpath={.spec.replicas}{.metadata.labels.added}").output == "1")
      let written = try daemon.git("show", "main:" + path).output
      #expect(written == deployment("shop:1"), "what is on main is what was there, byte for byte: \(written)")

      let drift = try daemon.kctl("drift")
      #expect(drift.status == 0, "\(drift)")
      try checkBackup(daemon)
    }
  }

  /// The host is lost; a restore elsewhere brings the same objects back, with their uids and revisions.
  private func checkBackup(_ daemon: TestDaemon) throws {
    #expect(try daemon.kctl("create", "secret", "generic", "s", "--from-literal=p=hidden").status == 0)
    let backup = daemon.directory + "/backup"
    let passphrase = daemon.directory + "/passphrase"
    try "correct horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    let first = try daemon.kctl("backup", backup, "--data-dir", daemon.dataDirectory, "--passphrase-file", passphrase)
    #expect(first.status == 0 && first.output.contains("(full), with keys"), "\(first)")
    #expect(try daemon.kctl("create", "configmap", "late", "--from-literal=a=b").status == 0)
    let second = try daemon.kctl("backup", backup, "--data-dir", daemon.dataDirectory, "--passphrase-file", passphrase)
    #expect(second.status == 0 && second.output.contains("0002.bundle (incremental)"), "\(second)")
    let fsck = try daemon.kctl("fsck")
    #expect(fsck.status == 0 && fsck.output.contains("No problems found."), "\(fsck)")
    let format = "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.metadata.resourceVersion};{end}"
    let before = try daemon.kctl("get", "deployments,configmaps,secrets", "-A", "-o", format).output
    #expect(daemon.stop() == 0)

    let restored = daemon.directory + "/restored.git"
    try "wrong horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    let wrong = try daemon.kctl("restore", backup, "-C", restored, "--passphrase-file", passphrase)
    #expect(wrong.status == 1 && wrong.errors.contains("passphrase is another"), "\(wrong)")
    #expect(!FileManager.default.fileExists(atPath: restored))
    try "correct horse battery\n".write(toFile: passphrase, atomically: true, encoding: .utf8)
    let restore = try daemon.kctl("restore", backup, "-C", restored, "--passphrase-file", passphrase)
    #expect(restore.status == 0, "\(restore)")
    let after = try daemon.kctl("-C", restored, "get", "deployments,configmaps,secrets", "-A", "-o", format).output
    #expect(after == before)
    #expect(try daemon.kctl("-C", restored, "get", "secret", "s", "-o", "jsonpath={.data.p}").output == "aGlkZGVu")
    let log = try daemon.kctl("-C", restored, "log", "deployment/web", "--people")
    #expect(log.output.contains("Newer is better"), "without a daemon too: \(log)")
    let local = try daemon.kctl("-C", restored, "fsck")
    #expect(local.status == 0, "\(local)")
  }
}
