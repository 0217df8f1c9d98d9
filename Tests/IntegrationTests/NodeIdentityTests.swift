import Foundation
import Testing

/// Hosts that join, what they are then, and how the API server and they reach each other.
@Suite(.serialized) struct NodeIdentityTests {
  private static let control = "apiserver,scheduler,controller-manager"

  private func withNode(
    arguments: [String] = [], _ body: (TestDaemon, JoinedNode, NetworkNamespace) throws -> Void
  ) throws {
    try NetworkNamespace.with { namespace in
      let arguments = ["--bind-address", namespace.hostAddress] + arguments
      try TestDaemon.with(components: Self.control, arguments: arguments) { daemon in
        let made = try daemon.kctl("token", "create", "--print-join-command")
        #expect(made.status == 0, "\(made)")
        let join = made.output.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(join.count == 7 && join.contains("--ca-cert-hash"), "\(join)")
        try JoinedNode.with(namespace) { node in
          try node.start(Array(join.dropFirst()))
          do {
            try eventually("the node is ready", timeoutSeconds: 60) {
              try daemon.kctl("get", "node", "node-2", "-o", "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}").output == "True"
            }
            try body(daemon, node, namespace)
          } catch {
            Issue.record("\(error)\n--- server\n\(daemon.log.suffix(4000))\n--- node\n\(node.log.suffix(4000))")
          }
        }
      }
    }
  }

  @Test func `a host joins with a token and is reached by every client`() throws {
    try withNode { daemon, node, namespace in
      try eventually("both certificates are there") {
        let states = try daemon.kctl("get", "csr", "--no-headers").output.split(separator: "\n").filter { $0.hasSuffix("Approved,Issued") }
        return states.count == 2
      }
      try StreamingTests.makeImage(node.directory + "/rootfs")
      let load = try daemon.kctl(
        "--server", "unix://\(node.data)/api.sock", "image", "load", node.directory + "/rootfs", "--name", "localhost/busybox:test")
      #expect(load.status == 0, "\(load)")
      #expect(try daemon.kctl("apply", "-f", "-", input: StreamingTests.manifest).status == 0)
      let wait = try daemon.kctl("wait", "--for=condition=Ready", "pod/box", "--timeout=60s")
      #expect(wait.status == 0, "\(wait)")
      #expect(try daemon.kctl("get", "pod", "box", "-o", "jsonpath={.status.hostIP}").output == namespace.address)
      for (number, program) in (Kubectl.programs + [TestDaemon.kctl]).enumerated() {
        let log = try daemon.kubectl(program, "logs", "box", "-c", "web")
        #expect(log.output == "started\n", "\(program): \(log)")
        for (what, script, output) in StreamingTests.scripts {
          let result = try StreamingTests().shell(daemon, script, ["K": program, "N": String(number)])
          if output.isEmpty {
            let sums = result.output.split(separator: "\n").map { $0.split(separator: " ")[0] }
            #expect(sums.count == 2 && sums[0] == sums[1], "\(program): \(what): \(result)")
          } else {
            #expect(result.output == output, "\(program): \(what): \(result)\n\(daemon.log.suffix(2000))\n\(node.log.suffix(2000))")
          }
        }
      }
      try checkDoors(daemon, node, namespace)
      try checkRestart(daemon, node)
    }
  }

  /// Who gets in at the kubelet, and what the node may ask of the API server.
  private func checkDoors(_ daemon: TestDaemon, _ node: JoinedNode, _ namespace: NetworkNamespace) throws {
    func raw(_ path: String) throws -> String { try daemon.kctl("get", "--raw", "/api/v1/nodes/node-2/proxy" + path).output }
    #expect(try raw("/healthz") == "ok")
    #expect(try raw("/pods").contains("\"box\""))
    #expect(try raw("/stats/summary").contains("workingSetBytes"))
    #expect(try raw("/metrics/resource").contains("pod_cpu_usage_seconds_total{namespace=\"default\",pod=\"box\"}"))
    let port = try daemon.kctl("get", "node", "node-2", "-o", "jsonpath={.status.daemonEndpoints.kubeletEndpoint.Port}").output
    let base = ["curl", "-s", "--cacert", daemon.dataDirectory + "/pki/ca.crt", "-w", " %{http_code}"]
    func ask(_ path: String, _ arguments: String...) throws -> String {
      try Command(arguments: base + arguments + ["https://\(namespace.address):\(port)\(path)"]).run().output
    }
    // The certificate is the cluster's and for this address, or curl would not get that far.
    #expect(try ask("/healthz") == "Unauthorized 401")
    let token = try daemon.kctl("create", "token", "default").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let refusal = try ask("/pods", "-H", "Authorization: Bearer " + token)
    #expect(refusal.hasPrefix("Forbidden (user=system:serviceaccount:default:default, verb=get, resource=nodes"), "\(refusal)")
    let pki = daemon.dataDirectory + "/pki/"
    let admin = try ask("/healthz", "--cert", pki + "admin.crt", "--key", pki + "admin.key")
    #expect(admin == "ok 200")
    // The node's own credentials: its pods are its business, others' secrets are not.
    func asNode(_ arguments: String...) throws -> CommandResult {
      try Command(arguments: [TestDaemon.kctl, "--kubeconfig", node.data + "/kubelet.conf"] + arguments).run()
    }
    #expect(try asNode("auth", "whoami").output.contains("system:node:node-2"))
    #expect(try asNode("get", "secrets", "-A").errors.contains("forbidden"))
    #expect(try asNode("delete", "node", "node-1").status != 0)
  }

  /// Without the token, which is deleted: the node has what it needs.
  private func checkRestart(_ daemon: TestDaemon, _ node: JoinedNode) throws {
    let tokens = try daemon.kctl("token", "list", "--no-headers").output.split(separator: "\n")
    let token = try #require(tokens.first?.split(separator: " ").first.map(String.init))
    #expect(try daemon.kctl("token", "delete", token).status == 0)
    #expect(try daemon.kctl("token", "list", "--no-headers").output == "")
    node.stop()
    let server = try daemon.kctl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}").output
    try node.start(["join", server, "--token", token])
    try eventually("its log can be read again") {
      try daemon.kctl("get", "--raw", "/api/v1/nodes/node-2/proxy/healthz").output == "ok"
    }
  }

  @Test func `certificates are renewed before they run out`() throws {
    try withNode(arguments: ["--cluster-signing-duration", "30s"]) { daemon, node, _ in
      func contents(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
      let own = ["apiserver", "admin", "apiserver-kubelet-client"].map { daemon.dataDirectory + "/pki/\($0).crt" }
      try eventually("the node has a serving certificate") { !contents(node.data + "/pki/kubelet.crt").isEmpty }
      let watched = own + [node.data + "/pki/kubelet.crt", node.data + "/kubelet.conf"]
      let before = watched.map(contents)
      try eventually("all are renewed twice", timeoutSeconds: 120) { zip(watched.map(contents), before).allSatisfy { $0 != $1 } }
      let between = watched.map(contents)
      try eventually("all are renewed twice", timeoutSeconds: 120) { zip(watched.map(contents), between).allSatisfy { $0 != $1 } }
      // The first ones have run out by now: everything goes on by the later ones.
      #expect(try daemon.kctl("get", "--raw", "/api/v1/nodes/node-2/proxy/healthz").output == "ok")
      let ready = try daemon.kctl("get", "node", "node-2", "-o", "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")
      #expect(ready.output == "True", "\(ready)")
    }
  }
}
