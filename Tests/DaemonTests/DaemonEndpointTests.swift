import APIMachinery
import Basics
import Client
import HTTPTransport
import Manifests
import PKI
import Synchronization
import Testing

@testable import Daemon

struct DaemonEndpointTests {
  private func ask(_ headers: HTTPHeaders, as user: UInt32?) async -> Int {
    let endpoint = DaemonEndpoint("history/rollback") { _ in .json(["done": true]) }
    let handler = DaemonEndpoint.handler([endpoint], localUsers: [0]) { _ in HTTPResponse(404, body: .bytes([])) }
    var peer = HTTPPeer()
    peer.unixUserID = user
    return await handler(HTTPRequest("POST", endpoint.path, headers: headers, peer: peer)).status
  }

  @Test func `only administrators are answered, for themselves or other administrators`() async {
    #expect(await ask(HTTPHeaders(), as: 0) == 200)
    #expect(await ask(HTTPHeaders(), as: 1_000) == 403)
    #expect(await ask(HTTPHeaders(), as: nil) == 403)
    #expect(await ask(["Impersonate-User": "viewer"], as: 0) == 403)
    let administrator: HTTPHeaders = ["Impersonate-User": "bob", "Impersonate-Group": "system:masters"]
    #expect(await ask(administrator, as: 0) == 200)
    #expect(await ask(administrator, as: 1_000) == 403)
  }

  @Test func `each request to them is told to the audit log, refused ones too, and nothing else is`() async {
    let told = Mutex<[String]>([])
    let endpoint = DaemonEndpoint("certificates") { _ in .json([:]) }
    let handler = DaemonEndpoint.handler(
      [endpoint], localUsers: [0], others: { _ in HTTPResponse(404, body: .bytes([])) },
      audited: { request, answer in
        let response = await answer(request)
        told.withLock { $0.append("\(request.method) \(response.status)") }
        return response
      })
    for (method, path, user) in [("POST", endpoint.path, 0), ("GET", endpoint.path, 1_000), ("GET", "/api", 0)] as [(String, String, UInt32)] {
      var peer = HTTPPeer()
      peer.unixUserID = user
      _ = await handler(HTTPRequest(method, path, peer: peer))
    }
    #expect(told.withLock { $0 } == ["POST 200", "GET 403"])
  }

  @Test func `a kubelet whose standard port is taken gets another one`() async throws {
    let authority = try CertificateAuthority(commonName: "test", now: SystemClock().now)
    let identity = try authority.serverIdentity(CertificateNames("node", dnsNames: ["node"]), now: SystemClock().now)
    func kubelet(_ port: Int?) async throws -> ServedKubelet {
      try await ServedKubelet(host: "127.0.0.1", port: port, identity: identity, clientAuthority: authority.identity.certificate)
    }
    // One of the two may find the standard port taken by somebody else: all the same.
    let (first, second) = (try await kubelet(nil), try await kubelet(nil))
    #expect(first.port != second.port)
    await #expect(throws: ListenError.self) { try await kubelet(first.port) }
    await first.http.shutdown()
    await second.http.shutdown()
  }

  @Test func `a rollback tells kinds with and without namespaces apart, those that were defined too`() throws {
    var index = ManifestIndex()
    index.update("issuer.yaml", Array("apiVersion: example.com/v1\nkind: Issuer\nmetadata: {name: x}\n".utf8))
    index.update("job.yaml", Array("apiVersion: example.com/v1\nkind: Backup\nmetadata: {name: x}\n".utf8))
    func included(_ body: Value) throws -> [String] {
      let scope = try RollbackScope(body) { $0.kind == "Backup" }
      return index.identities.filter { index[$0].map(scope.includes) ?? false }.map(\.kind)
    }
    #expect(try included(["objects": [["group": "example.com", "kind": "Issuer", "namespace": "", "name": "x"]]]) == ["Issuer"])
    #expect(try included(["objects": [["group": "example.com", "kind": "Backup", "namespace": "default", "name": "x"]]]) == ["Backup"])
    #expect(try included(["namespace": "default"]) == ["Backup"])
    #expect(try included(["all": true]) == ["Backup", "Issuer"])
  }
}
