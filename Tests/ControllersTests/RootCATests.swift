import APIMachinery
import Basics
import Client
import ControllerKit
import Testing

@testable import Controllers

@Suite struct RootCATests {
  private let controller = RootCAPublisher(certificate: "PEM")
  private let namespace: Value = ["kind": "Namespace", "metadata": ["name": "ns", "uid": "1"]]

  private func plan(_ configMaps: [Value]) -> Plan {
    controller.plan(WellKnown.namespaces, namespace, [(WellKnown.configMaps, configMaps)])
  }

  private func configMap(_ certificate: String) -> Value {
    ["metadata": ["name": "kube-root-ca.crt", "namespace": "ns", "uid": "2"], "data": ["ca.crt": .string(certificate)]]
  }

  @Test func `a namespace gets the certificate`() {
    guard case .create(_, let object)? = plan([]).orders.first?.action else { Issue.record("nothing is made"); return }
    #expect(object.name == "kube-root-ca.crt")
    #expect(object["data"] == ["ca.crt": "PEM"])
  }

  @Test func `what was changed is put right, what is right is left alone`() {
    guard case .update(_, let object)? = plan([configMap("other")]).orders.first?.action else { Issue.record("nothing is put right"); return }
    #expect(object["data"] == ["ca.crt": "PEM"])
    #expect(plan([configMap("PEM")]).orders.isEmpty)
  }
}

@Suite struct TokenSecretTests {
  private let controller = TokenSecretController(certificate: "PEM") { secret, account in "token of \(account.name) in \(secret.name)" }
  private let account: Value = ["metadata": ["name": "robot", "namespace": "default", "uid": "7"]]

  private func secret(uid: String? = nil, data: Value? = nil) -> Value {
    var secret: Value = [
      "type": "kubernetes.io/service-account-token",
      "metadata": [
        "name": "s", "namespace": "default", "uid": "2", "annotations": ["kubernetes.io/service-account.name": "robot"],
      ],
    ]
    if let uid { secret[path: "metadata", "annotations", "kubernetes.io/service-account.uid"] = .string(uid) }
    secret["data"] = data
    return secret
  }

  private func plan(_ secret: Value, accounts: [Value]) -> Plan {
    controller.plan(WellKnown.secrets, secret, [(WellKnown.serviceAccounts, accounts)])
  }

  @Test func `a Secret is filled once`() throws {
    guard case .update(_, let filled)? = plan(secret(), accounts: [account]).orders.first?.action else { Issue.record("not filled"); return }
    #expect(filled[path: "data", "token"]?.string.flatMap { Base64.decode($0) } == Array("token of robot in s".utf8))
    #expect(filled[path: "data", "namespace"]?.string.flatMap { Base64.decode($0) } == Array("default".utf8))
    #expect(filled.annotations["kubernetes.io/service-account.uid"] == "7")
    #expect(plan(filled, accounts: [account]).orders.isEmpty)
  }

  @Test func `a Secret goes with its account`() {
    for accounts in [[], [account]] {
      guard case .delete(_, "s", let options)? = plan(secret(uid: "6"), accounts: accounts).orders.first?.action else {
        Issue.record("not deleted")
        return
      }
      #expect(options.uid == "2")
    }
  }

  @Test func `Secrets of other types aren't looked at`() {
    var other = secret()
    other["type"] = "Opaque"
    #expect(plan(other, accounts: [account]).orders.isEmpty)
  }
}
