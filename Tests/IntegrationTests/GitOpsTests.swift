import Foundation
import Testing

/// The git side: push, revert, removal, refusal, and what a person does through the API shown on `main`.
@Suite(.serialized) struct GitOpsTests {
  private func configMap(_ name: String, _ value: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)   # kept\n  namespace: default\ndata:\n  colour: \(value)\n"
  }

  private func clone(_ daemon: TestDaemon) throws -> String {
    let clone = daemon.directory + "/clone"
    _ = try daemon.git("clone", "-q", daemon.repository, clone, in: daemon.directory)
    _ = try daemon.git("checkout", "-q", "-B", "main", in: clone)
    return clone
  }

  private func commit(_ daemon: TestDaemon, _ clone: String, _ message: String, _ files: [String: String?]) throws {
    for (path, text) in files {
      let url = URL(fileURLWithPath: clone + "/" + path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if let text { try text.write(to: url, atomically: true, encoding: .utf8) } else { try FileManager.default.removeItem(at: url) }
    }
    _ = try daemon.git("add", "-A", in: clone)
    _ = try daemon.git("commit", "-qm", message, in: clone)
  }

  private func colour(_ daemon: TestDaemon, _ name: String) throws -> String {
    try daemon.kctl("get", "configmap", name, "-o", "jsonpath={.data.colour}", "--ignore-not-found").output
  }

  @Test func `a push is reconciled, a revert rolls back, a removed file deletes`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let clone = try clone(daemon)
      try commit(daemon, clone, "Add", ["apps/a.yaml": configMap("a", "red"), "apps/b.yaml": configMap("b", "blue")])
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status == 0, "\(push)")
      try eventually("the push is live") { try colour(daemon, "a") == "red" && colour(daemon, "b") == "blue" }
      try commit(daemon, clone, "Change", ["apps/a.yaml": configMap("a", "green")])
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the change is live") { try colour(daemon, "a") == "green" }
      _ = try daemon.git("revert", "--no-edit", "HEAD", in: clone)
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the revert is live") { try colour(daemon, "a") == "red" }
      try commit(daemon, clone, "Remove", ["apps/b.yaml": nil])
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the object is gone") { try colour(daemon, "b").isEmpty }
      #expect(try colour(daemon, "a") == "red")
      try eventually("I1 live has taken main in") { try daemon.git("log", "--oneline", "live..main").output.isEmpty }
      let fsck = try daemon.git("fsck", "--strict")
      #expect(fsck.status == 0 && !fsck.errors.contains("error"), "\(fsck)")
    }
  }

  @Test func `a bad push is refused with file, line, field and reason`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let clone = try clone(daemon)
      let bad = configMap("a", "red").replacingOccurrences(of: "\ndata:", with: "\ndat:")
      try commit(daemon, clone, "Bad", ["apps/a.yaml": bad])
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status != 0)
      #expect(push.errors.contains("apps/a.yaml:1"), "\(push)")
      #expect(push.errors.contains(#"unknown field "dat""#), "\(push)")
      #expect(try daemon.git("rev-parse", "--verify", "-q", "main").status != 0 || colour(daemon, "a").isEmpty)
    }
  }

  @Test func `I6 with the hook bypassed the last good version stays and nothing else is blocked`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let clone = try clone(daemon)
      try commit(daemon, clone, "Good", ["a.yaml": configMap("a", "red")])
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the push is live") { try colour(daemon, "a") == "red" }
      try FileManager.default.removeItem(atPath: daemon.repository + "/hooks/pre-receive")
      try commit(daemon, clone, "Half bad", ["a.yaml": configMap("a", "[broken"), "b.yaml": configMap("b", "blue")])
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the good half is live") { try colour(daemon, "b") == "blue" }
      #expect(try colour(daemon, "a") == "red")
      let status = try daemon.kctl("status")
      #expect(status.output.contains("a.yaml:"), "\(status)")
      try eventually("the note says so") {
        try daemon.git("notes", "--ref=kctl", "show", "main").output.contains("a.yaml:")
      }
    }
  }

  private func deployment(_ image: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
            # serves
            - name: web
              image: "\(image)" # pinned
              ports: [{containerPort: 80}]

    """
  }

  @Test func `I2 a change through the API lands on main, in its place, with comments kept`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let clone = try clone(daemon)
      try commit(daemon, clone, "Add", ["apps/a.yaml": configMap("a", "red")])
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the push is live") { try colour(daemon, "a") == "red" }
      let patch = try daemon.kctl("patch", "configmap", "a", "--type=merge", "-p", #"{"data":{"colour":"violet"}}"#)
      #expect(patch.status == 0, "\(patch)")
      try eventually("main has the change") { try daemon.git("show", "main:apps/a.yaml").output.contains("violet") }
      #expect(try daemon.git("show", "main:apps/a.yaml").output == configMap("a", "violet"))
      #expect(try daemon.git("log", "-1", "--format=%cn", "main").output.contains("kctl"))

      // Neither does a container's new image bring the defaults of that container along.
      try commit(daemon, clone, "Add", ["apps/web.yaml": deployment("web:1")])
      _ = try daemon.git("pull", "-q", "--rebase", "origin", "main", in: clone)
      _ = try daemon.git("push", "-q", "origin", "main", in: clone)
      try eventually("the deployment is live") { try daemon.kctl("get", "deployment/web").status == 0 }
      let image = try daemon.kctl("set", "image", "deployment/web", "web=web:2")
      #expect(image.output == "deployment.apps/web image updated\n", "\(image)")
      try eventually("main has the image") { try daemon.git("show", "main:apps/web.yaml").output.contains("web:2") }
      #expect(try daemon.git("show", "main:apps/web.yaml").output == deployment("web:2"))
    }
  }
}
