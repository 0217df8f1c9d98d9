import APIMachinery
import Basics
import Testing

@testable import APIServer

struct DeleteTests {
  @Test func deleteAnswersWithAStatus() async throws {
    let fixture = try await ServerFixture()
    let object = try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a")).value
    let answer = try await fixture.send("DELETE", ServerFixture.configMaps + "/a")
    #expect(answer.status == 200)
    #expect(answer.value["status"] == "Success")
    #expect(answer.value["details"] == ["name": "a", "kind": "configmaps", "uid": .string(object.uid)])
    #expect(try await fixture.send("DELETE", ServerFixture.configMaps + "/a").status == 404)
  }

  @Test func preconditionsAndFinalizers() async throws {
    let fixture = try await ServerFixture()
    var body = ServerFixture.configMap("a")
    body[path: "metadata", "finalizers"] = ["example.com/wait"]
    try await fixture.send("POST", ServerFixture.configMaps, body: body)
    let path = ServerFixture.configMaps + "/a"
    let wrong = try await fixture.send("DELETE", path, body: ["kind": "DeleteOptions", "apiVersion": "v1", "preconditions": ["uid": "x"]])
    #expect(wrong.status == 409)
    let marked = try await fixture.send("DELETE", path, body: ["propagationPolicy": "Foreground"])
    #expect(marked.status == 200)
    #expect(marked.value.isBeingDeleted)
    #expect(marked.value.finalizers == ["example.com/wait", "foregroundDeletion"])
    let revision = fixture.store.revision
    #expect(try await fixture.send("DELETE", path).value.finalizers == ["example.com/wait", "foregroundDeletion"])
    #expect(fixture.store.revision == revision)
    let last = try await fixture.send("PATCH", path, body: ["metadata": ["finalizers": .null]], type: "application/merge-patch+json")
    #expect(last.status == 200)
    #expect(try await fixture.send("GET", path).status == 404)
  }

  @Test func podsOnNodesGetTime() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("free"))
    #expect(try await fixture.send("DELETE", ServerFixture.pods + "/free").value.kind == "Pod")
    #expect(try await fixture.send("GET", ServerFixture.pods + "/free").status == 404)

    let pod = try await fixture.send("POST", ServerFixture.pods, body: ServerFixture.pod("web", node: "n1")).value
    let path = ServerFixture.pods + "/web"
    let marked = try await fixture.send("DELETE", path).value
    #expect(marked[path: "metadata", "deletionGracePeriodSeconds"] == 30)
    #expect(marked.deletionTimestamp == fixture.clock.now + .seconds(30))
    let sooner = try await fixture.send("DELETE", path, "gracePeriodSeconds=5").value
    #expect(sooner.deletionTimestamp == fixture.clock.now + .seconds(5))
    #expect(try await fixture.send("DELETE", path, "gracePeriodSeconds=20").value.deletionTimestamp == sooner.deletionTimestamp)
    let done = try await fixture.send("DELETE", path, body: ["gracePeriodSeconds": 0, "preconditions": ["uid": .string(pod.uid)]])
    #expect(done.status == 200)
    #expect(try await fixture.send("GET", path).status == 404)
  }

  @Test func namespacesTerminate() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", "/api/v1/namespaces", body: ["metadata": ["name": "work"]])
    let marked = try await fixture.send("DELETE", "/api/v1/namespaces/work").value
    #expect(marked[path: "status", "phase"] == "Terminating")
    let refused = try await fixture.send("POST", "/api/v1/namespaces/work/configmaps", body: ServerFixture.configMap("a"))
    #expect(refused.status == 403)
    #expect(
      refused.value["message"]
        == "configmaps \"a\" is forbidden: unable to create new content in namespace work because it is being terminated")
    #expect(refused.value[path: "details", "causes"]?[0]?["reason"] == "NamespaceTerminating")
    var finalized = marked
    finalized["spec"] = ["finalizers": []]
    #expect(try await fixture.send("PUT", "/api/v1/namespaces/work/finalize", body: finalized).status == 200)
    #expect(try await fixture.send("GET", "/api/v1/namespaces/work").status == 404)
    let system = try await fixture.send("DELETE", "/api/v1/namespaces/kube-system")
    #expect(system.status == 403)
    #expect(system.value["message"] == "namespaces \"kube-system\" is forbidden: this namespace may not be deleted")
  }

  @Test func deleteCollectionTakesWhatIsSelected() async throws {
    let fixture = try await ServerFixture()
    for name in ["a", "b", "c"] {
      try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap(name, labels: ["keep": .string(name == "c" ? "yes" : "no")]))
    }
    let before = fixture.store.transactions.count
    let answer = try await fixture.send("DELETE", ServerFixture.configMaps, "labelSelector=keep%3Dno")
    #expect(answer.value["items"]?.array?.count == 2)
    #expect(fixture.store.transactions.count == before + 1)
    #expect(try await fixture.send("GET", ServerFixture.configMaps).value["items"]?.array?.map(\.name) == ["c"])
  }

  @Test("Jobs and ReplicationControllers leave their dependents, unless the request says otherwise", arguments: [
    ("/apis/batch/v1/namespaces/default/jobs", nil, ["orphan"]), ("/api/v1/namespaces/default/replicationcontrollers", nil, ["orphan"]),
    ("/apis/batch/v1/namespaces/default/jobs", "Background", nil),
    ("/api/v1/namespaces/default/replicationcontrollers", "Foreground", ["foregroundDeletion"]),
  ] as [(String, String?, [String]?)])
  func defaultPropagation(collection: String, policy: String?, finalizers: [String]?) async throws {
    let fixture = try await ServerFixture()
    let isJob = collection.hasSuffix("jobs")
    var template: Value = ["metadata": ["labels": ["app": "w"]], "spec": ["containers": [["name": "main", "image": "busybox:1"]]]]
    if isJob { template[path: "spec", "restartPolicy"] = "Never" }
    let object: Value = [
      "apiVersion": isJob ? "batch/v1" : "v1", "kind": isJob ? "Job" : "ReplicationController", "metadata": ["name": "w"],
      "spec": ["template": template],
    ]
    #expect(try await fixture.send("POST", collection, body: object).status == 201)
    let answer = try await fixture.send("DELETE", collection + "/w", body: policy.map { ["propagationPolicy": .string($0)] })
    #expect(answer.status == 200)
    let left = try await fixture.send("GET", collection + "/w")
    #expect(left.status == (finalizers == nil ? 404 : 200))
    if let finalizers { #expect(left.value.finalizers == finalizers) }
  }
}
