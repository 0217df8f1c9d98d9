import APIMachinery
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// A network that leads to one kubelet, which says the same to everything.
private final class OneKubelet: ProxyTransport {
  private let asked = Mutex<[(HTTPRequest, ProxyDestination)]>([])
  let answer: HTTPResponse?
  init(_ answer: HTTPResponse?) { self.answer = answer }

  struct Unreachable: Error, CustomStringConvertible { var description: String { "no route to host" } }

  func send(_ request: HTTPRequest, to destination: ProxyDestination) async throws -> HTTPResponse {
    asked.withLock { $0.append((request, destination)) }
    guard let answer else { throw Unreachable() }
    return answer
  }

  var requests: [String] {
    asked.withLock { $0 }.map { request, destination in
      "\(destination.isSecure ? "https" : "http") \(destination.host) \(destination.port) \(request.method) \(request.path)?\(request.query)"
    }
  }
  var headers: HTTPHeaders { asked.withLock { $0.last?.0.headers } ?? HTTPHeaders() }
}

@Suite struct RemoteKubeletTests {
  private func fixture(_ kubelet: OneKubelet, port: Int64 = 10_250) async throws -> ServerFixture {
    var configuration = Configuration()
    configuration.kubeletTransport = kubelet
    let fixture = try await ServerFixture(configuration: configuration)
    let node: Value = ["apiVersion": "v1", "kind": "Node", "metadata": ["name": "n1"]]
    try await fixture.send("POST", "/api/v1/nodes", body: node)
    var status = try await fixture.send("GET", "/api/v1/nodes/n1").value
    status["status"] = [
      "addresses": [["type": "Hostname", "address": "n1"], ["type": "InternalIP", "address": "192.0.2.7"]],
      "daemonEndpoints": ["kubeletEndpoint": ["Port": .int(port)]],
    ]
    let updated = try await fixture.send("PUT", "/api/v1/nodes/n1/status", body: status)
    #expect(updated.status == 200, "\(updated.text)")
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web", node: "n1"))
    return fixture
  }

  private func text(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "text/plain"], body: .bytes(Array(text.utf8)))
  }

  @Test func `logs are asked of the node's own address and port`() async throws {
    let kubelet = OneKubelet(text(200, "line\n"))
    let fixture = try await fixture(kubelet)
    let log = try await fixture.send("GET", ServerFixture.pods + "/web/log", "follow=true&tailLines=3&timestamps=true&limitBytes=9&previous=true")
    #expect(log.status == 200 && log.text == "line\n")
    #expect(
      kubelet.requests == [
        "https 192.0.2.7 10250 GET /containerLogs/default/web/main?follow=true&previous=true&timestamps=true&tailLines=3&limitBytes=9"
      ])
  }

  @Test(arguments: [(400, 400, "BadRequest"), (404, 404, "NotFound"), (403, 500, "InternalError"), (401, 500, "InternalError"), (500, 500, "InternalError")])
  func `what the kubelet refuses is told in its words`(status: Int, code: Int, reason: String) async throws {
    let fixture = try await fixture(OneKubelet(text(status, "no such thing\n")))
    let log = try await fixture.send("GET", ServerFixture.pods + "/web/log")
    #expect(log.status == code)
    #expect(log.value["reason"]?.string == reason)
    #expect(log.value["message"]?.string?.contains("no such thing") == true)
  }

  @Test func `a node that can't be reached is an error, and one that serves nothing too`() async throws {
    let unreachable = try await fixture(OneKubelet(nil)).send("GET", ServerFixture.pods + "/web/log")
    #expect(unreachable.status == 500)
    #expect(unreachable.value["message"]?.string?.contains("Get \"https://192.0.2.7:10250/containerLogs/default/web/main\": no route to host") == true, "\(unreachable.text)")
    #expect(try await fixture(OneKubelet(nil), port: 0).send("GET", ServerFixture.pods + "/web/log").status == 503)
  }

  @Test func `requests for streams are passed on whole, without the client's credentials`() async throws {
    let kubelet = OneKubelet(text(403, "unable to upgrade"))
    let fixture = try await fixture(kubelet)
    let headers: HTTPHeaders = [
      "Upgrade": "SPDY/3.1", "Connection": "Upgrade", "X-Stream-Protocol-Version": "v4.channel.k8s.io", "Authorization": "Bearer secret",
    ]
    let answer = try await fixture.send(
      "POST", ServerFixture.pods + "/web/exec", "command=echo&command=a%20b&stdin=true&stdout=true&tty=true&stderr=true", headers: headers)
    #expect(answer.status == 403 && answer.text == "unable to upgrade")
    #expect(kubelet.requests == ["https 192.0.2.7 10250 POST /exec/default/web/main?command=echo&command=a%20b&input=1&output=1&tty=1"])
    #expect(kubelet.headers["Upgrade"] == "SPDY/3.1")
    #expect(kubelet.headers["X-Stream-Protocol-Version"] == "v4.channel.k8s.io")
    #expect(kubelet.headers["Authorization"] == nil)
    #expect(try await fixture.send("POST", ServerFixture.pods + "/web/exec", "command=echo&stdout=true").status == 400)
  }

  @Test func `a node's proxy is the kubelet's API`() async throws {
    let kubelet = OneKubelet(text(200, "ok"))
    let fixture = try await fixture(kubelet)
    for name in ["n1", "n1:10250"] {
      #expect(try await fixture.send("GET", "/api/v1/nodes/\(name)/proxy/stats/summary", "a=1").text == "ok")
    }
    #expect(kubelet.requests == Array(repeating: "https 192.0.2.7 10250 GET /stats/summary?a=1", count: 2))
  }
}
