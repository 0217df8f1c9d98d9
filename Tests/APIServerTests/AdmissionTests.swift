import APIMachinery
import AccessControl
import Basics
import Client
import Testing

@testable import APIServer

@Suite struct AdmissionTests {
  private static let core = "/api/v1/namespaces/default/"

  private func message(_ answer: ServerFixture.Answer) -> String { answer.value["message"]?.string ?? answer.text }

  private func pod(_ name: String, _ change: (inout Value) -> Void = { _ in }) -> Value {
    var pod = ServerFixture.pod(name)
    change(&pod)
    return pod
  }

  @Test func `plugins are chosen by name`() throws {
    let names = Set(try AdmissionSelection(enabling: ["AlwaysPullImages"], disabling: ["Priority", "ValidatingAdmissionWebhook"]).names)
    #expect(names.contains("AlwaysPullImages"))
    #expect(!names.contains("Priority"))
    #expect(names.contains("NamespaceLifecycle"))
    #expect(throws: AdmissionSelectionError.unknown("Nonsense")) { try AdmissionSelection(enabling: ["Nonsense"], disabling: []) }
    #expect(throws: AdmissionSelectionError.unknown("Nonsense")) { try AdmissionSelection(enabling: [], disabling: ["Nonsense"]) }
    #expect(throws: AdmissionSelectionError.contradictory("Priority")) {
      try AdmissionSelection(enabling: ["Priority"], disabling: ["Priority"])
    }
    #expect(throws: AdmissionSelectionError.unsupported("PodNodeSelector")) {
      try AdmissionSelection(enabling: ["PodNodeSelector"], disabling: [])
    }
  }

  @Test func `a pod gets its priority, and what it tolerates`() async throws {
    let fixture = try await ServerFixture()
    let plain = try await fixture.send("POST", ServerFixture.pods, body: pod("a"))
    #expect(plain.value[path: "spec", "priority"] == 0)
    #expect(plain.value[path: "spec", "preemptionPolicy"] == "PreemptLowerPriority")
    #expect(
      plain.value[path: "spec", "tolerations"] == [
        ["key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300],
        ["key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300],
      ])
    let critical = try await fixture.send(
      "POST", ServerFixture.pods, body: pod("b") { $0[path: "spec", "priorityClassName"] = "system-node-critical" })
    #expect(critical.value[path: "spec", "priority"] == 2_000_001_000)
    let unknown = try await fixture.send("POST", ServerFixture.pods, body: pod("c") { $0[path: "spec", "priorityClassName"] = "none" })
    #expect(unknown.status == 403)
    #expect(message(unknown) == "pods \"c\" is forbidden: no PriorityClass with name none was found")
    let own = try await fixture.send("POST", ServerFixture.pods, body: pod("d") { $0[path: "spec", "priority"] = 7 })
    #expect(own.status == 403)
    let patient = try await fixture.send(
      "POST", ServerFixture.pods, body: pod("e") { $0[path: "spec", "tolerations"] = [["operator": "Exists"]] })
    #expect(patient.value[path: "spec", "tolerations"]?.array?.count == 1)
  }

  @Test func `there is one default priority class, and pods without a class get it`() async throws {
    let fixture = try await ServerFixture()
    let classes = "/apis/scheduling.k8s.io/v1/priorityclasses"
    let first = try await fixture.send("POST", classes, body: ["metadata": ["name": "usual"], "value": 5, "globalDefault": true, "preemptionPolicy": "Never"])
    #expect(first.status == 201, "\(first.text)")
    let second = try await fixture.send("POST", classes, body: ["metadata": ["name": "other"], "value": 6, "globalDefault": true])
    #expect(second.status == 403)
    #expect(
      message(second)
        == "priorityclasses.scheduling.k8s.io \"other\" is forbidden: PriorityClass usual is already marked as default. Only one default can exist")
    let spec = try await fixture.send("POST", ServerFixture.pods, body: pod("a")).value["spec"]
    #expect(spec?["priorityClassName"] == "usual")
    #expect(spec?["priority"] == 5)
    #expect(spec?["preemptionPolicy"] == "Never")
  }

  @Test func `limit ranges fill in and hold to`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send(
      "POST", Self.core + "limitranges",
      body: [
        "metadata": ["name": "r"],
        "spec": [
          "limits": [
            [
              "type": "Container", "default": ["memory": "64Mi"], "defaultRequest": ["cpu": "100m"], "max": ["memory": "128Mi"],
              "min": ["cpu": "50m"],
            ], ["type": "Pod", "max": ["memory": "150Mi"]], ["type": "PersistentVolumeClaim", "max": ["storage": "1Gi"]],
          ]
        ],
      ])
    let plain = try await fixture.send("POST", ServerFixture.pods, body: pod("a"))
    #expect(plain.status == 201, "\(plain.text)")
    let resources = plain.value[path: "spec", "containers"]?[0]?["resources"]
    #expect(resources?["limits"] == ["memory": "64Mi"])
    #expect(resources?["requests"]?["cpu"] == "100m")
    #expect(plain.value.annotations["kubernetes.io/limit-ranger"]?.hasPrefix("LimitRanger plugin set: cpu, memory request for container main") == true)
    func refused(_ resources: Value) async throws -> String {
      let answer = try await fixture.send(
        "POST", ServerFixture.pods,
        body: pod("b") { $0[path: "spec", "containers"] = [["name": "main", "image": "a", "resources": resources]] })
      #expect(answer.status == 403)
      return message(answer)
    }
    #expect(
      try await refused(["limits": ["memory": "140Mi"]])
        == "pods \"b\" is forbidden: maximum memory usage per Container is 128Mi, but limit is 140Mi")
    #expect(
      try await refused(["requests": ["cpu": "10m"]])
        == "pods \"b\" is forbidden: minimum cpu usage per Container is 50m, but request is 10m")
    let two = try await fixture.send(
      "POST", ServerFixture.pods,
      body: pod("c") { pod in
        pod[path: "spec", "containers"] = .array(["x", "y"].map { ["name": .string($0), "image": "a", "resources": ["limits": ["memory": "100Mi"]]] })
      })
    #expect(message(two) == "pods \"c\" is forbidden: maximum memory usage per Pod is 150Mi, but limit is 200Mi")
    let claim = try await fixture.send(
      "POST", Self.core + "persistentvolumeclaims",
      body: ["metadata": ["name": "d"], "spec": ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "2Gi"]]]])
    #expect(message(claim) == "persistentvolumeclaims \"d\" is forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi")
  }

  @Test func `a ratio of limit to request beyond all numbers is refused like any other`() async throws {
    let fixture = try await ServerFixture()
    let made = try await fixture.send(
      "POST", Self.core + "limitranges",
      body: ["metadata": ["name": "r"], "spec": ["limits": [["type": "Container", "maxLimitRequestRatio": ["cpu": "2"]]]]])
    #expect(made.status == 201, "\(made.text)")
    let answer = try await fixture.send(
      "POST", ServerFixture.pods,
      body: pod("b") {
        $0[path: "spec", "containers"] = [["name": "main", "image": "a", "resources": ["limits": ["cpu": "10P"], "requests": ["cpu": "1n"]]]]
      })
    #expect(answer.status == 403 && message(answer).contains("cpu max limit to request ratio per Container is 2, but provided ratio is "))
  }

  private func quota(_ fixture: ServerFixture, _ hard: Value, scopes: Value? = nil) async throws {
    var spec: Value = ["hard": hard]
    spec["scopes"] = scopes
    let answer = try await fixture.send("POST", Self.core + "resourcequotas", body: ["metadata": ["name": "q"], "spec": spec])
    #expect(answer.status == 201, "\(answer.text)")
  }

  @Test func `a quota is never exceeded`() async throws {
    let fixture = try await ServerFixture()
    try await quota(fixture, ["pods": "1", "configmaps": "2"])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod("a")).status == 201)
    let second = try await fixture.send("POST", ServerFixture.pods, body: pod("b"))
    #expect(second.status == 403)
    #expect(message(second) == "pods \"b\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1")
    #expect(try await fixture.send("GET", Self.core + "resourcequotas/q").value[path: "status", "used", "pods"] == "1")
    try await fixture.send("DELETE", ServerFixture.pods + "/a")
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod("b")).status == 201, "what fits is let in at once")
    for (name, status) in [("x", 201), ("y", 201), ("z", 403)] {
      #expect(try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name)).status == status)
    }
  }

  @Test func `a quota of amounts wants them told`() async throws {
    let fixture = try await ServerFixture()
    try await quota(fixture, ["requests.cpu": "1", "limits.memory": "1Gi"])
    let silent = try await fixture.send("POST", ServerFixture.pods, body: pod("a"))
    #expect(message(silent) == "pods \"a\" is forbidden: failed quota: q: must specify limits.memory for: main; requests.cpu for: main")
    func create(_ name: String, _ cpu: String) async throws -> ServerFixture.Answer {
      try await fixture.send(
        "POST", ServerFixture.pods,
        body: pod(name) {
          $0[path: "spec", "containers"] = [
            ["name": "main", "image": "a", "resources": ["requests": ["cpu": .string(cpu)], "limits": ["memory": "1Mi"]]]
          ]
        })
    }
    #expect(try await create("b", "600m").status == 201)
    #expect(
      message(try await create("c", "600m"))
        == "pods \"c\" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1")
  }

  @Test func `a quota with scopes is about some pods`() async throws {
    let fixture = try await ServerFixture()
    try await quota(fixture, ["pods": "0"], scopes: ["Terminating"])
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod("a")).status == 201)
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod("b") { $0[path: "spec", "activeDeadlineSeconds"] = 5 }).status == 403)
  }

  @Test func `what may only be consumed under a quota waits for one that covers it`() async throws {
    let text = """
      apiVersion: apiserver.config.k8s.io/v1
      kind: AdmissionConfiguration
      plugins:
      - name: ResourceQuota
        configuration:
          apiVersion: apiserver.config.k8s.io/v1
          kind: ResourceQuotaConfiguration
          limitedResources:
          - resource: pods
            matchScopes: [{scopeName: PriorityClass, operator: In, values: [precious]}]
          - resource: persistentvolumeclaims
            matchContains: [.storageclass.storage.k8s.io/requests.storage]

      """
    var configuration = Configuration()
    configuration.admissionPlugins = try AdmissionPluginConfiguration(ConfigurationFile(Array(text.utf8), path: "a")) { _ in [] }
    let fixture = try await ServerFixture(configuration: configuration)
    try await fixture.send("POST", "/apis/scheduling.k8s.io/v1/priorityclasses", body: ["metadata": ["name": "precious"], "value": 10])
    func create(_ name: String) async throws -> ServerFixture.Answer {
      try await fixture.send("POST", ServerFixture.pods, body: pod(name) { $0[path: "spec", "priorityClassName"] = "precious" })
    }
    func claim(_ name: String) async throws -> ServerFixture.Answer {
      let spec: Value = ["accessModes": ["ReadWriteOnce"], "storageClassName": "gold", "resources": ["requests": ["storage": "1Gi"]]]
      return try await fixture.send("POST", Self.core + "persistentvolumeclaims", body: ["metadata": ["name": .string(name)], "spec": spec])
    }
    #expect(try await fixture.send("POST", ServerFixture.pods, body: pod("plain")).status == 201)
    #expect(message(try await create("a")) == "pods \"a\" is forbidden: insufficient quota to match these scopes: [{PriorityClass In [precious]}]")
    #expect(
      message(try await claim("a"))
        == "persistentvolumeclaims \"a\" is forbidden: insufficient quota to consume: gold.storageclass.storage.k8s.io/requests.storage")
    let scope: Value = ["matchExpressions": [["scopeName": "PriorityClass", "operator": "In", "values": ["precious"]]]]
    for (name, spec) in [
      ("pods", ["hard": ["pods": "1"], "scopeSelector": scope]),
      ("gold", ["hard": ["gold.storageclass.storage.k8s.io/requests.storage": "1Gi"]]),
    ] as [(String, Value)] {
      let made = try await fixture.send("POST", Self.core + "resourcequotas", body: ["metadata": ["name": .string(name)], "spec": spec])
      #expect(made.status == 201, "\(made.text)")
    }
    #expect(try await create("a").status == 201)
    #expect(message(try await create("b")).contains("exceeded quota: pods"))
    #expect(try await claim("a").status == 201)
    #expect(message(try await claim("b")).contains("exceeded quota: gold"))
  }

  @Test(arguments: [
    ("{name: ResourceQuota, configuration: {limitedResources: [{}]}}", "plugins[0].configuration.limitedResources[0].resource: Required value"),
    ("{name: ResourceQuota, configuration: {limitedResources: [{resource: pods, matchScopes: [{scopeName: Nothing, operator: In, values: [a]}]}]}}", "scopeName: Unsupported value: \"Nothing\""),
    ("{name: ResourceQuota, configuration: {limitedResources: [{resource: pods, matchScopes: [{scopeName: PriorityClass, operator: Exists, values: [a]}]}]}}", "matchScopes[0].values: Invalid value"),
    ("{name: ResourceQuota, configuration: {limited: []}}", "plugins[0].configuration.limited: Invalid value: unknown field"),
    ("{name: MutatingAdmissionWebhook, configuration: {kubeConfigFile: here}}", "kubeConfigFile: Invalid value: \"here\": must be an absolute file path"),
    ("{name: AlwaysAdmit, configuration: {}}", "plugins[0].name: Unsupported value"),
  ])
  func `what plugins are told must make sense`(plugin: String, problem: String) {
    let text = "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins:\n- \(plugin)\n"
    #expect { try AdmissionPluginConfiguration(ConfigurationFile(Array(text.utf8), path: "a")) { _ in [] } } throws: { error in
      "\(error)".contains(problem)
    }
  }

  @Test func `a quota of a class of volumes' attributes is about the claims that ask for it`() async throws {
    let fixture = try await ServerFixture()
    let selector: Value = ["matchExpressions": [["scopeName": "VolumeAttributesClass", "operator": "In", "values": ["fast"]]]]
    let quota: Value = ["metadata": ["name": "q"], "spec": ["hard": ["persistentvolumeclaims": "1"], "scopeSelector": selector]]
    #expect(try await fixture.send("POST", Self.core + "resourcequotas", body: quota).status == 201)
    func claim(_ name: String, _ attributes: Value?) async throws -> ServerFixture.Answer {
      var spec: Value = ["accessModes": ["ReadWriteOnce"], "storageClassName": "gold", "resources": ["requests": ["storage": "1Gi"]]]
      spec["volumeAttributesClassName"] = attributes
      return try await fixture.send("POST", Self.core + "persistentvolumeclaims", body: ["metadata": ["name": .string(name)], "spec": spec])
    }
    for name in ["a", "b"] { #expect(try await claim(name, nil).status == 201) }
    #expect(try await claim("c", "slow").status == 201)
    #expect(try await claim("d", "fast").status == 201)
    let refused = try await claim("e", "fast")
    #expect(message(refused).contains("exceeded quota: q, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1"), "\(refused.text)")
  }

  @Test func `many at once fill a quota to the last place`() async throws {
    let fixture = try await ServerFixture()
    try await quota(fixture, ["pods": "20"])
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<64 {
        group.addTask { try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("p\(index)")).status }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses.count { $0 == 201 } == 20)
    #expect(statuses.count { $0 == 403 } == 44)
    #expect(try await fixture.send("GET", ServerFixture.pods).value["items"]?.array?.count == 20)
  }

  @Test func `a batch counts its own objects`() async throws {
    let fixture = try await ServerFixture()
    try await quota(fixture, ["pods": "1"])
    let client = fixture.server.client(as: ServerFixture.person, userAgent: "test")
    var batch = Batch(["a", "b"].map { .apply(Batch.Document(object: pod($0))) }, fieldManager: "test")
    batch.skipsFailures = true
    let outcomes = try await client.apply(batch).outcomes
    guard case .failed(let error)? = outcomes.last else { Issue.record("the second pod went through"); return }
    #expect(error.message.contains("exceeded quota: q"))
  }

  @Test func `storage finds its class and its protection`() async throws {
    let fixture = try await ServerFixture()
    for (name, isDefault) in [("slow", "false"), ("fast", "true")] {
      try await fixture.send(
        "POST", "/apis/storage.k8s.io/v1/storageclasses",
        body: [
          "metadata": ["name": .string(name), "annotations": ["storageclass.kubernetes.io/is-default-class": .string(isDefault)]],
          "provisioner": "x",
        ])
    }
    let claim = try await fixture.send(
      "POST", Self.core + "persistentvolumeclaims",
      body: ["metadata": ["name": "c"], "spec": ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]]])
    #expect(claim.value[path: "spec", "storageClassName"] == "fast")
    #expect(claim.value.finalizers == ["kubernetes.io/pvc-protection"])
  }

  @Test func `a runtime class gives its overhead and its nodes`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send(
      "POST", "/apis/node.k8s.io/v1/runtimeclasses",
      body: [
        "metadata": ["name": "kata"], "handler": "kata", "overhead": ["podFixed": ["cpu": "250m"]],
        "scheduling": ["nodeSelector": ["vm": "yes"], "tolerations": [["key": "vm", "operator": "Exists"]]],
      ])
    #expect(answer.status == 201, "\(answer.text)")
    let created = try await fixture.send("POST", ServerFixture.pods, body: pod("a") { $0[path: "spec", "runtimeClassName"] = "kata" })
    #expect(created.status == 201, "\(created.text)")
    #expect(created.value[path: "spec", "overhead"] == ["cpu": "250m"])
    #expect(created.value[path: "spec", "nodeSelector"] == ["vm": "yes"])
    #expect(created.value[path: "spec", "tolerations"]?.array?.contains(["key": "vm", "operator": "Exists"]) == true)
    let unknown = try await fixture.send("POST", ServerFixture.pods, body: pod("b") { $0[path: "spec", "runtimeClassName"] = "none" })
    #expect(message(unknown) == "pods \"b\" is forbidden: pod rejected: RuntimeClass \"none\" not found")
    let cheat = try await fixture.send("POST", ServerFixture.pods, body: pod("c") { $0[path: "spec", "overhead"] = ["cpu": "1m"] })
    #expect(cheat.status == 403)
  }

  @Test func `a node starts with its taint`() async throws {
    let node = try await ServerFixture().send("POST", "/api/v1/nodes", body: ["metadata": ["name": "n"]])
    #expect(node.value[path: "spec", "taints"] == [["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]])
  }
}
