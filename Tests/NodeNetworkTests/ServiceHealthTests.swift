import APIMachinery
import Testing

@testable import NodeNetwork

@Suite struct ServiceHealthTests {
  private func health(_ endpoints: [Value]) throws -> [Int: ServiceHealth] {
    let spec = Samples.spec(
      "10.96.0.2", [["name": "a", "port": 80], ["name": "b", "port": 81]],
      ["type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": 30_099])
    let ports: [Value] = [["name": "a", "port": 8080], ["name": "b", "port": 8081]]
    return try Samples.goal([Samples.service("web", spec)], [Samples.slice("web", endpoints, ports: ports)]).health
  }

  @Test func `a node with endpoints is healthy, and says how many, each once`() throws {
    let endpoints = [Samples.endpoint("10.1.0.2"), Samples.endpoint("10.1.0.3"), Samples.endpoint("10.2.0.2", node: "node-2")]
    let health = try #require(try health(endpoints)[30_099])
    #expect(health.status == 200 && health.localEndpoints == 2)
    #expect(health.headers.contains { $0 == ("X-Load-Balancing-Endpoint-Weight", "2") })
    let body = #"{"service":{"namespace":"default","name":"web"},"localEndpoints":2,"serviceProxyHealthy":true}"#
    #expect(try JSON.decode(health.body) == JSON.decode(Array(body.utf8)))
  }

  @Test func `a node without ready endpoints is not`() throws {
    let endpoints = [Samples.endpoint("10.1.0.2", Samples.ending), Samples.endpoint("10.2.0.2", node: "node-2")]
    let health = try #require(try health(endpoints)[30_099])
    #expect(health.status == 503 && health.localEndpoints == 0)
  }

  @Test func `a Service of the policy Cluster has no such port`() throws {
    let spec = Samples.spec("10.96.0.2", [["port": 80]], ["type": "LoadBalancer", "healthCheckNodePort": 30_099])
    #expect(try Samples.goal([Samples.service("web", spec)], []).health.isEmpty)
  }
}
