import APIMachinery
import Basics
import Client
import Testing

@testable import APIServer

struct ProxyTests {
  @Test func `a proxy's path is taken apart as it was written`() {
    #expect(ProxyPath("/api/v1/namespaces/a/pods/b/proxy//x%2Fy/")?.rest == "//x%2Fy/")
    #expect(ProxyPath("/api/v1/namespaces/a/services/https:b:c/proxy")?.prefix == "/api/v1/namespaces/a/services/https:b:c/proxy")
    #expect(ProxyPath("/api/v1/nodes/n/proxy/pods")?.rest == "/pods")
    #expect(ProxyPath("//api/v1/nodes/n/proxy/proxy")?.rest == "/proxy")
    for path in ["/api/v1/namespaces/a/pods/b/log", "/api/v1/nodes/n", "/apis/v1/nodes/n/proxy", "/api/v1/namespaces/a/configmaps/b/proxy", "/"] {
      #expect(ProxyPath(path) == nil, "\(path)")
    }
  }

  @Test func `names may have a scheme and a port`() {
    #expect(ProxyName("web").map { [$0.name, $0.port, "\($0.isSecure)"] } == ["web", "", "false"])
    #expect(ProxyName("https:web:8443").map { [$0.name, $0.port, "\($0.isSecure)"] } == ["web", "8443", "true"])
    #expect(ProxyName("web:http").map { [$0.name, $0.port, "\($0.isSecure)"] } == ["web", "http", "false"])
    for text in ["", ":", "ftp:web:1", "a:b:c:d"] { #expect(ProxyName(text) == nil, "\(text)") }
  }

  @Test(arguments: ["127.0.0.1", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "169.254.0.1", "0.0.0.0", "::", "ff02::1", "name"])
  func `this host itself, however its address is written, is no target`(host: String) {
    #expect(throws: StatusError.self) { try APIServer.checkProxyable(host) }
  }

  @Test(arguments: ["10.0.0.7", "::ffff:10.0.0.7", "fd00::7"])
  func `addresses of pods are`(host: String) throws { try APIServer.checkProxyable(host) }

  private var headers: ProxyHeaders? {
    ProxyPath("/api/v1/nodes/n/proxy/a").map { ProxyHeaders(path: $0, destination: ProxyDestination(host: "10.0.0.7", port: 8080)) }
  }

  @Test func `credentials and what concerns one hop stay behind`() throws {
    var request = HTTPRequest("GET", "/api/v1/nodes/n/proxy/a", query: "q=1", headers: [
      "Authorization": "Bearer secret", "Connection": "keep-alive, X-Hop", "X-Hop": "1", "Te": "trailers", "Accept": "text/plain",
      "X-Forwarded-For": "192.0.2.1", "Impersonate-User": "root",
    ])
    request.peer.address = "192.0.2.2"
    let passed = try #require(headers).request(request)
    #expect(passed.path == "/a" && passed.query == "q=1")
    #expect(Set(passed.headers.fields.map(\.name)) == ["Accept", "X-Forwarded-For", "X-Forwarded-Uri"])
    #expect(passed.headers["X-Forwarded-For"] == "192.0.2.1, 192.0.2.2")
  }

  @Test func `redirects to the target lead back through the proxy`() throws {
    let headers = try #require(headers)
    let request = HTTPRequest("GET", "/", headers: ["Host": "api:6443"])
    for (from, to) in [
      ("/login?x=1", "/api/v1/nodes/n/proxy/login?x=1"), ("http://10.0.0.7:8080/b", "/api/v1/nodes/n/proxy/b"),
      ("https://api:6443", "/api/v1/nodes/n/proxy/"), ("https://elsewhere/b", "https://elsewhere/b"), ("relative", "relative"),
      ("//elsewhere/b", "//elsewhere/b"),
    ] { #expect(headers.location(from, request) == to) }
  }
}
