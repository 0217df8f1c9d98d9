import APIMachinery
import Basics
import Client
import Glibc
import Testing

@testable import Kubelet

@Suite struct KubeletServerTests {
  @Test(arguments: [
    ("GET", "/stats/summary", "get", ["stats"]), ("GET", "/metrics/cadvisor", "get", ["metrics"]), ("GET", "/logs/", "get", ["log"]),
    ("POST", "/checkpoint/a/b/c", "create", ["checkpoint"]), ("GET", "/pods", "get", ["pods", "proxy"]),
    ("GET", "/runningpods/", "get", ["pods", "proxy"]), ("GET", "/healthz", "get", ["healthz", "proxy"]),
    ("GET", "/configz", "get", ["configz", "proxy"]), ("GET", "/containerLogs/a/b/c", "get", ["proxy"]),
    ("POST", "/exec/a/b/c", "create", ["proxy"]), ("GET", "/", "get", ["proxy"]), ("GET", "/podsx", "get", ["proxy"]),
    ("DELETE", "//metrics", "delete", ["metrics"]), ("OPTIONS", "/pods", "options", ["pods", "proxy"]),
  ])
  func `a request is judged by upstream's subresources`(method: String, path: String, verb: String, subresources: [String]) {
    let request = KubeletRequest(method: method, path: path)
    #expect(request.verb == verb)
    #expect(request.subresources == subresources)
  }

  private func request(_ path: String, user: String? = nil, groups: [String] = [], token: String? = nil, method: String = "GET") -> HTTPRequest {
    var request = HTTPRequest(method, path)
    request.peer.certificateCommonName = user
    request.peer.certificateOrganizations = groups
    if let token { request.headers["Authorization"] = "Bearer " + token }
    return request
  }

