import APIMachinery
import Basics
import Client
import ControllerKit
import PKI
import Testing

@testable import Controllers

@Suite struct CertificateTests {
  private let requests = WellKnown.certificateSigningRequests
  private static let node = CertificateNames("system:node:n1", organizations: ["system:nodes"])

  private func request(
    _ names: CertificateNames = node, signer: String = "kubernetes.io/kube-apiserver-client-kubelet",
    usages: [String] = ["digital signature", "client auth"], user: String = "system:bootstrap:abcdef", seconds: Int64? = nil,
    conditions: [String] = []
  ) throws -> Value {
    var spec: Value = [
      "request": .string(Base64.encode(try CertificateRequest.make(names).request.utf8)), "signerName": .string(signer),
      "usages": .array(usages.map { .string($0) }), "username": .string(user), "groups": ["system:authenticated"],
    ]
    if let seconds { spec["expirationSeconds"] = .int(seconds) }
    var metadata = Objects.metadata("csr")
    metadata["namespace"] = nil
    let made: [Value] = conditions.map { ["type": .string($0), "status": "True", "lastUpdateTime": .string(Objects.now.rfc3339)] }
    return ["metadata": metadata, "spec": spec, "status": ["conditions": .array(made)]]
  }

  private func signed(_ request: Value, lifetimeMax: Duration = .seconds(86_400)) throws -> Value? {
    let authority = try CertificateAuthority(now: Objects.now)
    return CertificateSigningController(authority: authority, lifetimeMax: lifetimeMax).plan(requests, request).status
  }

  private func facts(_ status: Value?) throws -> CertificateFacts {
    let text = try #require(status?["certificate"]?.string)
    return try CertificateFacts(pem: String(decoding: Base64.decode(text) ?? [], as: UTF8.self))
  }

  @Test func `an approved request is signed for as long as it asks, within bounds`() throws {
    func life(_ seconds: Int64?) throws -> Duration {
      try facts(try signed(try request(seconds: seconds, conditions: ["Approved"]))).notAfter - Objects.now
    }
    #expect(try life(nil) == .seconds(86_400))
    #expect(try life(3_600) == .seconds(3_600))
    #expect(try life(60) == .seconds(600))
    #expect(try life(1 << 40) == .seconds(86_400))
    #expect(try facts(try signed(try request(conditions: ["Approved"]))).names == Self.node)
  }

  @Test(arguments: [[], ["Denied"], ["Approved", "Denied"], ["Approved", "Failed"]])
  func `nothing else is signed`(conditions: [String]) throws {
    #expect(try signed(try request(conditions: conditions)) == nil)
    #expect(try signed(try request(signer: "example.com/own", conditions: ["Approved"])) == nil)
  }

  @Test func `what a signer doesn't allow fails and says why`() throws {
    func failure(_ names: CertificateNames, _ signer: String, _ usages: [String]) throws -> String? {
      let status = try signed(try request(names, signer: "kubernetes.io/" + signer, usages: usages, conditions: ["Approved"]))
      let condition = status?["conditions"]?.array?.last
      return condition?["type"]?.string == "Failed" ? condition?["message"]?.string : nil
    }
    let client = ["digital signature", "client auth"]
    let server = ["digital signature", "server auth"]
    let kubelet = "kube-apiserver-client-kubelet"
    let person = CertificateNames("jane", organizations: ["dev"])
    #expect(try failure(person, "kube-apiserver-client", client) == nil)
    #expect(try failure(person, "kube-apiserver-client", server) == "invalid usage for client certificate: server auth")
    #expect(try failure(person, "kube-apiserver-client", ["digital signature"]) == "missing required usage for client certificate: client auth")
    #expect(try failure(person, kubelet, client) == "subject organization is not system:nodes")
    #expect(try failure(CertificateNames("n1", organizations: ["system:nodes"]), kubelet, client) == "subject common name does not begin with system:node:")
    #expect(try failure(Self.node, kubelet, server) == "usages did not match [key encipherment digital signature client auth]")
    var named = Self.node
    named.dnsNames = ["n1"]
    #expect(try failure(named, kubelet, client) == "DNS subjectAltNames are not allowed")
    #expect(try failure(Self.node, "kubelet-serving", server) == "DNS or IP subjectAltName is required")
    #expect(try failure(named, "kubelet-serving", server) == nil)
    #expect(try failure(named, "kubelet-serving", ["key encipherment"] + server) == nil)
    #expect(try failure(person, "legacy-unknown", server) == nil)
    named.emails = ["n1@example.com"]
    #expect(try failure(named, "kubelet-serving", server) == "Email subjectAltNames are not allowed")
  }

