import APIMachinery
import AccessControl
import Testing

@testable import APIServer

/// A kubelet that has been taken over tries what it can, and gets no further than its own node.
@Suite struct NodeRestrictionTests {
  private let fixture: ServerFixture
  private let nodeUID: String
  private static let node = UserInfo.node("n1")
  private static let leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"

  init() async throws {
    fixture = try await ServerFixture()
    let created = try await fixture.send("POST", "/api/v1/nodes", body: Self.node("n1", labels: ["disk": "ssd"]), as: Self.node)
    try #require(created.status == 201, "\(created.text)")
    nodeUID = created.value.uid
    try await fixture.send("POST", "/api/v1/nodes", body: Self.node("n2"))
    for (name, node) in [("own", "n1"), ("other", "n2")] {
      var pod = ServerFixture.pod(name, node: node)
      pod[path: "spec", "volumes"] = [
        ["name": "v", "secret": ["secretName": .string(name)]],
        ["name": "t", "projected": ["sources": [["serviceAccountToken": ["path": "t"]], ["serviceAccountToken": ["path": "u", "audience": "vault"]]]]],
        ["name": "c", "csi": ["driver": "inline.example.com"]], ["name": "p", "persistentVolumeClaim": ["claimName": "claim"]],
      ]
      try #require(try await fixture.send("POST", ServerFixture.pods, body: pod).status == 201)
      let secret: Value = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)]]
      try #require(try await fixture.send("POST", "/api/v1/namespaces/default/secrets", body: secret).status == 201)
    }
  }

  private static func node(_ name: String, labels: Value = [:]) -> Value {
    ["apiVersion": "v1", "kind": "Node", "metadata": ["name": .string(name), "labels": labels]]
  }

  private func mirror(_ change: (inout Value) -> Void = { _ in }) -> Value {
    var pod = ServerFixture.pod("static-n1", node: "n1")
    pod[path: "metadata", "annotations"] = ["kubernetes.io/config.mirror": "1"]
    pod[path: "metadata", "ownerReferences"] = [
      ["apiVersion": "v1", "kind": "Node", "name": "n1", "uid": .string(nodeUID), "controller": true]
    ]
    change(&pod)
    return pod
  }

  private func expect(
    _ status: Int, _ method: String, _ path: String, _ query: String = "", body: Value? = nil, saying message: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
    let answer = try await fixture.send(method, path, query, body: body, type: type, as: Self.node)
    #expect(answer.status == status, "\(method) \(path): \(answer.text)", sourceLocation: sourceLocation)
    #expect(message.isEmpty || answer.text.contains(message), "\(answer.text)", sourceLocation: sourceLocation)
  }

  @Test func `it reads its own pods and what they refer to`() async throws {
    let secrets = "/api/v1/namespaces/default/secrets"
    try await expect(200, "GET", secrets + "/own")
    try await expect(200, "GET", secrets, "fieldSelector=metadata.name%3Down")
    try await expect(200, "GET", "/api/v1/pods", "fieldSelector=spec.nodeName%3Dn1")
    try await expect(200, "GET", ServerFixture.pods + "/own")
    try await expect(403, "GET", secrets + "/other", saying: "no relationship found between node 'n1' and this object")
    try await expect(403, "GET", secrets)
    try await expect(403, "GET", secrets, "fieldSelector=metadata.name%3Dother")
    try await expect(403, "GET", secrets, "fieldSelector=metadata.name!%3Dother")
    try await expect(403, "GET", "/api/v1/pods")
    try await expect(403, "GET", "/api/v1/pods", "fieldSelector=spec.nodeName%3Dn2")
    try await expect(403, "GET", ServerFixture.pods + "/other")
    try await expect(403, "GET", "/api/v1/nodes/n2", saying: "only its own Node object")
    try await expect(403, "GET", "/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt")
  }

  @Test func `it writes its own node, without taints, owners and others' labels`() async throws {
    let path = "/api/v1/nodes/n1"
    let own: Value = ["disk": "hdd", "kubernetes.io/os": "linux", "kubelet.kubernetes.io/x": "y"]
    try await expect(200, "PATCH", path, body: ["metadata": ["labels": own]])
    let restricted = [
      "node-restriction.kubernetes.io/tier", "a.node-restriction.kubernetes.io/tier", "node-role.kubernetes.io/control-plane", "x.k8s.io/y",
    ]
    for label in restricted {
      try await expect(403, "PATCH", path, body: ["metadata": ["labels": [label: "z"]]], saying: "is not allowed to modify labels: \(label)")
    }
    try await expect(
      403, "PATCH", path, body: ["spec": ["taints": [["key": "x", "effect": "NoSchedule"]]]],
      saying: #"node \"n1\" is not allowed to modify taints"#)
    try await expect(
      403, "PATCH", path,
      body: ["metadata": ["ownerReferences": [["apiVersion": "v1", "kind": "Node", "name": "n2", "uid": "u"]]]], saying: "ownerReferences")
    try await expect(
      403, "PATCH", "/api/v1/nodes/n2", body: ["metadata": ["labels": ["a": "b"]]],
      saying: #"is not allowed to modify node \"n2\""#)
    try await expect(403, "PATCH", "/api/v1/nodes/n2/status", body: ["status": ["phase": "Running"]])
    try await expect(403, "DELETE", path)
    try await expect(403, "POST", "/api/v1/nodes", body: Self.node("n3"), saying: #"is not allowed to modify node \"n3\""#)
  }

  @Test func `a new node can't claim a restricted label`() async throws {
    let body = Self.node("n9", labels: ["node-restriction.kubernetes.io/tier": "gold"])
    let answer = try await fixture.send("POST", "/api/v1/nodes", body: body, as: .node("n9"))
    #expect(answer.status == 403)
    #expect(answer.text.contains("is not allowed to set the following labels: node-restriction.kubernetes.io/tier"))
  }

  @Test func `it reports on, evicts and deletes pods bound to it only`() async throws {
    let status: Value = ["status": ["message": "x"]]
    try await expect(200, "PATCH", ServerFixture.pods + "/own/status", body: status)
    try await expect(403, "PATCH", ServerFixture.pods + "/other/status", body: status, saying: "can only update pod status for pods with")
    try await expect(403, "PATCH", ServerFixture.pods + "/own", body: ["metadata": ["labels": ["app": "web"]]])
    let stolen: Value = ["resourceClaimStatuses": [["name": "c", "resourceClaimName": "stolen"]]]
    try await expect(403, "PATCH", ServerFixture.pods + "/own/status", body: ["status": stolen])
    func eviction(_ name: String) -> Value { ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": .string(name)]] }
    try await expect(403, "POST", ServerFixture.pods + "/other/eviction", body: eviction("other"), saying: "can only evict pods")
    try await expect(403, "DELETE", ServerFixture.pods + "/other", saying: "can only delete pods with spec.nodeName set to itself")
    try await expect(403, "DELETE", ServerFixture.pods)
    try await expect(201, "POST", ServerFixture.pods + "/own/eviction", body: eviction("own"))
    try await expect(200, "DELETE", ServerFixture.pods + "/own", "gracePeriodSeconds=0")
  }

  @Test func `it makes no pods but mirrors, and those open nothing`() async throws {
    try await expect(403, "POST", ServerFixture.pods, body: ServerFixture.pod("x", node: "n1"), saying: "can only create mirror pods")
    let refused: [(String, (inout Value) -> Void)] = [
      ("spec.nodeName set to itself", { $0[path: "spec", "nodeName"] = "n2" }),
      ("with an owner reference set to itself", { $0[path: "metadata", "ownerReferences"] = nil }),
      ("reference secrets", { $0[path: "spec", "imagePullSecrets"] = [["name": "s"]] }),
      ("service account", { $0[path: "spec", "serviceAccountName"] = "default" }),
      ("reference configmaps", { $0[path: "spec", "volumes"] = [["name": "v", "configMap": ["name": "c"]]] }),
      ("reference persistentvolumeclaims", { $0[path: "spec", "volumes"] = [["name": "v", "persistentVolumeClaim": ["claimName": "c"]]] }),
      ("UID mismatch", { pod in
        pod[path: "metadata", "ownerReferences"] = [["apiVersion": "v1", "kind": "Node", "name": "n1", "uid": "other", "controller": true]]
      }),
      ("controller owner reference", { [nodeUID] pod in
        pod[path: "metadata", "ownerReferences"] = [["apiVersion": "v1", "kind": "Node", "name": "n1", "uid": .string(nodeUID)]]
      }),
    ]
    for (message, change) in refused {
      try await expect(403, "POST", ServerFixture.pods, body: mirror(change), saying: message)
    }
    try await expect(201, "POST", ServerFixture.pods, body: mirror())
    try await expect(200, "DELETE", ServerFixture.pods + "/static-n1", "gracePeriodSeconds=0")
  }

  @Test func `its lease is its own, and no other`() async throws {
    func lease(_ name: String) -> Value {
      [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": ["name": .string(name)],
        "spec": ["holderIdentity": .string(name)],
      ]
    }
    try await expect(201, "POST", Self.leases, body: lease("n1"))
    try await expect(403, "POST", Self.leases, body: lease("n2"), saying: "same name as the requesting node")
    try await expect(403, "POST", "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases", body: lease("kube-scheduler"))
    try await expect(403, "GET", Self.leases)
  }

  @Test func `tokens are for its own pods`() async throws {
    let pod = try await fixture.send("GET", ServerFixture.pods + "/own").value
    let other = try await fixture.send("GET", ServerFixture.pods + "/other").value
    let accounts = GroupVersionResource(group: "", version: "v1", resource: "serviceaccounts")
    let definition = try #require(fixture.server.scheme.resource(accounts))
    let request = ResourceRequest(
      Caller(user: Self.node, userAgent: "kubelet", auditID: "1"), verb: "create", definition, fixture.server.scheme, namespace: "default",
      name: "default", subresource: "token")
    let unit = UnitOfWork(fixture.store.snapshot(), time: fixture.clock.now)
    func reference(_ pod: Value, uid: Value) -> Value {
      ["boundObjectRef": ["apiVersion": "v1", "kind": "Pod", "name": .string(pod.name), "uid": uid]]
    }
    let authorizer = fixture.server.authorizer
    try NodeRestriction.checkToken(reference(pod, uid: .string(pod.uid)), request, authorizer: authorizer, in: unit)
    for spec in [[:], reference(pod, uid: "stale"), reference(pod, uid: .null), reference(other, uid: .string(other.uid))] as [Value] {
      #expect(throws: StatusError.self) { try NodeRestriction.checkToken(spec, request, authorizer: authorizer, in: unit) }
    }
  }

  @Test func `tokens are for whom its pods' volumes name, or for whom it is allowed to ask`() async throws {
    let storage = "/apis/storage.k8s.io/v1/csidrivers"
    for (name, audience) in [("inline.example.com", "inline"), ("bound.example.com", "bound"), ("idle.example.com", "idle")] {
      let driver: Value = ["metadata": ["name": .string(name)], "spec": ["tokenRequests": [["audience": .string(audience)]]]]
      #expect(try await fixture.send("POST", storage, body: driver).status == 201)
    }
    let claim: Value = [
      "metadata": ["name": "claim"],
      "spec": ["accessModes": ["ReadWriteOnce"], "storageClassName": "", "volumeName": "pv", "resources": ["requests": ["storage": "1Gi"]]],
    ]
    #expect(try await fixture.send("POST", "/api/v1/namespaces/default/persistentvolumeclaims", body: claim).status == 201)
    let volume: Value = [
      "metadata": ["name": "pv"],
      "spec": ["capacity": ["storage": "1Gi"], "accessModes": ["ReadWriteOnce"], "csi": ["driver": "bound.example.com", "volumeHandle": "h"]],
    ]
    #expect(try await fixture.send("POST", "/api/v1/persistentvolumes", body: volume).status == 201)
    let role: Value = [
      "metadata": ["name": "asker"],
      "rules": [["apiGroups": [""], "resources": ["registry"], "verbs": ["request-serviceaccounts-token-audience"], "resourceNames": ["default"]]],
    ]
    let rbac = "/apis/rbac.authorization.k8s.io/v1/"
    #expect(try await fixture.send("POST", rbac + "clusterroles", body: role).status == 201)
    let binding: Value = [
      "metadata": ["name": "asker"], "roleRef": ["kind": "ClusterRole", "name": "asker"], "subjects": [["kind": "User", "name": "system:node:n1"]],
    ]
    #expect(try await fixture.send("POST", rbac + "clusterrolebindings", body: binding).status == 201)
    let pod = try await fixture.send("GET", ServerFixture.pods + "/own").value
    let accounts = GroupVersionResource(group: "", version: "v1", resource: "serviceaccounts")
    let request = ResourceRequest(
      Caller(user: Self.node, userAgent: "kubelet", auditID: "1"), verb: "create", try #require(fixture.server.scheme.resource(accounts)),
      fixture.server.scheme, namespace: "default", name: "default", subresource: "token")
    let unit = UnitOfWork(fixture.store.snapshot(), time: fixture.clock.now)
    func problem(_ audiences: [Value]) -> String? {
      let spec: Value = [
        "audiences": .array(audiences), "boundObjectRef": ["apiVersion": "v1", "kind": "Pod", "name": "own", "uid": .string(pod.uid)],
      ]
      do throws(StatusError) {
        try NodeRestriction.checkToken(spec, request, authorizer: fixture.server.authorizer, in: unit)
        return nil
      } catch { return error.message }
    }
    for audiences in [[], ["vault"], ["inline"], ["bound"], ["registry"]] as [[Value]] { #expect(problem(audiences) == nil, "\(audiences)") }
    #expect(
      problem(["idle"])
        == "serviceaccounts \"default\" is forbidden: audience \"idle\" not found in pod spec volume, system:node:n1 is not authorized to request tokens for this audience")
    #expect(problem(["vault", "inline"])?.hasSuffix("node may only request 0 or 1 audiences") == true)
  }
}
