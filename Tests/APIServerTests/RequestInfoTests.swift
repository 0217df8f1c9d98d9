import APIMachinery
import Basics
import Client
import Testing

@testable import APIServer

struct RequestInfoTests {
  private func info(_ method: String, _ path: String, _ query: String = "") throws -> RequestInfo {
    try RequestInfo(method: method, path: path, query: QueryParameters(query))
  }

  @Test(arguments: [
    ("GET", "/api/v1/pods", "", "list", "", "", "pods", "", ""),
    ("GET", "/api/v1/namespaces/ns/pods", "watch=1", "watch", "", "ns", "pods", "", ""),
    ("GET", "/api/v1/watch/namespaces/ns/pods", "", "watch", "", "ns", "pods", "", ""),
    ("GET", "/apis/apps/v1/namespaces/ns/deployments/d/scale", "", "get", "apps", "ns", "deployments", "d", "scale"),
    ("DELETE", "/api/v1/namespaces/ns/pods", "", "deletecollection", "", "ns", "pods", "", ""),
    ("GET", "/api/v1/namespaces", "", "list", "", "", "namespaces", "", ""),
    ("GET", "/api/v1/namespaces/ns", "", "get", "", "ns", "namespaces", "ns", ""),
    ("PUT", "/api/v1/namespaces/ns/finalize", "", "update", "", "ns", "namespaces", "ns", "finalize"),
    ("PATCH", "/api/v1/nodes/n", "", "patch", "", "", "nodes", "n", ""),
    ("HEAD", "/api/v1/nodes/a%20b/", "", "get", "", "", "nodes", "a b", ""),
  ])
  func readsResourcePaths(
    _ method: String, _ path: String, _ query: String, _ verb: String, _ group: String, _ namespace: String, _ resource: String,
    _ name: String, _ subresource: String
  ) throws {
    let info = try info(method, path, query)
    #expect(info.isResourceRequest)
    #expect([info.verb, info.group, info.namespace, info.resource, info.name, info.subresource] == [verb, group, namespace, resource, name, subresource])
  }

  @Test(arguments: ["/", "/api", "/api/v1", "/apis/apps", "/apis/apps/v1", "/healthz", "/version", "/openapi/v3/api/v1"])
  func otherPathsAreNoResources(_ path: String) throws {
    #expect(try !info("GET", path).isResourceRequest)
  }

  @Test func aSelectedNameIsWhatIsAuthorized() throws {
    #expect(try info("GET", "/api/v1/pods", "fieldSelector=metadata.name%3Dweb").selectedName == "web")
    #expect(try info("GET", "/api/v1/pods", "fieldSelector=metadata.name%3Dweb,spec.nodeName%3Dn").selectedName == "")
  }

  @Test func queriesKeepOrderAndRepetition() throws {
    let query = try QueryParameters("command=sh&command=-c&command=a+b%26c&stdin&tty=false")
    #expect(query.all("command") == ["sh", "-c", "a b&c"])
    #expect(query.bool("stdin") == true)
    #expect(query.bool("tty") == false)
    #expect(throws: StatusError.self) { try QueryParameters("a=%zz") }
  }

  /// Whatever a client sends, the answer is a response with a status, and never a server error.
  @Test func anyPathAndQueryIsAnswered() async throws {
    let fixture = try await ServerFixture()
    let random = SeededRandom(seed: 42)
    let parts = ["api", "apis", "v1", "apps", "namespaces", "default", "pods", "watch", "status", "scale", "%", "%2F", "..", "", "\u{0}", "é", "exec", "log"]
    let queries = ["watch=0", "limit=-1", "limit=x", "continue=AAAA", "labelSelector=%3D%3D", "fieldSelector=a", "resourceVersion=abc", "%", "dryRun=Some", "&&=&", "pretty"]
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "", "get"]
    for _ in 0..<1500 {
      let path = (0..<random.below(8)).map { _ in "/" + parts[random.below(parts.count)] }.joined()
      let query = (0..<random.below(3)).map { _ in queries[random.below(queries.count)] }.joined(separator: "&")
      let body = (0..<random.below(40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      var request = HTTPRequest(methods[random.below(methods.count)], path, query: query, body: body)
      request.headers["Content-Type"] = ["application/json", "application/yaml", "application/merge-patch+json", "x"][random.below(4)]
      let response = await fixture.server.handle(request, as: ServerFixture.person)
      #expect((200..<600).contains(response.status))
      #expect(response.status != 500, "\(request.method) \(path)?\(query)")
    }
  }
}
