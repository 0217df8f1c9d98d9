import Foundation
import Testing

/// A daemon with a web server of two pods and a client pod, and the ways to ask them.
struct ServiceCluster {
  let daemon: TestDaemon
  let nodeAddress: String

  private static let serving =
    "/bin/busybox mkdir /www; /bin/busybox hostname > /www/index.html; exec /bin/busybox httpd -f -p 8080 -h /www"

  private static let manifest = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 0
          containers:
          - name: main
            image: localhost/busybox:test
            imagePullPolicy: IfNotPresent
            command: [/bin/busybox, sh, -c, "\(serving)"]
            ports: [{name: http, containerPort: 8080}]
            readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 1}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {name: main, image: "localhost/busybox:test", imagePullPolicy: IfNotPresent, command: [/bin/busybox, sleep, "100000"]}
    """

  static func with(_ services: String, _ body: (ServiceCluster) throws -> Void) throws {
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: manifest + "\n---\n" + services)
      #expect(apply.status == 0, "\(apply)")
      let rollout = try daemon.kctl("rollout", "status", "deployment/web", "--timeout=60s")
      #expect(rollout.output.contains("successfully rolled out"), "\(rollout)\n\(daemon.log)")
      #expect(try daemon.kctl("wait", "--for=condition=Ready", "pod/client", "--timeout=60s").status == 0)
      let path = "{.status.addresses[?(@.type==\"InternalIP\")].address}"
      let address = try daemon.kctl("get", "node", "node-1", "-o", "jsonpath=" + path).output
      try body(ServiceCluster(daemon: daemon, nodeAddress: address))
    }
  }

  func field(_ service: String, _ path: String) throws -> String {
    try daemon.kctl("get", "service", service, "-o", "jsonpath={\(path)}").output
  }

  func clusterIP(_ service: String) throws -> String { try field(service, ".spec.clusterIP") }

  func pods() throws -> [String] {
    try daemon.kctl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].metadata.name}").output.split(separator: " ").map(String.init)
  }

  func shell(in pod: String, _ script: String) throws -> CommandResult {
    try daemon.kctl("exec", pod, "--", "/bin/busybox", "sh", "-c", script)
  }

  /// The pods that answered requests from within a pod, one after the other.
  func answers(_ address: String, from pod: String = "client", count: Int = 24) throws -> [String] {
    try shell(in: pod, "for i in $(/bin/busybox seq \(count)); do /bin/busybox wget -q -O - http://\(address)/; done").output
      .split(separator: "\n").map(String.init)
  }

  /// The same from the host.
  func answersToHost(_ address: String, count: Int = 24) throws -> [String] {
    try Command(arguments: ["curl", "-s", "--max-time", "5", "http://\(address)/?[1-\(count)]"]).run().output
      .split(separator: "\n").map(String.init)
  }

  /// What the instance calls its own on the host.
  func instance() throws -> String {
    let lines = try Command(arguments: ["ip", "-br", "-4", "address"]).run().output.split(separator: "\n")
    let line = try #require(lines.first { $0.contains(" \(nodeAddress)/") })
    return String(try #require(line.split(separator: " ").first).dropFirst("kctl-".count))
  }

  static func tables() throws -> [String] {
    try Command(arguments: ["nft", "list", "tables"]).run().output.split(separator: "\n").map(String.init)
  }
}