  private func reviews(_ plan: Plan) -> [String] {
    plan.steps.flatMap { step -> [String] in
      guard case .guarded(let checks, _) = step else { return [] }
      return checks.compactMap { check in
        guard case .allowed(let review) = check.expectation else { return nil }
        return "\(review[path: "spec", "user"]?.string ?? "") \(review[path: "spec", "resourceAttributes", "subresource"]?.string ?? "")"
      }
    }
  }

  @Test func `a kubelet's client certificate is approved if an access review says so`() throws {
    let controller = CertificateApprovalController()
    #expect(reviews(controller.plan(requests, try request())) == ["system:bootstrap:abcdef nodeclient"])
    #expect(reviews(controller.plan(requests, try request(user: "system:node:n1"))) == ["system:node:n1 selfnodeclient", "system:node:n1 nodeclient"])
    let plan = controller.plan(requests, try request())
    guard case .update(let path, let object)? = plan.orders.first?.action else { Issue.record("nothing is approved"); return }
    #expect(path.subresource == "approval")
    #expect(object[path: "status", "conditions"]?[0]?["reason"] == "AutoApproved")
    #expect(plan.requeueAfter != nil)
    #expect(controller.plan(requests, try request(CertificateNames("system:masters"))).steps.isEmpty)
    #expect(controller.plan(requests, try request(signer: "kubernetes.io/kube-apiserver-client")).steps.isEmpty)
    #expect(controller.plan(requests, try request(conditions: ["Denied"])).steps.isEmpty)
  }

  private func approvesServing(
    _ dnsNames: [String], _ addresses: [String], user: String = "system:node:n1", name: String = "system:node:n1"
  ) throws -> Bool {
    func node(_ name: String, _ addresses: [String]) -> Value {
      [
        "metadata": ["name": .string(name), "uid": .string(name)],
        "status": ["addresses": .array(addresses.map { ["type": "InternalIP", "address": .string($0)] })],
      ]
    }
    let slice: Value = ["metadata": ["name": "kubernetes", "namespace": "default"], "endpoints": [["addresses": ["192.0.2.9"]]]]
    let names = CertificateNames(
      name, organizations: ["system:nodes"], dnsNames: dnsNames, addresses: addresses.compactMap { IPAddress($0) })
    let object = try request(names, signer: "kubernetes.io/kubelet-serving", usages: ["digital signature", "server auth"], user: user)
    let nodes = [node("n1", ["192.0.2.1", "192.0.2.2", "192.0.2.9", "127.0.0.1", "2001:DB8:0::1"]), node("n2", ["192.0.2.2", "192.0.2.3"])]
    let plan = ServingCertificateApprover().plan(requests, object, [(WellKnown.nodes, nodes), (WellKnown.endpointSlices, [slice])])
    return !plan.orders.isEmpty
  }

  @Test func `a node gets a serving certificate for what is its own alone`() throws {
    #expect(try approvesServing(["n1"], ["192.0.2.1"]))
    #expect(try approvesServing([], ["2001:db8::1"]))
    #expect(try !approvesServing([], ["192.0.2.3"]))
    #expect(try !approvesServing([], ["192.0.2.2"]), "another node claims it too")
    #expect(try !approvesServing([], ["192.0.2.9"]), "the API server's")
    #expect(try !approvesServing([], ["127.0.0.1"]))
    #expect(try !approvesServing(["n2"], []))
    #expect(try !approvesServing(["kubernetes"], ["192.0.2.1"]))
    #expect(try !approvesServing(["n1"], [], user: "system:node:n2"))
    #expect(try !approvesServing(["n1"], [], user: "system:node:n2", name: "system:node:n2"))
  }

  @Test func `requests go when their time is over`() throws {
    func plan(_ object: Value, after seconds: Int64) -> Plan { CertificateCleaner().plan(requests, object, at: Objects.now + .seconds(seconds)) }
    let pending = try request()
    #expect(plan(pending, after: 0).requeueAfter == .seconds(24 * 3_600 - 100))
    #expect(plan(pending, after: 24 * 3_600).deleted == ["csr"])
    #expect(plan(try request(conditions: ["Denied"]), after: 3_599).deleted.isEmpty)
    #expect(plan(try request(conditions: ["Denied"]), after: 3_600).deleted == ["csr"])
    #expect(plan(try request(conditions: ["Approved"]), after: 100_000).orders.isEmpty, "it waits for its signer")
    var issued = try request(conditions: ["Approved"])
    issued["status"] = try signed(issued, lifetimeMax: .seconds(600))
    #expect(plan(issued, after: 599).deleted.isEmpty)
    #expect(plan(issued, after: 600).deleted == ["csr"], "its certificate has run out")
    issued["status"] = try signed(try request(conditions: ["Approved"]))
    #expect(plan(issued, after: 3_600).deleted == ["csr"])
  }
}
