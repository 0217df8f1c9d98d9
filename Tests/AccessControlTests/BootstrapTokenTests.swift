import APIMachinery
import Basics
import Testing

@testable import AccessControl

private struct OneSecret: ObjectLookup {
  var secret: Value
  func object(_ key: ObjectKey) -> Value? {
    key.resource == GroupResource(resource: "secrets") && key.namespace == secret.namespace && key.name == secret.name ? secret : nil
  }
}

@Suite struct BootstrapTokenTests {
  private let now = Timestamp(secondsSinceEpoch: 1_700_000_000)

  private func user(_ token: String = "abcdef.0123456789abcdef", _ change: [String: String?] = [:], type: String = "bootstrap.kubernetes.io/token", deleted: Bool = false) throws -> UserInfo? {
    var fields: [String: String] = [
      "token-id": "abcdef", "token-secret": "0123456789abcdef", "usage-bootstrap-authentication": "true",
      "expiration": (now + .seconds(60)).rfc3339, "auth-extra-groups": "system:bootstrappers:kubeadm:default-node-token",
    ]
    for (key, value) in change { fields[key] = value }
    var metadata: Value = ["name": "bootstrap-token-abcdef", "namespace": "kube-system"]
    if deleted { metadata["deletionTimestamp"] = .string(now.rfc3339) }
    let secret: Value = [
      "type": .string(type), "metadata": metadata, "data": .object(Object(fields.map { ($0.key, .string(Base64.encode($0.value.utf8))) })),
    ]
    let authenticator = BootstrapTokenAuthenticator(objects: OneSecret(secret: secret), clock: ManualClock(now))
    return try authenticator.authenticate(Credentials(bearerToken: token))
  }

  @Test func `a token makes its bearer a bootstrapper`() throws {
    #expect(try user()?.name == "system:bootstrap:abcdef")
    #expect(try user()?.groups == ["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token"])
    #expect(try user("abcdef.0123456789abcdef", ["auth-extra-groups": nil, "expiration": nil])?.groups == ["system:bootstrappers"])
  }

  @Test(arguments: [
    "abcdef.0123456789abcdee", "abcdee.0123456789abcdef", "abcdef.0123456789abcde", "abcdef0123456789abcdef", "ABCDEF.0123456789abcdef",
    "abcdef.0123456789abcdef.", "", ".", "abcdef.",
  ])
  func `other tokens are somebody else's`(token: String) throws { #expect(try user(token) == nil) }

  @Test func `a token counts only while its secret says so`() throws {
    #expect(try user("abcdef.0123456789abcdef", ["expiration": now.rfc3339]) == nil)
    #expect(try user("abcdef.0123456789abcdef", ["expiration": "soon"]) == nil)
    #expect(try user("abcdef.0123456789abcdef", ["usage-bootstrap-authentication": "false"]) == nil)
    #expect(try user("abcdef.0123456789abcdef", ["usage-bootstrap-authentication": nil]) == nil)
    #expect(try user("abcdef.0123456789abcdef", ["token-id": "abcdeg"]) == nil)
    #expect(try user(type: "Opaque") == nil)
    #expect(try user(deleted: true) == nil)
  }

  @Test(arguments: ["system:masters", "system:bootstrappers:", "system:bootstrappers:a,system:masters", "system:bootstrappers:A", "system:bootstrappers:a-"])
  func `no token makes anybody more than a bootstrapper`(groups: String) throws {
    #expect(try user("abcdef.0123456789abcdef", ["auth-extra-groups": groups]) == nil)
  }
}
