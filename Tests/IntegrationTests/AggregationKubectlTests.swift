import APIMachinery
import Basics
import Client
import ClusterHarness
import Foundation
import Synchronization
import Testing

/// An API that another server answers, through the daemon and with real kubectl.
@Suite(.serialized) struct AggregationKubectlTests {
  private final class Sample: Sendable {
    private let log = Mutex<[HTTPRequest]>([])
    func requests(_ path: String) -> [HTTPRequest] { log.withLock { $0.filter { $0.path == path } } }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      log.withLock { $0.append(request) }
      switch request.path {
      case "/apis/wardle.example.com/v1":
        return LoopbackServer.json([
          "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "wardle.example.com/v1",
          "resources": [
            [
              "name": "flunders", "singularName": "flunder", "namespaced": true, "kind": "Flunder", "verbs": ["get", "list"],
              "shortNames": ["fl"],
            ]
          ],
        ])
      case Self.collection where request.query.contains("watch="): return watch()
      case Self.collection:
        return LoopbackServer.json([
          "kind": "FlunderList", "apiVersion": "wardle.example.com/v1", "metadata": ["resourceVersion": "1"], "items": [Self.flunder],
        ])
      case Self.collection + "/one": return LoopbackServer.json(Self.flunder)
      case Self.collection + "/one/upload":
        return LoopbackServer.json(["length": .int(Int64(request.body.count)), "last": .int(Int64(request.body.last ?? 0))])
      case Self.collection + "/one/echo":
        return HTTPResponse(101, headers: ["Upgrade": "echo/1"], body: .upgrade { connection in
          while let bytes = (try? await connection.read()) ?? nil { try? await connection.write(bytes) }
        })
      case Self.collection + "/one/socket":
        return HTTPResponse(101, body: .webSocket(subprotocol: "v5.channel.k8s.io") { connection in
          for await message in connection.messages { try? await connection.send(message.reversed()) }
        })
      default: return HTTPResponse(404)
      }
    }

    static let collection = "/apis/wardle.example.com/v1/namespaces/default/flunders"
    /// Closed when nobody reads the watch any more.
    let abandoned = CloseSignal()

    /// One event, and then none for as long as anybody waits for it.
    private func watch() -> HTTPResponse {
      let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
      continuation.onTermination = { [abandoned] _ in abandoned.close() }
      continuation.yield(JSON.encode(["type": "ADDED", "object": Self.flunder]) + [10])
      return HTTPResponse(200, headers: ["Content-Type": "application/json"], body: .stream(stream))
    }

