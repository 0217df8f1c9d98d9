import APIMachinery
import AccessControl
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

@Suite struct MoreAdmissionTests {
  private static let eve = UserInfo(name: "eve", groups: ["system:authenticated"])

  private func fixture(enabling plugins: [String] = [], limits: String? = nil, audit: AuditConfiguration? = nil) async throws -> ServerFixture {
    var configuration = Configuration()
    configuration.admission = try AdmissionSelection(enabling: plugins, disabling: [])
    configuration.audit = audit
    if let limits {
      let text = "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- {name: EventRateLimit, path: limits}\n"
      configuration.admissionPlugins = try AdmissionPluginConfiguration(ConfigurationFile(Array(text.utf8), path: "a")) { _ in Array(limits.utf8) }
    }
    return try await ServerFixture(configuration: configuration)
  }

  /// Lets eve do these verbs on these resources.
  private func allow(_ fixture: ServerFixture, _ name: String, _ groups: [Value], _ resources: [Value], _ verbs: [Value], names: [Value] = []) async throws {
    var rule: Value = ["apiGroups": .array(groups), "resources": .array(resources), "verbs": .array(verbs)]
    if !names.isEmpty { rule["resourceNames"] = .array(names) }
    let rbac = "/apis/rbac.authorization.k8s.io/v1/"
    #expect(try await fixture.send("POST", rbac + "clusterroles", body: ["metadata": ["name": .string(name)], "rules": [rule]]).status == 201)
    #expect(
      try await fixture.send(
        "POST", rbac + "clusterrolebindings",
        body: ["metadata": ["name": .string(name)], "roleRef": ["kind": "ClusterRole", "name": .string(name)], "subjects": [["kind": "User", "name": "eve"]]]
      ).status == 201)
  }

  @Test func `AlwaysPullImages has every container's image pulled, whatever was asked`() async throws {
    let fixture = try await fixture(enabling: ["AlwaysPullImages"])
    var pod = ServerFixture.pod("a")
    pod[path: "spec", "containers"] = [["name": "a", "image": "x:1", "imagePullPolicy": "Never"]]
    pod[path: "spec", "initContainers"] = [["name": "b", "image": "x:1", "imagePullPolicy": "IfNotPresent"]]
    let made = try await fixture.send("POST", ServerFixture.pods, body: pod).value
    #expect(made[path: "spec", "containers"]?[0]?["imagePullPolicy"] == "Always")
    #expect(made[path: "spec", "initContainers"]?[0]?["imagePullPolicy"] == "Always")
    let debugged = try await fixture.send(
      "PATCH", ServerFixture.pods + "/a/ephemeralcontainers",
      body: ["spec": ["ephemeralContainers": [["name": "c", "image": "private:1", "imagePullPolicy": "Never"]]]],
      type: "application/strategic-merge-patch+json")
    #expect(debugged.value[path: "spec", "ephemeralContainers"]?[0]?["imagePullPolicy"] == "Always", "\(debugged.text)")
  }

  @Test func `OwnerReferencesPermissionEnforcement asks for delete, and for finalizers where deletion is held up`() async throws {
    let fixture = try await fixture(enabling: ["OwnerReferencesPermissionEnforcement"])
    try await allow(fixture, "writer", [""], ["configmaps"], ["get", "create", "update"])
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("plain"), as: Self.eve)
    func set(_ reference: Value) async throws -> ServerFixture.Answer {
      var object = try await fixture.send("GET", ServerFixture.configMaps + "/plain").value
      object[path: "metadata", "ownerReferences"] = [reference]
      return try await fixture.send("PUT", ServerFixture.configMaps + "/plain", body: object, as: Self.eve)
    }
    let owner: Value = ["apiVersion": "apps/v1", "kind": "Deployment", "name": "d", "uid": "u1"]
    let refused = try await set(owner)
    #expect(refused.status == 403 && refused.value["message"]?.string?.contains("cannot set an ownerRef on a resource you can't delete") == true)
    try await allow(fixture, "deleter", [""], ["configmaps"], ["delete"])
    #expect(try await set(owner).status == 200)
    var blocking = owner
    (blocking["blockOwnerDeletion"], blocking["uid"]) = (true, "u2")
    let held = try await set(blocking)
    #expect(held.status == 403 && held.value["message"]?.string?.contains("cannot set blockOwnerDeletion") == true)
    try await allow(fixture, "finalizer", ["apps"], ["deployments/finalizers"], ["update"])
    #expect(try await set(blocking).status == 200)
  }

  @Test func `PersistentVolumeClaimResize lets bound claims grow where their class says so`() async throws {
    let fixture = try await fixture()
    for (name, grows) in [("fixed", false), ("grows", true)] {
      try await fixture.send(
        "POST", "/apis/storage.k8s.io/v1/storageclasses",
        body: ["metadata": ["name": .string(name)], "provisioner": "p", "allowVolumeExpansion": .bool(grows)])
    }
    let claims = "/api/v1/namespaces/default/persistentvolumeclaims"
    func grow(_ name: String, _ storageClass: Value, bound: Bool) async throws -> ServerFixture.Answer {
      var claim = try await fixture.send(
        "POST", claims,
        body: [
          "metadata": ["name": .string(name)],
          "spec": ["accessModes": ["ReadWriteOnce"], "storageClassName": storageClass, "resources": ["requests": ["storage": "1Gi"]]],
        ]).value
      if bound {
        claim["status"] = ["phase": "Bound"]
        claim = try await fixture.send("PUT", "\(claims)/\(name)/status", body: claim).value
      }
      claim[path: "spec", "resources", "requests", "storage"] = "2Gi"
      return try await fixture.send("PUT", "\(claims)/\(name)", body: claim)
    }
    #expect(try await grow("a", "grows", bound: true).status == 200)
    let fixed = try await grow("b", "fixed", bound: true)
    #expect(fixed.status == 403 && fixed.value["message"]?.string?.contains("only dynamically provisioned pvc can be resized") == true)
    #expect(try await grow("c", "grows", bound: false).status >= 400)
  }

  @Test func `DefaultIngressClass names the class that is the default, where none is named`() async throws {
    let fixture = try await fixture()
    for (name, isDefault) in [("a", "false"), ("b", "true")] {
      try await fixture.send(
        "POST", "/apis/networking.k8s.io/v1/ingressclasses",
        body: [
          "metadata": ["name": .string(name), "annotations": ["ingressclass.kubernetes.io/is-default-class": .string(isDefault)]],
          "spec": ["controller": "example.com/x"],
        ])
    }
    func make(_ name: String, _ spec: Value, annotations: Value = [:]) async throws -> Value? {
      var spec = spec
      spec["defaultBackend"] = ["service": ["name": "s", "port": ["number": 80]]]
      let body: Value = ["metadata": ["name": .string(name), "annotations": annotations], "spec": spec]
      return try await fixture.send("POST", "/apis/networking.k8s.io/v1/namespaces/default/ingresses", body: body).value[path: "spec", "ingressClassName"]
    }
    #expect(try await make("x", [:]) == "b")
    #expect(try await make("y", ["ingressClassName": "a"]) == "a")
    #expect(try await make("z", [:], annotations: ["kubernetes.io/ingress.class": "old"]) == nil)
  }

  // MARK: - certificates

  /// Made with openssl: a request of CN=eve, with O=dev and with O=system:masters.
  private static func request(organization: String) -> String {
    func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { content.count < 128 ? [tag, UInt8(content.count)] + content : [tag, 0x81, UInt8(content.count)] + content }
    func name(_ type: UInt8, _ text: String) -> [UInt8] { element(0x31, element(0x30, element(0x06, [0x55, 4, type]) + element(0x0c, Array(text.utf8)))) }
    let info = element(0x30, element(0x02, [0]) + element(0x30, name(10, organization) + name(3, "eve")) + element(0x30, []) + element(0xa0, []))
    let der = element(0x30, info + element(0x30, []) + element(0x03, [0]))
    return "-----BEGIN CERTIFICATE REQUEST-----\n" + Base64.encode(der) + "\n-----END CERTIFICATE REQUEST-----\n"
  }

  @Test func `subjects of requests are read, and nothing makes the reader fail`() throws {
    let subject = CertificateRequestSubject(pem: Self.request(organization: "dev"))
    #expect(subject?.organizations == ["dev"] && subject?.commonNames == ["eve"])
    let random = SeededRandom(seed: 2)
    let good = Self.request(organization: "dev")
    let der = Base64.decode(good.split(separator: "\n")[1].description) ?? []
    for _ in 0..<3_000 {
      var bytes = der
      for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.below(256)) }
      _ = CertificateRequestSubject(der: Array(bytes.prefix(random.below(bytes.count + 1))))
      _ = CertificateRequestSubject(der: bytes)
    }
    #expect(CertificateRequestSubject(pem: "") == nil && CertificateRequestSubject(der: []) == nil)
  }

  private func file(_ fixture: ServerFixture, _ name: String, _ organization: String, signer: String = "kubernetes.io/kube-apiserver-client") async throws -> ServerFixture.Answer {
    try await fixture.send(
      "POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests",
      body: [
        "metadata": ["name": .string(name)],
        "spec": ["request": .string(Base64.encode(Self.request(organization: organization).utf8)), "signerName": .string(signer), "usages": ["client auth"]],
      ])
  }

  @Test func `CertificateSubjectRestriction lets nobody become an administrator by certificate`() async throws {
    let fixture = try await fixture()
    let refused = try await file(fixture, "a", "system:masters")
    #expect(refused.status == 403 && refused.value["message"]?.string?.contains("with system:masters group is not allowed") == true)
    #expect(try await file(fixture, "b", "dev").status == 201)
  }

  @Test func `CertificateApproval and CertificateSigning ask for the signer`() async throws {
    let fixture = try await fixture()
    let requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests"
    try await allow(fixture, "csr", ["certificates.k8s.io"], ["certificatesigningrequests", "certificatesigningrequests/approval", "certificatesigningrequests/status"], ["get", "update"])
    func approve(_ name: String) async throws -> ServerFixture.Answer {
      var object = try await fixture.send("GET", "\(requests)/\(name)").value
      object["status"] = ["conditions": [["type": "Approved", "status": "True", "reason": "r", "message": "m"]]]
      return try await fixture.send("PUT", "\(requests)/\(name)/approval", body: object, as: Self.eve)
    }
    func fail(_ name: String) async throws -> ServerFixture.Answer {
      var object = try await fixture.send("GET", "\(requests)/\(name)").value
      object[path: "status", "conditions"] = .array((object[path: "status", "conditions"]?.array ?? []) + [["type": "Failed", "status": "True", "reason": "r", "message": "m"]])
      return try await fixture.send("PUT", "\(requests)/\(name)/status", body: object, as: Self.eve)
    }
    _ = try await file(fixture, "a", "dev", signer: "example.com/x")
    let refused = try await approve("a")
    #expect(refused.status == 403 && refused.value["message"]?.string?.hasSuffix("user not permitted to approve requests with signerName \"example.com/x\"") == true)
    try await allow(fixture, "approver", ["certificates.k8s.io"], ["signers"], ["approve"], names: ["example.com/*"])
    #expect(try await approve("a").status == 200)
    #expect(try await fail("a").value["message"]?.string?.hasSuffix("user not permitted to sign requests with signerName \"example.com/x\"") == true)
    try await allow(fixture, "signer", ["certificates.k8s.io"], ["signers"], ["sign"], names: ["example.com/x"])
    #expect(try await fail("a").status == 200)
  }

  // MARK: - events

  private static let limits = """
    apiVersion: eventratelimit.admission.k8s.io/v1alpha1
    kind: Configuration
    limits:
    - {type: Namespace, qps: 1, burst: 2, cacheSize: 10}
    - {type: SourceAndObject, qps: 1, burst: 1, cacheSize: 2}
    """

  @Test func `EventRateLimit lets bursts in, refuses more with 429, and forgives with time`() async throws {
    let fixture = try await fixture(enabling: ["EventRateLimit"], limits: Self.limits)
    func event(_ name: String, about object: String) async throws -> Int {
      try await fixture.send(
        "POST", "/api/v1/namespaces/default/events",
        body: ["metadata": ["name": .string(name)], "involvedObject": ["kind": "Pod", "name": .string(object), "namespace": "default"], "reason": "r", "type": "Normal"]
      ).status
    }
    #expect(try await event("a", about: "p1") == 201)
    #expect(try await event("b", about: "p1") == 429, "one about each object")
    #expect(try await event("c", about: "p2") == 429, "two in the namespace")
    fixture.clock.advance(by: .seconds(2))
    #expect(try await event("d", about: "p2") == 201)
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("x")).status == 201)
  }

  @Test func `an event is counted once, however often webhooks have it decided`() async throws {
    let hooks = Webhooks(["/yes": { _ in ["allowed": true] }])
    let text = "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- {name: EventRateLimit, path: limits}\n"
    let limits = "apiVersion: eventratelimit.admission.k8s.io/v1alpha1\nkind: Configuration\nlimits:\n- {type: Server, qps: 1, burst: 2}\n"
    let plugins = try AdmissionPluginConfiguration(ConfigurationFile(Array(text.utf8), path: "a")) { _ in Array(limits.utf8) }
    let selection = try AdmissionSelection(enabling: ["EventRateLimit"], disabling: [])
    let fixture = try await ServerFixture(hooks) { ($0.admission, $0.admissionPlugins) = (selection, plugins) }
    try await fixture.register(validating: [ServerFixture.webhook("/yes", ServerFixture.rule("events"))])
    func event(_ name: String) async throws -> Int {
      try await fixture.send(
        "POST", "/api/v1/namespaces/default/events",
        body: ["metadata": ["name": .string(name)], "involvedObject": ["kind": "Pod", "name": "p", "namespace": "default"], "reason": "r", "type": "Normal"]
      ).status
    }
    #expect(try await event("a") == 201)
    #expect(try await event("b") == 201)
    #expect(try await event("c") == 429)
    #expect(hooks.requests("/yes").count == 2)
  }

  @Test func `who may set a custom owner's finalizers may have it wait for its objects`() async throws {
    let fixture = try await fixture(enabling: ["OwnerReferencesPermissionEnforcement"])
    try await fixture.send("POST", CustomResourceTests.definitions, body: CustomResourceTests.definition())
    try await allow(fixture, "writer", [""], ["configmaps"], ["create"])
    var object = ServerFixture.configMap("owned")
    object[path: "metadata", "ownerReferences"] = [
      ["apiVersion": "example.com/v1", "kind": "Widget", "name": "w", "uid": "u1", "blockOwnerDeletion": true]
    ]
    #expect(try await fixture.send("POST", ServerFixture.configMaps, body: object, as: Self.eve).status == 403)
    try await allow(fixture, "finalizer", ["example.com"], ["widgets/finalizers"], ["update"])
    let made = try await fixture.send("POST", ServerFixture.configMaps, body: object, as: Self.eve)
    #expect(made.status == 201, "\(made.text)")
  }

  @Test(arguments: [("qps: 1, burst: 2", "qps: 0, burst: 2", "limits[0].qps: Invalid value: 0: must be positive"), ("type: Namespace", "type: Node", "limits[0].type: Unsupported value: \"Node\"")])
  func `limits that make no sense are refused`(old: String, new: String, problem: String) {
    do {
      _ = try EventRateLimitConfiguration(ConfigurationFile(Array(Self.limits.replacing(old, with: new).utf8), path: "l"))
      Issue.record("it should be refused")
    } catch { #expect("\(error)".contains(problem), "\(error)") }
  }

  @Test func `what PodSecurity would say is in the audit log, for pods and for templates`() async throws {
    final class Recorder: AuditSink {
      let kept = Mutex<[Value]>([])
      func record(_ event: Value) async -> Bool {
        kept.withLock { $0.append(event) }
        return true
      }
    }
    let recorder = Recorder()
    let policy = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n"
    let fixture = try await fixture(
      audit: AuditConfiguration(policy: AuditPolicy(ConfigurationFile(Array(policy.utf8), path: "p")), sinks: [recorder]))
    try await fixture.send(
      "PATCH", "/api/v1/namespaces/default", body: ["metadata": ["labels": ["pod-security.kubernetes.io/audit": "baseline"]]],
      type: "application/merge-patch+json")
    var pod = ServerFixture.pod("a")
    pod[path: "spec", "hostNetwork"] = true
    try await fixture.send("POST", ServerFixture.pods, body: pod)
    let event = recorder.kept.withLock { $0.last }
    #expect(event?[path: "annotations", "pod-security.kubernetes.io/enforce-policy"] == "privileged:latest")
    #expect(event?[path: "annotations", "pod-security.kubernetes.io/audit-violations"]?.string?.hasPrefix("would violate PodSecurity \"baseline:latest\": host namespaces") == true)
  }

  @Test func `a flow schema says whether its level is there`() async throws {
    let fixture = try await fixture()
    let path = "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas"
    var schema = try await fixture.send("GET", path + "/global-default").value
    schema[path: "metadata"] = ["name": "lost"]
    schema[path: "spec", "priorityLevelConfiguration", "name"] = "nowhere"
    try await fixture.send("POST", path, body: schema)
    await FlowSchemaStatus(server: fixture.server).pass()
    func dangling(_ name: String) async throws -> Value? {
      try await fixture.send("GET", "\(path)/\(name)").value[path: "status", "conditions"]?.array?.first { $0["type"] == "Dangling" }
    }
    #expect(try await dangling("lost")?["status"] == "True")
    #expect(try await dangling("global-default")?["status"] == "False")
    let revision = fixture.store.revision
    await FlowSchemaStatus(server: fixture.server).pass()
    #expect(fixture.store.revision == revision)
  }
}
