import APIMachinery
import Client
import ClusterHarness
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
      case "/apis/wardle.example.com/v1/namespaces/default/flunders":
        return LoopbackServer.json([
          "kind": "FlunderList", "apiVersion": "wardle.example.com/v1", "metadata": ["resourceVersion": "1"], "items": [Self.flunder],
        ])
      case "/apis/wardle.example.com/v1/namespaces/default/flunders/one": return LoopbackServer.json(Self.flunder)
      default: return HTTPResponse(404)
      }
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

  private static func run(_ program: String, _ server: LoopbackServer, _ authority: LoopbackServer.ClusterAuthority) throws {
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
    try TestDaemon.with(components: KubectlTests.control, preparing: { try authority.write(dataDirectory: $0.dataDirectory) }) { daemon in
      let applied = try daemon.kubectl(program, "apply", "-f", "-", input: manifests)
      #expect(applied.status == 0, "\(applied)")
      let waited = try daemon.kubectl(program, "wait", "--for=condition=Available", "apiservice/v1.wardle.example.com", "--timeout=30s")
      #expect(waited.status == 0, "\(waited)")
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
