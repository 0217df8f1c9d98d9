import Basics
import DNSMessage
import Foundation
import Testing

/// Names, as pods and the host see them: what the cluster knows, and what somebody else does.
@Suite(.serialized) struct DNSTests {
  private static let objects = """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: none}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db}
    spec: {clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: out}
    spec: {type: ExternalName, externalName: www.example.test}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          terminationGracePeriodSeconds: 0
          containers: [{name: main, image: "localhost/busybox:test", imagePullPolicy: IfNotPresent, command: [/bin/busybox, sleep, "1000"]}]
    """

  /// A daemon whose pods' DNS asks a resolver of the test's for what the cluster doesn't know.
  private func withCluster(_ body: (TestDaemon) throws -> Void) throws {
    let resolver = try TestResolver()
    defer { resolver.stop() }
    try TestDaemon.with(
      components: "*", arguments: ["--resolv-conf", TestDaemon.place + "/resolv.conf"],
      preparing: { daemon in
        try "nameserver \(resolver.address)\nsearch example.test\n".write(toFile: daemon.directory + "/resolv.conf", atomically: true, encoding: .utf8)
      }
    ) { daemon in
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: Self.objects)
      #expect(apply.status == 0, "\(apply)")
      let wait = try daemon.kctl("wait", "--for=condition=Ready", "pod/db-0", "--timeout=60s")
      #expect(wait.status == 0, "\(wait)\n\(daemon.log.suffix(3_000))")
      try body(daemon)
    }
  }

  private func lookUp(_ daemon: TestDaemon, _ name: String, type: String = "a") throws -> String {
    let result = try daemon.kctl("exec", "db-0", "--", "/bin/busybox", "nslookup", "-type=\(type)", name)
    return result.output + result.errors
  }

  private func name(_ daemon: TestDaemon, of address: String) throws -> String {
    try daemon.kctl("exec", "db-0", "--", "/bin/busybox", "nslookup", address).output
  }

  @Test func `a pod finds services, pods, aliases and addresses by name, and names outside of the cluster`() throws {
    try withCluster { daemon in
      func value(_ arguments: String, _ path: String) throws -> String {
        let words = arguments.split(separator: " ").map(String.init)
        return try daemon.kctl("get", words[0], words[1], "-n", words[2], "-o", "jsonpath={\(path)}").output
      }
      let clusterIP = try value("service web default", ".spec.clusterIP"), podIP = try value("pod db-0 default", ".status.podIP")
      let resolver = try daemon.kctl("exec", "db-0", "--", "/bin/busybox", "cat", "/etc/resolv.conf").output
      #expect(resolver.contains("search default.svc.cluster.local svc.cluster.local cluster.local example.test\n"), "\(resolver)")
      #expect(resolver.contains("nameserver 10.96.0.10\n") && resolver.contains("options ndots:5\n"), "\(resolver)")
      try eventually("the API server is found") { try lookUp(daemon, "kubernetes.default.svc.cluster.local").contains("10.96.0.1\n") }
      // In part, as the C library searches; whoever answers a ping, it tells whom it goes to.
      for (name, address) in [("kubernetes.default", "10.96.0.1"), ("web", clusterIP), ("www", "203.0.113.7")] {
        let ping = try daemon.kctl("exec", "db-0", "--", "/bin/busybox", "ping", "-c", "1", "-W", "1", name).output
        #expect(ping.contains("PING \(name) (\(address))"), "\(ping)")
      }
      #expect(try lookUp(daemon, "web").contains(clusterIP + "\n"))
      #expect(try lookUp(daemon, "_http._tcp.web.default.svc.cluster.local", type: "srv").contains("0 100 80 web.default.svc.cluster.local"))
      #expect(try name(daemon, of: clusterIP).contains("name = web.default.svc.cluster.local\n"))
      // A pod of a headless Service, by its hostname, and its address.
      #expect(try lookUp(daemon, "db").contains(podIP + "\n"))
      #expect(try lookUp(daemon, "db-0.db.default.svc.cluster.local").contains(podIP + "\n"))
      #expect(try name(daemon, of: podIP).contains("name = db-0.db.default.svc.cluster.local\n"))
      #expect(try lookUp(daemon, podIP.replacingOccurrences(of: ".", with: "-") + ".default.pod.cluster.local").contains(podIP + "\n"))
      // What the host's resolver knows, by its own name, by an alias, and by another once that changes.
      #expect(try lookUp(daemon, "www.example.test").contains("203.0.113.7\n"))
      #expect(try lookUp(daemon, "out.default.svc.cluster.local").contains("203.0.113.7\n"))
      #expect(try lookUp(daemon, "nobody.default.svc.cluster.local").contains("NXDOMAIN"))
      #expect(try daemon.kctl("patch", "service", "out", "-p", #"{"spec":{"externalName":"other.example.test"}}"#).status == 0)
      try eventually("the alias has changed") { try lookUp(daemon, "out.default.svc.cluster.local").contains("203.0.113.8\n") }
      #expect(
        try daemon.kctl("patch", "service", "out", "-p", #"{"spec":{"type":"ClusterIP","externalName":null,"ports":[{"port":80}]}}"#).status == 0)
      let given = try value("service out default", ".spec.clusterIP")
      try eventually("the alias is a Service with an address") { try lookUp(daemon, "out.default.svc.cluster.local").contains(given + "\n") }
      // How pods get there: a Service whose endpoint is the node's gateway, where the host asks too.
      #expect(try value("service kube-dns kube-system", ".spec.clusterIP") == "10.96.0.10")
      let gateway = try value("endpointslice kube-dns-node-1 kube-system", ".endpoints[0].addresses[0]")
      let answer = try TestResolver.ask(try #require(IPAddress(gateway)), port: 53, "DB-0.db.default.svc.cluster.local", .a)
      #expect(answer.answers.map(\.data) == IPAddress(podIP).map { [RecordData.address($0)] } ?? [] && answer.isAuthoritative)
      #expect(try daemon.kctl("get", "endpointslice", "kube-dns-node-1", "-n", "kube-system", "-o", "jsonpath={.metadata.ownerReferences[0].kind}").output == "Node")
      #expect(try daemon.kctl("delete", "statefulset,service", "--all", "--timeout=30s").status == 0)
    }
  }

  @Test func `without a node names are served where they are asked to be, and nowhere else`() throws {
    try TestDaemon.with(components: "apiserver,dns", arguments: ["--dns-bind-address", "127.0.0.1", "--dns-port", "0"]) { daemon in
      let port = try port(in: daemon.log)
      try eventually("the API server has a name") {
        let answer = try TestResolver.ask(try #require(IPAddress("127.0.0.1")), port: port, "kubernetes.default.svc.cluster.local", .a)
        return answer.answers.map(\.data) == IPAddress("10.96.0.1").map { [RecordData.address($0)] }
      }
      // Nobody else can reach a loopback address.
      #expect(try daemon.kctl("get", "services", "-n", "kube-system", "-o", "name").output.isEmpty)
      try TestDaemon.with(components: "dns", server: daemon) { other in
        try eventually("it is said that nothing is served") { other.log.contains("the cluster's DNS isn't served") }
      }
    }
  }

  private func port(in log: String) throws -> Int {
    let line = try #require(log.split(separator: "\n").first { $0.contains("serving DNS") }, "\(log)")
    let digits = try #require(line.split(separator: "127.0.0.1:", maxSplits: 1).last).prefix { $0.isNumber }
    return try #require(Int(digits), "\(line)")
  }
}
