import APIMachinery
import AccessControl
import Testing

@testable import APIServer

/// Whom the Pod Security Standards hold for: modes, the server's defaults, exemptions, and the kinds that make pods.
@Suite struct PodSecurityModesTests {
  private static func fixture(_ configuration: String = "{}", labels: Value = [:]) async throws -> ServerFixture {
    var server = Configuration()
    let text = """
      apiVersion: apiserver.config.k8s.io/v1
      kind: AdmissionConfiguration
      plugins: [{name: PodSecurity, configuration: {apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, \(configuration.dropFirst())}]
      """
    if configuration != "{}" {
      server.admissionPlugins = try AdmissionPluginConfiguration(ConfigurationFile(Array(text.utf8), path: "a")) { _ in [] }
    }
    let fixture = try await ServerFixture(configuration: server)
    let made = try await fixture.send("POST", "/api/v1/namespaces", body: ["metadata": ["name": "secure", "labels": labels]])
    #expect(made.status == 201, "\(made.text)")
    return fixture
  }

  private static let pods = "/api/v1/namespaces/secure/pods"
  private static func bad(_ name: String) -> Value {
    var pod = ServerFixture.pod(name)
    pod[path: "spec", "hostPID"] = true
    return pod
  }

  private static func warnings(_ answer: ServerFixture.Answer) -> [String] { answer.headers.fields.filter { $0.name == "Warning" }.map(\.value) }
  private static func label(_ mode: String) -> String { "pod-security.kubernetes.io/" + mode }

  @Test func `each mode goes by its own label, and what is enforced needs no warning`() async throws {
    let (enforce, audit, warn) = (Self.label("enforce"), Self.label("audit"), Self.label("warn"))
    let cases: [(Value, Int, Bool)] = [
      ([:], 201, false), ([enforce: "privileged"], 201, false), ([enforce: "baseline"], 403, false), ([warn: "baseline"], 201, true),
      ([audit: "baseline"], 201, false), ([enforce: "baseline", warn: "restricted"], 403, false),
      ([warn: "baseline", warn + "-version": "v1.0"], 201, true), ([enforce: "privileged", warn: "baseline", audit: "restricted"], 201, true),
    ]
    for (labels, status, isWarned) in cases {
      let fixture = try await Self.fixture(labels: labels)
      let answer = try await fixture.send("POST", Self.pods, body: Self.bad("p"))
      #expect(answer.status == status && Self.warnings(answer).isEmpty == !isWarned, "\(labels): \(answer.text) \(Self.warnings(answer))")
    }
  }

  @Test func `the server's defaults hold where labels say nothing`() async throws {
    let fixture = try await Self.fixture("{defaults: {enforce: baseline, enforce-version: v1.30, warn: restricted, audit: restricted}}")
    let refused = try await fixture.send("POST", Self.pods, body: Self.bad("p"))
    #expect(refused.status == 403 && refused.text.contains("violates PodSecurity \\\"baseline:v1.30\\\": host namespaces"), "\(refused.text)")
    let warned = try await fixture.send("POST", Self.pods, body: ServerFixture.pod("q"))
    #expect(warned.status == 201 && Self.warnings(warned).contains { $0.contains("would violate PodSecurity \\\"restricted:latest\\\"") })
    try await fixture.send("POST", "/api/v1/namespaces", body: ["metadata": ["name": "open", "labels": [Self.label("enforce"): "privileged"]]])
    #expect(try await fixture.send("POST", "/api/v1/namespaces/open/pods", body: Self.bad("p")).status == 201)
  }

  @Test func `who is exempt is let pass: by namespace, by name, by runtime class`() async throws {
    let fixture = try await Self.fixture(
      "{defaults: {enforce: baseline}, exemptions: {usernames: [root-of-all], namespaces: [kube-system], runtimeClasses: [kata]}}")
    #expect(try await fixture.send("POST", Self.pods, body: Self.bad("a")).status == 403)
    #expect(try await fixture.send("POST", "/api/v1/namespaces/kube-system/pods", body: Self.bad("a")).status == 201)
    let exempt = UserInfo(name: "root-of-all", groups: ["system:masters", "system:authenticated"])
    #expect(try await fixture.send("POST", Self.pods, body: Self.bad("a"), as: exempt).status == 201)
    try await fixture.send("POST", "/apis/node.k8s.io/v1/runtimeclasses", body: ["metadata": ["name": "kata"], "handler": "kata"])
    var pod = Self.bad("b")
    pod[path: "spec", "runtimeClassName"] = "kata"
    #expect(try await fixture.send("POST", Self.pods, body: pod).status == 201)
    let labelled = try await fixture.send(
      "PATCH", "/api/v1/namespaces/kube-system", body: ["metadata": ["labels": [Self.label("enforce"): "restricted"]]], type: "application/merge-patch+json")
    #expect(Self.warnings(labelled).contains { $0.contains("is exempt from Pod Security, and the policy (enforce=restricted:latest) will be ignored") })
  }

