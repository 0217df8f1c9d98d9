import Foundation
import Testing

/// The command line on a repository that no daemon serves.
@Suite struct LocalRepositoryTests {
  private static let configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {colour: red}\n"

  private func withRepository(_ body: (_ kctl: (String...) throws -> CommandResult, _ directory: String) throws -> Void) throws {
    let directory = NSTemporaryDirectory() + "kctl-it-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try body({ (arguments: String...) in
      try Command(arguments: [TestDaemon.kctl, "-C", directory + "/cluster.git"] + arguments, environment: ["NO_COLOR": "1"]).run()
    }, directory)
  }

  @Test func `a repository that isn't there is no cluster, and isn't made by asking for it`() throws {
    try withRepository { kctl, directory in
      for command in [["get", "pods"], ["verify"], ["signers", "list"]] {
        let result = try Command(arguments: [TestDaemon.kctl] + command + ["--repository", directory + "/cluster.git"]).run()
        #expect(result.status != 0 && result.errors.contains("kctl init \(directory)/cluster.git"), "\(command): \(result)")
      }
      #expect(!FileManager.default.fileExists(atPath: directory + "/cluster.git"))
    }
  }

  @Test func `what was committed with plain git is taken in by the next command`() throws {
    try withRepository { kctl, directory in
      #expect(try kctl("init").status == 0)
      let git = { (arguments: String...) in
        try Command(
          arguments: ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-C", directory + "/clone"] + arguments).run()
      }
      _ = try Command(arguments: ["git", "clone", "-q", directory + "/cluster.git", directory + "/clone"]).run()
      _ = try git("checkout", "-q", "-B", "main")
      try Self.configMap.write(toFile: directory + "/clone/a.yaml", atomically: true, encoding: .utf8)
      _ = try git("add", "-A")
      _ = try git("commit", "-qm", "Add")
      let push = try git("push", "-q", "origin", "main")
      #expect(push.status == 0, "\(push)")
      let get = try kctl("get", "configmap", "a", "-o", "jsonpath={.data.colour}")
      #expect(get.output == "red", "\(get)")
      let status = try kctl("status")
      #expect(status.status == 0 && status.output.contains("in sync"), "\(status)")
    }
  }

  @Test func `what a daemon sealed is read without it, with the keys that it kept elsewhere`() throws {
    let daemon = try TestDaemon(components: KubectlTests.control)
    defer { daemon.remove() }
    try daemon.start()
    #expect(try daemon.kctl("create", "secret", "generic", "login", "--from-literal=user=anna").status == 0)
    daemon.stop()
    let get = try Command(
      arguments: [TestDaemon.kctl, "-C", daemon.repository, "get", "secret", "login", "-o", "go-template={{.data.user | base64decode}}"]).run()
    #expect(get.output == "anna", "\(get)")
  }
}
