import ClusterHarness
import Foundation
import Testing

/// Secrets on their way through a daemon, the clients' commands and git: where their values must never be seen, and how they are encrypted,
/// encrypted anew and sealed by people.
@Suite(.serialized) struct SecretHygieneTests {
  private static let marker = "zq9markerzq9"
  private static let keys = ["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A="]

  private var encoded: String { Data(Self.marker.utf8).base64EncodedString() }

  private func configuration(_ providers: String, socket: String) -> String {
    """
    apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
    - resources: [secrets]
      providers:
    \(providers)
    - resources: [configmaps]
      providers:
      - kms: {apiVersion: v2, name: vault, endpoint: 'unix://\(socket)', timeout: 5s}
      - identity: {}

    """
  }

  private func secret(_ name: String, _ data: String) -> String {
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: \(name)\n  namespace: default\n\(data)"
  }

  private func withDaemon(_ body: (TestDaemon, KeyServicePeer) throws -> Void) throws {
    let peer = KeyServicePeer()
    defer { peer.close() }
    let directory = "/tmp/kctl-hygiene-\(UUID().uuidString.prefix(8).lowercased())"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try peer.listen(socket: directory + "/kms.sock")
    let policy = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: RequestResponse}]\n"
    try policy.write(toFile: directory + "/audit.yaml", atomically: true, encoding: .utf8)
    try configuration("  - aesgcm: {keys: [{name: one, secret: \(Self.keys[0])}]}", socket: directory + "/kms.sock")
      .write(toFile: directory + "/enc.yaml", atomically: true, encoding: .utf8)
    try TestDaemon.with(
      components: "apiserver,gitops",
      arguments: [
        "--encryption-provider-config", directory + "/enc.yaml", "--encryption-provider-config-automatic-reload", "true",
        "--audit-policy-file", directory + "/audit.yaml", "--audit-log-path", directory + "/audit.log",
      ]
    ) { daemon in
      try body(daemon, peer)
      let audit = try String(contentsOfFile: directory + "/audit.log", encoding: .utf8)
      #expect(audit.contains("\"secrets\"") && !reveals(audit), "the audit log")
    }
  }

  private func reveals(_ text: String) -> Bool { text.contains(Self.marker) || text.contains(encoded) }

  private func expectHidden(_ result: CommandResult, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!reveals(result.output) && !reveals(result.errors), "\(what): \(result)", sourceLocation: sourceLocation)
  }

  @Test func `I7 no value of a Secret is in the repository, a log, an audit line, a diff, a note, an Event or an error`() throws {
    try withDaemon { daemon, peer in
      let one = secret("one", "data:\n  p: \(encoded)\nstringData:\n  q: \(Self.marker)\n")
      for program in Kubectl.programs {
        expectHidden(try daemon.kubectl(program, "apply", "-f", "-", input: one), "kubectl apply")
      }
      expectHidden(try daemon.kctl("create", "secret", "generic", "two", "--from-literal=p=\(Self.marker)"), "create")
      expectHidden(try daemon.kctl("apply", "-f", "-", input: secret("three", "stringData:\n  p: \(Self.marker)\n")), "apply")
      expectHidden(try daemon.kctl("diff", "-f", "-", input: secret("three", "stringData:\n  p: \(Self.marker)2\n")), "diff")
      expectHidden(try daemon.kctl("patch", "secret", "two", "--type=merge", "-p", "{\"stringData\":{\"p\":\"\(Self.marker)-next\"}}"), "patch")
      for bad in ["data:\n  p: '\(Self.marker)!!'\n", "data:\n  p: [\(Self.marker)]\n", "dat:\n  p: \(Self.marker)\n", "data: \(Self.marker)\n"] {
        expectHidden(try daemon.kctl("apply", "-f", "-", input: secret("bad", bad)), "a bad manifest: \(bad.prefix(5))")
        expectHidden(try daemon.kctl("create", "-f", "-", input: secret("bad", bad)), "a bad object: \(bad.prefix(5))")
      }
      let clone = daemon.directory + "/clone"
      _ = try daemon.git("clone", "-q", daemon.repository, clone, in: daemon.directory)
      _ = try daemon.git("checkout", "-q", "-B", "main", "origin/main", in: clone)
      try secret("four", "stringData:\n  p: \(Self.marker)\n").write(toFile: clone + "/four.yaml", atomically: true, encoding: .utf8)
      _ = try daemon.git("add", "-A", in: clone)
      _ = try daemon.git("commit", "-qm", "In clear", in: clone)
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status != 0 && push.errors.contains("four.yaml:1: stringData.p: a Secret's value must not be committed in clear"), "\(push)")
      expectHidden(push, "a refused push")
      expectHidden(try daemon.kctl("-C", daemon.repository, "plan", "HEAD", "--git", clone), "plan")
      _ = try daemon.kctl("delete", "secret", "two")
      for words in [["log", "-p"], ["log", "-p", "-o", "json"], ["drift"], ["status"], ["describe", "secrets"], ["get", "events", "-o", "yaml"], ["get", "secrets"]] {
        expectHidden(try Command(arguments: [TestDaemon.kctl] + words, environment: ["KUBECONFIG": daemon.kubeconfig, "NO_COLOR": "1"]).run(), words.joined(separator: " "))
      }
      expectHidden(try daemon.kctl("blame", "secret", "one"), "blame")
      expectHidden(try daemon.kctl("diff", "secret", "one", "--at", "1h"), "diff of the past")
      #expect(try daemon.kctl("get", "secret", "one", "-o", "jsonpath={.data.p}").output == encoded, "who asks for it gets it")
      daemon.stop()
      #expect(!reveals(daemon.log), "the log")
      try expectNothing(in: [daemon.repository, daemon.dataDirectory])
      let objects = try daemon.git("cat-file", "--batch-all-objects", "--batch")
      #expect(objects.output.contains("kctl:aesgcm:v1:one:") && !reveals(objects.output), "git's objects")
    }
  }

  /// No file below the directories has the marker; objects and packs are compressed, so git is asked for those.
  private func expectNothing(in directories: [String]) throws {
    for text in [Self.marker, encoded] {
      let found = try Command(arguments: ["grep", "-r", "-l", "-a", text] + directories).run()
      #expect(found.output.isEmpty, "\(found.output)")
    }
  }

  @Test func `a key in front of the others encrypts what is written again, at once where that is asked for`() throws {
    try withDaemon { daemon, peer in
      let enc = try #require(try daemon.git("config", "kctl.encryptionProviderConfig").output.split(separator: "\n").first.map(String.init))
      let socket = enc.replacingOccurrences(of: "enc.yaml", with: "kms.sock")
      #expect(try daemon.kctl("create", "secret", "generic", "a", "--from-literal=p=v").status == 0)
      #expect(try daemon.kctl("create", "secret", "generic", "b", "--from-literal=p=v").status == 0)
      #expect(try daemon.kctl("create", "configmap", "c", "--from-literal=p=plain-value").status == 0)
      #expect(try daemon.kctl("get", "--raw", "/healthz/kms-providers").output == "ok")
      try eventually("all is on main") { try daemon.git("show", "main:namespaces/default/configmaps/c.yaml").output.contains("kctl:kms:v2:vault:") }
      #expect(peer.calls("Encrypt") == 1)
      #expect(try daemon.kctl("secrets", "reencrypt").output.contains("everything is encrypted as it should be"))

      try configuration("  - secretbox: {keys: [{name: two, secret: \(Self.keys[1])}]}\n  - aesgcm: {keys: [{name: one, secret: \(Self.keys[0])}]}", socket: socket)
        .write(toFile: enc, atomically: true, encoding: .utf8)
      try eventually("the file is read again") { try daemon.kctl("secrets", "reencrypt", "--check").output.contains("secrets:") }
      func tag(_ name: String, _ branch: String) throws -> String {
        let text = try daemon.git("show", "\(branch):namespaces/default/secrets/\(name).yaml").output
        return ["kctl:aesgcm:v1:one:", "kctl:secretbox:v1:two:"].first { text.contains($0) } ?? text
      }
      #expect(try tag("a", "main") == "kctl:aesgcm:v1:one:")
      let kubectl = Kubectl.programs[0]
      let all = try daemon.kubectl(kubectl, "get", "secret", "a", "-o", "json").output
      #expect(try daemon.kubectl(kubectl, "replace", "-f", "-", input: all).status == 0)
      for branch in ["main", "live"] {
        try eventually("what was replaced is encrypted anew on \(branch)") { try tag("a", branch) == "kctl:secretbox:v1:two:" }
        #expect(try tag("b", branch) == "kctl:aesgcm:v1:one:")
      }
      let report = try daemon.kctl("secrets", "reencrypt")
      #expect(report.output.contains("secrets: "), "\(report)")
      for branch in ["main", "live"] { try eventually("all is encrypted anew on \(branch)") { try tag("b", branch) == "kctl:secretbox:v1:two:" } }
      #expect(try daemon.kctl("get", "secret", "b", "-o", "jsonpath={.data.p}").output == "dg==")
      let verified = try daemon.kctl("verify", "-C", daemon.repository, "--entitlement")
      #expect(verified.status == 0 && verified.output.contains("entitlement: "), "\(verified)")
    }
  }

  @Test func `what people seal with the public key is taken in; what is for another cluster is refused with file, line and field`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { daemon in
      let clone = daemon.directory + "/clone"
      try eventually("the key is published") { try daemon.git("ls-tree", "-r", "--name-only", "live").output.contains("kctl-sealing-key") }
      _ = try daemon.git("clone", "-q", daemon.repository, clone, in: daemon.directory)
      _ = try daemon.git("checkout", "-q", "-B", "main", in: clone)
      try secret("s", "data:\n  p: \(encoded)\n").write(toFile: daemon.directory + "/clear.yaml", atomically: true, encoding: .utf8)
      let sealed = try daemon.kctl("seal", "-C", clone, "-f", daemon.directory + "/clear.yaml")
      #expect(sealed.status == 0 && sealed.output.contains("p: kctl:hpke:v1:") && !reveals(sealed.output), "\(sealed)")
      try sealed.output.write(toFile: clone + "/s.yaml", atomically: true, encoding: .utf8)
      _ = try daemon.git("add", "-A", in: clone)
      _ = try daemon.git("commit", "-qm", "Sealed", in: clone)
      let push = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(push.status == 0, "\(push)")
      try eventually("the Secret is there") { try daemon.kctl("get", "secret", "s", "--ignore-not-found", "-o", "jsonpath={.data.p}").output == encoded }
      #expect(try daemon.git("show", "main:s.yaml").output == sealed.output, "what people wrote stays as it is")
      let live = try daemon.git("show", "live:namespaces/default/secrets/s.yaml").output
      #expect(live.contains("kctl:v1:") && !live.contains("hpke"))
      try renewSealingKey(daemon, clone)

      let other = "kctl-seal-v1:" + Data((0..<32).map { UInt8($0 &* 7 &+ 9) }).base64EncodedString()
      let foreign = try daemon.kctl("seal", "--key", other, "-f", daemon.directory + "/clear.yaml")
      try ("# for another cluster\n" + foreign.output).write(toFile: clone + "/s.yaml", atomically: true, encoding: .utf8)
      _ = try daemon.git("commit", "-qam", "Foreign", in: clone)
      let refused = try daemon.git("push", "-q", "origin", "main", in: clone)
      #expect(refused.status != 0 && refused.errors.contains("s.yaml:2: data.p: it was sealed for another cluster (key "), "\(refused)")
    }
  }

  /// What was sealed to the old key opens, until it was encrypted anew and the key is dropped.
  private func renewSealingKey(_ daemon: TestDaemon, _ clone: String) throws {
    try secret("late", "data:\n  p: \(encoded)\n").write(toFile: daemon.directory + "/late.yaml", atomically: true, encoding: .utf8)
    let late = try daemon.kctl("seal", "-C", clone, "-f", daemon.directory + "/late.yaml")
    let renewed = try daemon.kctl("secrets", "sealing-key", "--renew")
    let ids = renewed.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    try #require(renewed.status == 0 && ids.count == 2 && late.output.contains("kctl:hpke:v1:\(ids[1]):"), "\(renewed)")
    try eventually("the new key is published") {
      try daemon.git("show", "live:namespaces/kube-public/configmaps/kctl-sealing-key.yaml").output.contains("former: \(ids[1])")
    }
    try late.output.write(toFile: clone + "/late.yaml", atomically: true, encoding: .utf8)
    _ = try daemon.git("add", "-A", in: clone)
    _ = try daemon.git("commit", "-qm", "Sealed before, pushed after", in: clone)
    let push = try daemon.git("push", "-q", "origin", "main", in: clone)
    #expect(push.status == 0, "\(push)")
    func value() throws -> String { try daemon.kctl("get", "secret", "late", "--ignore-not-found", "-o", "jsonpath={.data.p}").output }
    try eventually("the Secret is there") { try value() == encoded }
    _ = try daemon.git("fetch", "-q", "origin", in: clone)
    #expect(try daemon.kctl("seal", "-C", clone, "-f", daemon.directory + "/late.yaml").output.contains("kctl:hpke:v1:\(ids[0]):"))
    let needed = try daemon.kctl("secrets", "sealing-key", "--drop", ids[1])
    #expect(needed.status != 0 && needed.errors.contains("is needed still, by late.yaml, s.yaml: run 'kctl secrets reencrypt' first"), "\(needed)")
    #expect(try daemon.kctl("secrets", "reencrypt").output.contains("secrets: "))
    try eventually("nothing on main is sealed to the old key") { try daemon.git("grep", "-l", ids[1], "main").output.isEmpty }
    let dropped = try daemon.kctl("secrets", "sealing-key", "--drop", ids[1])
    #expect(dropped.status == 0 && dropped.output.hasPrefix("\(ids[0])  current  kctl-seal-v1:") && !dropped.output.contains(ids[1]), "\(dropped)")
    #expect(try value() == encoded)
    _ = try daemon.git("fetch", "-q", "origin", in: clone)
    _ = try daemon.git("reset", "-q", "--hard", "origin/main", in: clone)
  }
}