  @Test func `everything that makes pods is warned of, and let in`() async throws {
    let fixture = try await Self.fixture(labels: [Self.label("enforce"): "baseline"])
    let template: Value = [
      "metadata": ["labels": ["app": "web"]],
      "spec": ["hostPID": true, "restartPolicy": "Always", "containers": [["name": "main", "image": "busybox:1"]]],
    ]
    var once = template
    once[path: "spec", "restartPolicy"] = "Never"
    let selector: Value = ["matchLabels": ["app": "web"]]
    let kinds: [(String, Value)] = [
      ("/apis/apps/v1/namespaces/secure/deployments", ["spec": ["selector": selector, "template": template]]),
      ("/apis/apps/v1/namespaces/secure/replicasets", ["spec": ["selector": selector, "template": template]]),
      ("/apis/apps/v1/namespaces/secure/statefulsets", ["spec": ["selector": selector, "serviceName": "s", "template": template]]),
      ("/apis/apps/v1/namespaces/secure/daemonsets", ["spec": ["selector": selector, "template": template]]),
      ("/apis/batch/v1/namespaces/secure/jobs", ["spec": ["template": once]]),
      ("/apis/batch/v1/namespaces/secure/cronjobs", ["spec": ["schedule": "* * * * *", "jobTemplate": ["spec": ["template": once]]]]),
      ("/api/v1/namespaces/secure/replicationcontrollers", ["spec": ["selector": ["app": "web"], "template": template]]),
      ("/api/v1/namespaces/secure/podtemplates", ["template": template]),
    ]
    for (path, body) in kinds {
      var body = body
      body["metadata"] = ["name": "w"]
      let answer = try await fixture.send("POST", path, body: body)
      #expect(answer.status == 201, "\(path): \(answer.text)")
      #expect(Self.warnings(answer).contains { $0.contains("would violate PodSecurity \\\"baseline:latest\\\": host namespaces (hostPID=true)") }, "\(path)")
    }
  }

  @Test func `a pod that was let in may be labelled under a stricter level, and gets no other image`() async throws {
    let fixture = try await Self.fixture()
    #expect(try await fixture.send("POST", Self.pods, body: Self.bad("p")).status == 201)
    func patch(_ path: String, _ body: Value) async throws -> ServerFixture.Answer {
      try await fixture.send("PATCH", path, body: body, type: "application/strategic-merge-patch+json")
    }
    #expect(try await patch("/api/v1/namespaces/secure", ["metadata": ["labels": [Self.label("enforce"): "restricted"]]]).status == 200)
    #expect(try await patch(Self.pods + "/p", ["metadata": ["labels": ["a": "b"], "annotations": ["c": "d"]]]).status == 200)
    #expect(try await patch(Self.pods + "/p", ["spec": ["containers": [["name": "main", "image": "other:1"]]]]).status == 403)
    let shell: Value = ["spec": ["ephemeralContainers": [["name": "debug", "image": "busybox:1", "targetContainerName": "main"]]]]
    #expect(try await patch(Self.pods + "/p/ephemeralcontainers", shell).status == 403)
  }

  @Test func `pods that a stricter level wouldn't let in are counted by what is wrong with them`() async throws {
    let fixture = try await Self.fixture()
    for name in ["c", "a", "b"] { try await fixture.send("POST", Self.pods, body: Self.bad(name)) }
    var other = ServerFixture.pod("d")
    other[path: "spec", "hostNetwork"] = true
    other[path: "spec", "containers"] = [["name": "m", "image": "x", "securityContext": ["privileged": true]]]
    try await fixture.send("POST", Self.pods, body: other)
    let answer = try await fixture.send(
      "PATCH", "/api/v1/namespaces/secure", body: ["metadata": ["labels": [Self.label("enforce"): "baseline"]]], type: "application/merge-patch+json")
    #expect(
      Self.warnings(answer) == [
        #"299 - "existing pods in namespace \"secure\" violate the new PodSecurity enforce level \"baseline:latest\"""#,
        #"299 - "a (and 2 other pods): host namespaces""#, #"299 - "d: host namespaces, privileged""#,
      ])
    let relaxed = try await fixture.send(
      "PATCH", "/api/v1/namespaces/secure", body: ["metadata": ["labels": [Self.label("enforce"): "privileged"]]], type: "application/merge-patch+json")
    #expect(Self.warnings(relaxed).isEmpty)
  }

  @Test(arguments: [
    ("{defaults: {enforce: strict}}", "plugins[0].configuration.defaults.enforce: Invalid value: \"strict\": must be one of privileged, baseline, restricted"),
    ("{defaults: {warn-version: '1.2'}}", "plugins[0].configuration.defaults.warn-version: Invalid value: \"1.2\": must be \"latest\" or \"v1.x\""),
    ("{exemptions: {namespaces: [a, a]}}", "exemptions.namespaces[1]: Duplicate value: \"a\""),
    ("{exemptions: {namespaces: [A_]}}", "exemptions.namespaces[0]: Invalid value: \"A_\""),
    ("{exemptions: {usernames: ['']}}", "exemptions.usernames[0]: Invalid value: \"\": username must not be empty"),
    ("{exemptions: {groups: [a]}}", "exemptions.groups: Invalid value: unknown field"),
  ])
  func `a configuration that makes no sense is refused`(configuration: String, problem: String) async throws {
    do {
      _ = try await Self.fixture(configuration)
      Issue.record("it should be refused")
    } catch { #expect("\(error)".contains(problem), "\(error)") }
  }
}
