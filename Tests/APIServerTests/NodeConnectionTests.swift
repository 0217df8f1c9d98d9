import APIMachinery
import AccessControl
import Basics
import Client
import Testing

@testable import APIServer

/// A kubelet that echoes.
private struct EchoNode: NodeConnection {
  func logs(_ request: ContainerLogRequest) async throws -> AsyncThrowingStream<[UInt8], any Error> {
    if request.previous { return AsyncThrowingStream(unfolding: { throw StatusError.badRequest("the log is gone") }) }
    return AsyncThrowingStream { continuation in
      continuation.yield(Array("\(request.container) \(request.tailLines ?? -1) \(request.since?.rfc3339 ?? "-")\n".utf8))
      continuation.finish()
    }
  }

  func exec(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 {
    try await streams.stderr(Array(request.command.joined(separator: " ").utf8))
    guard let stdin = streams.stdin else { return 0 }
    for await bytes in stdin { try await streams.stdout(bytes) }
    return 3
  }

  func attach(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 { 0 }
}

struct NodeConnectionTests {
  private func fixture() async throws -> ServerFixture {
    let fixture = try await ServerFixture { $0 == "n1" ? EchoNode() : nil }
    for (name, node) in [("web", "n1"), ("far", "n2")] {
      try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod(name, node: node))
    }
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("new"))
    return fixture
  }

  @Test func logsComeFromTheNode() async throws {
    let fixture = try await fixture()
    let log = try await fixture.send("GET", ServerFixture.pods + "/web/log", "tailLines=5&sinceSeconds=10")
    #expect(log.text == "main 5 2023-11-14T22:13:10Z\n")
    #expect(log.headers["Content-Type"] == "text/plain")
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web/log", "container=x").value["message"] == "container x is not valid for pod web")
    #expect(try await fixture.send("GET", ServerFixture.pods + "/new/log").status == 400)
    #expect(try await fixture.send("GET", ServerFixture.pods + "/far/log").status == 503)
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web/log", "tailLines=-1").status == 422)
  }

  @Test func `a log that breaks off ends its WebSocket`() async throws {
    let fixture = try await fixture()
    let exchange = DirectExchange(fixture.server, as: ServerFixture.person)
    let request = HTTPRequest("GET", ServerFixture.pods + "/web/log", query: "previous=true")
    let (socket, _) = try await exchange.webSocket(request, subprotocols: ["binary.k8s.io"])
    var messages = socket.messages.makeAsyncIterator()
    #expect(await messages.next() == nil)
  }

  @Test(arguments: ["v5.channel.k8s.io", "v4.channel.k8s.io"])
  func execOverWebSocket(_ subprotocol: String) async throws {
    let fixture = try await fixture()
    let exchange = DirectExchange(fixture.server, as: ServerFixture.person)
    let request = HTTPRequest("GET", ServerFixture.pods + "/web/exec", query: "command=cat&command=-u&stdin=1&stdout=1&stderr=1")
    let (socket, chosen) = try await exchange.webSocket(request, subprotocols: [subprotocol])
    #expect(chosen == subprotocol)
    var messages = socket.messages.makeAsyncIterator()
    #expect(await messages.next() == [2] + Array("cat -u".utf8))
    try await socket.send([0] + Array("hello".utf8))
    #expect(await messages.next() == [1] + Array("hello".utf8))
    guard subprotocol == "v5.channel.k8s.io" else {
      // Before version 5 a client can't close its input alone: it leaves, and the command with it.
      await socket.close()
      #expect(await messages.next() == nil)
      return
    }
    try await socket.send([255, 0])
    let status = try #require(await messages.next())
    #expect(status.first == 3)
    let value = try JSON.decode(Array(status.dropFirst()))
    #expect(value["reason"] == "NonZeroExitCode")
    #expect(value[path: "details", "causes"]?[0] == ["reason": "ExitCode", "message": "3"])
    #expect(await messages.next() == nil)
  }

  @Test func execNeedsAnUpgradeAndACommand() async throws {
    let fixture = try await fixture()
    #expect(try await fixture.send("POST", ServerFixture.pods + "/web/exec", "command=ls&stdout=1").value["message"] == "Upgrade request required")
    #expect(try await fixture.send("GET", ServerFixture.pods + "/web/exec", "stdout=1").status == 400)
    let old = try await fixture.send(
      "POST", ServerFixture.pods + "/web/exec", "command=ls&stdout=1",
      headers: ["Upgrade": "SPDY/3.1", "Connection": "Upgrade", "X-Stream-Protocol-Version": "v9.channel.k8s.io"])
    #expect(old.status == 403)
    #expect(old.headers.all("X-Accepted-Stream-Protocol-Versions").first == "v4.channel.k8s.io")
    await #expect(throws: StatusError.self) {
      _ = try await DirectExchange(fixture.server, as: ServerFixture.person).webSocket(
        HTTPRequest("GET", ServerFixture.pods + "/web/exec", query: "command=ls&stdout=1"), subprotocols: ["v9"])
    }
  }
}