  /// As the cluster's default roles have it.
  private func grant(_ node: NodeFixture, _ kind: String, _ name: String, _ verbs: [String], _ subresources: [String]) async throws {
    func path(_ resource: String) -> ResourcePath {
      ResourcePath(GroupVersionResource(group: "rbac.authorization.k8s.io", version: "v1", resource: resource))
    }
    let group: Value = "rbac.authorization.k8s.io"
    _ = try await node.admin.create(
      path("clusterroles"),
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": "granted"],
        "rules": [
          [
            "apiGroups": [""], "resources": .array(subresources.map { .string("nodes/" + $0) }), "verbs": .array(verbs.map { .string($0) }),
          ]
        ],
      ], options: WriteOptions())
    _ = try await node.admin.create(
      path("clusterrolebindings"),
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": ["name": "granted"],
        "roleRef": ["apiGroup": group, "kind": "ClusterRole", "name": "granted"],
        "subjects": [["apiGroup": group, "kind": .string(kind), "name": .string(name)]],
      ], options: WriteOptions())
  }

  @Test func `nobody is let in who isn't known, or may not`() async throws {
    try await NodeFixture.with { node in
      try await grant(node, "User", "kube-apiserver-kubelet-client", ["*"], ["proxy", "stats", "log", "metrics", "pods"])
      let server = KubeletServer(node.kubelet)
      #expect(await server.handle(request("/healthz")).status == 401)
      #expect(await server.handle(request("/pods", token: "abc")).status == 401)
      #expect(await server.handle(request("/pods", user: "")).status == 401)
      let stranger = await server.handle(request("/pods", user: "jane"))
      #expect(stranger.status == 403)
      #expect(String(decoding: try await stranger.bytes(), as: UTF8.self) == "Forbidden (user=jane, verb=get, resource=nodes, subresource(s)=[pods proxy])\n")
      #expect(await server.handle(request("/pods", user: "kube-apiserver-kubelet-client")).status == 200)
      #expect(await server.handle(request("/exec/default/web/app", user: "kube-apiserver-kubelet-client", method: "POST")).status == 400)
      #expect(await server.handle(request("/pods", user: "root", groups: ["system:masters"])).status == 200)
      #expect(await server.handle(request("/nothing", user: "root", groups: ["system:masters"])).status == 404)
      #expect(await server.handle(request("/pods", user: "root", groups: ["system:masters"], method: "DELETE")).status == 405)
    }
  }

  @Test func `who may see metrics may see nothing else`() async throws {
    try await NodeFixture.with { node in
      try await grant(node, "Group", "system:monitoring", ["get"], ["metrics"])
      let server = KubeletServer(node.kubelet)
      let monitor = ["system:monitoring"]
      for path in ["/metrics", "/metrics/resource", "/metrics/cadvisor", "/metrics/probes"] {
        #expect(await server.handle(request(path, user: "m", groups: monitor)).status == 200, "\(path)")
      }
      for path in ["/pods", "/stats/summary", "/logs/", "/configz", "/healthz", "/containerLogs/default/web/app"] {
        #expect(await server.handle(request(path, user: "m", groups: monitor)).status == 403, "\(path)")
      }
    }
  }

  @Test func `summary, metrics and pods tell what runs`() async throws {
    try await NodeFixture.with { node in
      try await node.createPod("web")
      _ = try await node.wait(for: "web") { $0?[path: "status", "phase"] == "Running" }
      func text(_ path: String) async throws -> String {
        String(decoding: try await node.kubelet.answer(HTTPRequest("GET", path)).bytes(), as: UTF8.self)
      }
      #expect(try await text("/pods").contains("\"web\""))
      #expect(try await text("/stats/summary").contains("usageCoreNanoSeconds"))
      let resource = try await text("/metrics/resource")
      #expect(resource.contains("pod_memory_working_set_bytes{namespace=\"default\",pod=\"web\"}"), "\(resource)")
      #expect(resource.contains("container_cpu_usage_seconds_total{container=\"app\",namespace=\"default\",pod=\"web\"}"))
      #expect(try await text("/metrics").contains("kubelet_running_pods 1\n"))
      #expect(try await text("/configz").contains("\"kubeletconfig\""))
    }
  }

  @Test func `the host's logs end at their directory`() async throws {
    try await NodeFixture.with { node in
      let root = node.root + "/var-log"
      try Files.makeDirectory(root + "/sub")
      try Files.write(root + "/sub/a.log", Array("line\n".utf8), mode: 0o600)
      try Files.write(node.root + "/secret", Array("secret".utf8), mode: 0o600)
      #expect(symlink("../secret", root + "/out") == 0)
      func answer(_ rest: [String], _ path: String = "/logs/") async throws -> (Int, String) {
        let response = await node.kubelet.hostLog(rest, path, root: root)
        return (response.status, String(decoding: try await response.bytes(), as: UTF8.self))
      }
      #expect(try await answer([]) == (200, "<pre>\n<a href=\"out\">out</a>\n<a href=\"sub/\">sub/</a>\n</pre>\n"))
      #expect(try await answer(["sub", "a.log"]) == (200, "line\n"))
      for rest in [["out"], ["..", "secret"], ["sub", "..", "..", "secret"], ["../secret"], ["none"]] {
        #expect(try await answer(rest).0 == 404, "\(rest)")
      }
    }
  }
}

@Suite struct NodeStatisticsTests {
  @Test func `the host's use is read from its own files`() {
    let use = NodeStatistics.HostUse(
      stat: "cpu  10 20 30 40 50 60 70 80 0 0\ncpu0 1 1 1 1\nbtime 1700000000\n",
      meminfo: "MemTotal:       1000 kB\nMemFree: 1 kB\nMemAvailable:    400 kB\n")
    #expect(use.cpuNanoseconds == (10 + 20 + 30 + 60 + 70 + 80) * 10_000_000)
    #expect(use.workingSetBytes == 600 * 1_024)
    #expect(use.startedAt == Timestamp(secondsSinceEpoch: 1_700_000_000))
    #expect(NodeStatistics.HostUse(stat: "", meminfo: "garbage\ncpu") == NodeStatistics.HostUse(stat: "cpu 1 x", meminfo: ""))
  }
}

@Suite struct ExpiringCacheTests {
  @Test func `answers run out, and never pile up`() {
    let now = Timestamp(secondsSinceEpoch: 0)
    let cache = ExpiringCache<Int, String>(countMax: 3)
    cache.keep("a", for: 1, until: now + .seconds(1), now: now)
    #expect(cache.answer(1, at: now) == "a")
    #expect(cache.answer(1, at: now + .seconds(1)) == nil)
    for key in 2...9 { cache.keep("x", for: key, until: now + .seconds(10), now: now) }
    #expect((1...9).count { cache.answer($0, at: now) != nil } <= 3)
    #expect(cache.answer(9, at: now) == "x")
  }
}