    private static let flunder: Value = [
      "kind": "Flunder", "apiVersion": "wardle.example.com/v1",
      "metadata": ["name": "one", "namespace": "default", "creationTimestamp": "2020-01-01T00:00:00Z"],
    ]
  }

  @Test(arguments: Kubectl.programs)
  func `kubectl reads what another server serves`(program: String) async throws {
    let sample = Sample()
    let authority = try LoopbackServer.ClusterAuthority()
    try await LoopbackServer.with(names: ["sample.default.svc"], clients: authority, { sample.answer($0) }) { server in
      try await WebhookKubectlTests.blocking { try Self.run(program, server, authority) }
    }
    let request = try #require(sample.requests("/apis/wardle.example.com/v1/namespaces/default/flunders/one").last)
    #expect(request.peer.certificateCommonName == "front-proxy-client")
    #expect(request.headers["X-Remote-User"] == "system:admin")
    #expect(request.headers.all("X-Remote-Group").contains("system:masters"))
    #expect(request.headers["Authorization"] == nil)
  }

  @Test func `watches, changes of protocol and long bodies go through`() async throws {
    let sample = Sample()
    let authority = try LoopbackServer.ClusterAuthority()
    try await LoopbackServer.with(names: ["sample.default.svc"], clients: authority, bodyBytesMax: 8 << 20, { sample.answer($0) }) { server in
      try await WebhookKubectlTests.blocking {
        try TestDaemon.with(components: KubectlTests.control, preparing: { try authority.write(dataDirectory: $0.dataDirectory) }) { daemon in
          try Self.register(TestDaemon.kctl, server, daemon)
          let exchange = try KubeconfigExchange.open(daemon.kubeconfig)
          try Self.awaiting { try await Self.passThrough(exchange, sample) }
        }
      }
    }
  }

  private static func passThrough(_ exchange: any HTTPExchange, _ sample: Sample) async throws {
    let one = Sample.collection + "/one"
    let (answer, upgraded) = try await exchange.upgrade(HTTPRequest("GET", one + "/echo", headers: ["Upgrade": "echo/1"]))
    #expect(answer.status == 101 && answer.headers["Upgrade"] == "echo/1")
    let connection = try #require(upgraded)
    try await connection.write(Array("there and back".utf8))
    #expect(try await connection.read() == Array("there and back".utf8))
    connection.close()
    let (socket, subprotocol) = try await exchange.webSocket(HTTPRequest("GET", one + "/socket"), subprotocols: ["v5.channel.k8s.io"])
    #expect(subprotocol == "v5.channel.k8s.io")
    try await socket.send([1, 2, 3])
    var messages = socket.messages.makeAsyncIterator()
    #expect(await messages.next() == [3, 2, 1])
    await socket.close()
    // Longer than a request of this server's own may be.
    let body = [UInt8](repeating: 7, count: 5 << 20) + [9]
    let upload = try await exchange.send(HTTPRequest("POST", one + "/upload", headers: ["Content-Type": "application/octet-stream"], body: body))
    let seen = try JSON.decode(try await upload.bytes())
    #expect(seen["length"]?.int == Int64(body.count) && seen["last"]?.int == 9, "\(upload.status) \(seen)")
    let watch = try await exchange.send(HTTPRequest("GET", Sample.collection, query: "watch=1"))
    let first = CloseSignal()
    let reading = Task {
      guard case .stream(let stream) = watch.body else { return }
      for try await chunk in stream {
        #expect(try JSON.decode(chunk)["type"] == "ADDED")
        first.close()
      }
    }
    try await Self.inTime("the watch tells what is there") { await first.wait() }
    #expect(!sample.abandoned.isClosed)
    // Who gives up here is known to have given up there.
    reading.cancel()
    try await Self.inTime("the watch is given up") { await sample.abandoned.wait() }
  }

  private static func inTime(_ what: String, _ body: @escaping @Sendable () async -> Void) async throws {
    let isDone = try await SystemClock().withTimeout(.seconds(30)) {
      await body()
      return true
    }
    #expect(isDone == true, "\(what)")
  }

  /// Waits on this thread for what is done elsewhere.
  private static func awaiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Void, any Error>?>(nil)
    Task {
      let outcome: Result<Void, any Error>
      do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
      result.withLock { $0 = outcome }
      done.signal()
    }
    done.wait()
    try result.withLock { $0 }?.get()
  }

  /// Registers the server's API and waits until it is available.
  private static func register(_ program: String, _ server: LoopbackServer, _ daemon: TestDaemon) throws {
    let manifests = """
      apiVersion: v1
      kind: Service
      metadata: {name: sample, namespace: default}
      spec: {type: ExternalName, externalName: localhost}
      ---
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1.wardle.example.com}
      spec:
        group: wardle.example.com
        version: v1
        groupPriorityMinimum: 2000
        versionPriority: 200
        caBundle: \(server.caBundle)
        service: {namespace: default, name: sample, port: \(server.port)}
      """
    let applied = try daemon.kubectl(program, "apply", "-f", "-", input: manifests)
    #expect(applied.status == 0, "\(applied)")
    let waited = try daemon.kubectl(program, "wait", "--for=condition=Available", "apiservice/v1.wardle.example.com", "--timeout=30s")
    #expect(waited.status == 0, "\(waited)")
  }

  private static func run(_ program: String, _ server: LoopbackServer, _ authority: LoopbackServer.ClusterAuthority) throws {
    try TestDaemon.with(components: KubectlTests.control, preparing: { try authority.write(dataDirectory: $0.dataDirectory) }) { daemon in
      try register(program, server, daemon)
      #expect(try daemon.kubectl(program, "get", "apiservice", "v1.wardle.example.com").output.contains("default/sample"))
      // It asks anew, where other commands go by what they have read before.
      #expect(try daemon.kubectl(program, "api-resources", "--api-group=wardle.example.com").output.contains("flunders"))
      let listed = try daemon.kubectl(program, "get", "fl", "-o", "name")
      #expect(listed.output == "flunder.wardle.example.com/one\n", "\(listed)")
      let one = try daemon.kubectl(program, "get", "flunders", "one", "-o", "jsonpath={.metadata.name}")
      #expect(one.output == "one", "\(one)")
      let trust = try daemon.kubectl(program, "get", "configmap", "extension-apiserver-authentication", "-n", "kube-system", "-o", "jsonpath={.data.requestheader-allowed-names}")
      #expect(trust.output == "[\"front-proxy-client\"]", "\(trust)")
      #expect(try daemon.kubectl(program, "delete", "apiservice", "v1.wardle.example.com").status == 0)
      #expect(try daemon.kubectl(program, "get", "fl").status == 1)
    }
  }
}
