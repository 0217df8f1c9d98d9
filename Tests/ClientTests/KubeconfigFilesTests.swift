import APIMachinery
import Basics
import Client
import Glibc
import Testing

/// Kubeconfigs of several files, and credentials of all kinds.
@Suite struct KubeconfigFilesTests {
  private func withFiles(_ texts: [String], _ body: ([String]) throws -> Void) throws {
    let folder = "/tmp/kctl-kubeconfig-\(getpid())-\(texts.hashValue)"
    try TextFile.makeDirectories(folder)
    let paths = texts.indices.map { "\(folder)/\($0)" }
    for (path, text) in zip(paths, texts) { try TextFile.write(text, to: path) }
    try TextFile.write("the token\n", to: folder + "/token")
    defer {
      for path in paths + [folder + "/token"] { unlink(path) }
      rmdir(folder)
    }
    try body(paths)
  }

  private static let first = """
    {apiVersion: v1, kind: Config, current-context: a, contexts: [{name: a, context: {cluster: c, user: u, namespace: team}}],
     clusters: [{name: c, cluster: {server: 'https://one:1', proxy-url: 'http://proxy:3128'}}]}
    """
  private static let second = """
    {current-context: z, clusters: [{name: c, cluster: {server: 'https://two:2'}}, {name: d, cluster: {server: 'https://three:3'}}],
     users: [{name: u, user: {tokenFile: token}}, {name: v, user: {username: anna, password: secret}}, {name: w, user: {auth-provider: {name: x}}}]}
    """

  @Test("of two entries with one name the first file's counts, and paths are those of their file")
  func merged() throws {
    try withFiles([Self.first, Self.second]) { paths in
      let config = try Kubeconfig.load(["/none"] + paths, .init())
      #expect(config.server == "https://one:1" && config.namespace == "team" && config.proxyURL == "http://proxy:3128")
      #expect(config.token == "the token")
      let other = try Kubeconfig.load(paths, .init(cluster: "d", user: "v"))
      #expect(other.server == "https://three:3" && other.username == "anna" && other.password == "secret" && other.token == nil)
      #expect(throws: KubeconfigError.self) { try Kubeconfig.load(paths, .init(context: "none")) }
      #expect(throws: KubeconfigError.self) { try Kubeconfig.load(paths, .init(user: "w")) }
      #expect(throws: KubeconfigError.self) { try Kubeconfig.load(["/none"], .init()) }
    }
  }

  @Test("a credential plugin is told what it wants to know, and believed when it answers in its own version")
  func plugin() throws {
    let exec: Value = [
      "apiVersion": "client.authentication.k8s.io/v1", "command": "login", "args": ["-x"], "env": [["name": "A", "value": "b"]],
      "interactiveMode": "Never", "provideClusterInfo": true, "installHint": "apt install login",
    ]
    let plugin = try CredentialPlugin(exec, cluster: ["server": "https://one:1", "certificate-authority": "/ca"])
    #expect(plugin.arguments == ["-x"] && plugin.environment == ["A": "b"] && plugin.interaction == .never)
    #expect(plugin.information(isInteractive: false) == [
      "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
      "spec": ["interactive": false, "cluster": ["server": "https://one:1"]],
    ])
    func answer(_ status: Value, version: String = "client.authentication.k8s.io/v1") -> [UInt8] {
      JSON.encode(["kind": "ExecCredential", "apiVersion": .string(version), "status": status])
    }
    #expect(try plugin.credential(answer(["token": "t"])).token == "t")
    #expect(try plugin.credential(answer(["clientCertificateData": "c", "clientKeyData": "k"])).clientKey == "k")
    for bad in [answer([:]), answer(["clientKeyData": "k"]), answer(["token": "t"], version: "v1"), Array("no".utf8)] {
      #expect(throws: KubeconfigError.self) { try plugin.credential(bad) }
    }
    #expect(throws: KubeconfigError.self) { try CredentialPlugin(["command": "x", "apiVersion": "v0"], cluster: [:]) }
    #expect(throws: KubeconfigError.self) { try CredentialPlugin(["apiVersion": "client.authentication.k8s.io/v1"], cluster: [:]) }
  }
}
