import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

@Suite(.serialized) struct TemporaryMeasure {
  @Test func measure() async throws {
    let fixture = try await ServerFixture()
    let clock = ContinuousClock()
    let n = 10_000
    var t = try await clock.measure { for i in 0..<n { try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p\(i)")) } }
    print("MEASURE create pod", t / n)
    t = try await clock.measure { for i in 0..<n { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("p\(i)")) } }
    print("MEASURE create configmap", t / n)
    let r = fixture.request("GET", ServerFixture.pods)
    var bytes = 0
    t = try await clock.measure { for _ in 0..<20 { bytes = try await fixture.server.handle(r, as: ServerFixture.person).bytes().count } }
    print("MEASURE list 10k pods", t / 20, bytes)
    let g = fixture.request("GET", ServerFixture.pods + "/p5")
    t = try await clock.measure { for _ in 0..<n { _ = try await fixture.server.handle(g, as: ServerFixture.person).bytes().count } }
    print("MEASURE get", t / n)
    let s = fixture.request("GET", ServerFixture.pods, "fieldSelector=spec.nodeName%3Dn1")
    t = try await clock.measure { _ = try await fixture.server.handle(s, as: ServerFixture.person).bytes().count }
    print("MEASURE list by nodeName of 10k", t)
    let tb = fixture.request("GET", ServerFixture.pods, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    t = try await clock.measure { _ = try await fixture.server.handle(tb, as: ServerFixture.person).bytes().count }
    print("MEASURE table of 10k", t)
    t = try await clock.measure { for i in 0..<n { try await fixture.send("PATCH", ServerFixture.pods + "/p\(i)/status", body: ["status": ["phase": "Running"]], type: "application/merge-patch+json") } }
    print("MEASURE patch status", t / n)
    let w = fixture.request("GET", ServerFixture.pods, "watch=1&resourceVersion=0")
    t = try await clock.measure {
      guard case .stream(let stream) = await fixture.server.handle(w, as: ServerFixture.person).body else { return }
      var count = 0
      for try await chunk in stream { count += chunk.reduce(0) { $1 == 10 ? $0 + 1 : $0 }; if count >= n { break } }
    }
    print("MEASURE watch initial 10k", t)
  }
}
