import APIMachinery
import Basics
import Client
import ControllerKit
import PKI
import Testing

@testable import Controllers

@Suite struct BootstrapTokenControllerTests {
  private func secret(_ id: String = "abcdef", expiration: String? = nil, signs: Bool = true) -> Value {
    var fields = ["token-id": id, "token-secret": "0123456789abcdef", "usage-bootstrap-signing": signs ? "true" : "false"]
    fields["expiration"] = expiration
    return [
      "type": "bootstrap.kubernetes.io/token",
      "metadata": ["name": .string("bootstrap-token-" + id), "namespace": "kube-system", "uid": .string(id), "resourceVersion": "1"],
      "data": .object(Object(fields.map { ($0.key, .string(Base64.encode($0.value.utf8))) })),
    ]
  }

  private func clean(_ secret: Value, at time: Timestamp = Objects.now) -> Plan { TokenCleaner().plan(WellKnown.secrets, secret, at: time) }

  @Test func `a token goes when it has run out`() {
    let end = (Objects.now + .seconds(60)).rfc3339
    #expect(clean(secret(expiration: end)).requeueAfter == .seconds(60))
    #expect(clean(secret(expiration: end), at: Objects.now + .seconds(60)).deleted == ["bootstrap-token-abcdef"])
    #expect(clean(secret(expiration: "never")).deleted == ["bootstrap-token-abcdef"])
    #expect(clean(secret()).orders.isEmpty)
    var other = secret(expiration: "2000-01-01T00:00:00Z")
    other["type"] = "Opaque"
    #expect(clean(other).orders.isEmpty)
  }

  @Test func `cluster-info is signed by the tokens that are for it, and by no others`() {
    func map(_ data: Value) -> Value { ["metadata": ["name": "cluster-info", "namespace": "kube-public"], "data": data] }
    let stale = map(["kubeconfig": "text", "jws-kubeconfig-gone00": "x", "note": "kept"])
    let secrets = [secret(), secret("expire", expiration: "2000-01-01T00:00:00Z"), secret("nosign", signs: false)]
    let signed = BootstrapSigner().plan(WellKnown.configMaps, stale, [(WellKnown.secrets, secrets)]).updated.first
    let expected = TokenSignature.sign("text", keyID: "abcdef", secret: "0123456789abcdef")
    #expect(signed?["data"]?["jws-kubeconfig-abcdef"]?.string == expected)
    #expect(signed?["data"]?.object?.count == 3)
    #expect(signed?["data"]?["note"] == "kept")
    guard let signed else { return }
    #expect(BootstrapSigner().plan(WellKnown.configMaps, signed, [(WellKnown.secrets, secrets)]).orders.isEmpty)
    #expect(BootstrapSigner().plan(WellKnown.configMaps, map([:]), [(WellKnown.secrets, secrets)]).orders.isEmpty)
  }
}
