import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct StrategyTests {
  private func created(_ json: String) throws -> (object: Value, resource: ResourceDefinition) {
    let object = try Samples.object(json)
    let resource = try Samples.resource(of: object)
    return (Samples.scheme.prepareForCreate(object, of: resource), resource)
  }

  private func updated(_ json: String, subresource: String? = nil, _ change: (inout Value) -> Void) throws -> Value {
    let (old, resource) = try created(json)
    var new = old
    change(&new)
    return Samples.scheme.prepareForUpdate(new, old: old, of: resource, subresource: subresource)
  }

  @Test func `a new object's status is empty, its generation is 1`() throws {
    var value = try Samples.object(Samples.deployment)
    value["status"] = ["replicas": 3]
    value[path: "metadata", "generation"] = 7
    value[path: "metadata", "deletionTimestamp"] = "2026-01-01T00:00:00Z"
    let object = Samples.scheme.prepareForCreate(value, of: try Samples.resource("apps/v1", "Deployment"))
    #expect(object["status"] == [:])
    #expect(object.generation == 1)
    #expect(object.deletionTimestamp == nil)
  }

  @Test func `the first status of other kinds`() throws {
    #expect(try created(Samples.service).object["status"] == ["loadBalancer": [:]])
    #expect(try created(Samples.replicaSet).object["status"] == ["replicas": 0])
    #expect(try created(Samples.node).object["status"]?["capacity"] != nil)
  }

  @Test func `the generation counts changes of the specification alone`() throws {
    #expect(try updated(Samples.deployment) { $0[path: "spec", "replicas"] = 5 }.generation == 2)
    #expect(try updated(Samples.deployment) { $0[path: "metadata", "labels", "a"] = "b" }.generation == 1)
    #expect(try updated(Samples.deployment) { $0[path: "metadata", "annotations", "a"] = "b" }.generation == 2)
    #expect(try updated(Samples.replicaSet) { $0[path: "metadata", "annotations", "a"] = "b" }.generation == 1)
    #expect(try updated(Samples.deployment) { $0[path: "metadata", "generation"] = 9 }.generation == 1)
  }

  @Test func `an update keeps the old status, a status update everything else`() throws {
    let plain = try updated(Samples.deployment) { $0["status"] = ["replicas": 9] }
    #expect(plain["status"] == [:])
    let status = try updated(Samples.deployment, subresource: "status") { object in
      object["status"] = ["replicas": 9]
      object[path: "spec", "replicas"] = 9
      object[path: "metadata", "labels", "x"] = "y"
    }
    #expect(status["status"] == ["replicas": 9])
    #expect(status["spec"]?["replicas"] == 1)
    #expect(status.labels["x"] == nil)
    #expect(status.generation == 1)
  }

  @Test func `system metadata survives a replace that leaves it out`() throws {
    let object = try updated(Samples.configMap) { $0["metadata"] = ["name": "c", "namespace": "default"] }
    #expect(object.uid == "11111111-2222-4333-8444-555555555555")
    #expect(object.creationTimestamp != nil)
  }

  @Test func `a new pod is pending, with its class of service`() throws {
    let (pod, _) = try created(Samples.pod)
    #expect(pod["status"] == ["phase": "Pending", "qosClass": "Guaranteed"])
    #expect(pod.object?.fieldNames == ["apiVersion", "kind", "metadata", "spec", "status"])
    let bare = try created(#"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"i"}]}}"#).object
    #expect(bare["status"]?["qosClass"] == "BestEffort")
    let burst = try created(
      #"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":1}}}]}}"#).object
    #expect(burst["status"]?["qosClass"] == "Burstable")
    let gated = try created(
      #"{"apiVersion":"v1","kind":"Pod","spec":{"schedulingGates":[{"name":"a.b/c"}],"containers":[{"name":"c","image":"i"}]}}"#).object
    #expect(gated["status"]?["conditions"]?[0]?["reason"] == "SchedulingGated")
  }

  @Test func `ephemeral containers are all that their subresource changes`() throws {
    let pod = try updated(Samples.pod, subresource: "ephemeralcontainers") { object in
      object[path: "spec", "ephemeralContainers"] = [["name": "debug", "image": "busybox"]]
      object[path: "spec", "nodeName"] = "elsewhere"
    }
    #expect(pod["spec"]?["ephemeralContainers"]?[0]?["name"] == "debug")
    #expect(pod["spec"]?["nodeName"] == nil)
    #expect(pod.generation == 2)
  }

  @Test func `a job gets the selector of its uid`() throws {
    let (job, resource) = try created(Samples.job)
    let uid: Value = "11111111-2222-4333-8444-555555555555"
    #expect(job[path: "spec", "selector"] == ["matchLabels": ["batch.kubernetes.io/controller-uid": uid]])
    #expect(job[path: "spec", "template", "metadata", "labels"] == [
      "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": "once", "controller-uid": uid, "job-name": "once",
    ])
    #expect(Samples.scheme.validateCreate(job, of: resource) == [])
    var manual = try Samples.object(Samples.job)
    manual[path: "spec", "manualSelector"] = true
    #expect(Samples.scheme.prepareForCreate(manual, of: resource)[path: "spec", "selector"] == nil)
  }

  @Test func `a namespace gets its finalizer and keeps it`() throws {
    #expect(try created(Samples.namespace).object[path: "spec", "finalizers"] == ["kubernetes"])
    #expect(try updated(Samples.namespace) { $0["spec"] = nil }[path: "spec", "finalizers"] == ["kubernetes"])
    #expect(try updated(Samples.namespace, subresource: "finalize") { $0["spec"] = [:] }["spec"] == [:])
    #expect(try updated(Samples.namespace) { $0[path: "metadata", "labels"] = nil }.labels.count == 1)
  }

  @Test func `string data of a secret is merged and never kept`() throws {
    let (secret, _) = try created(Samples.secret)
    #expect(secret["data"] == ["a": "YQ==", "b": "Yg=="])
    #expect(secret["stringData"] == nil)
  }

  @Test func `a replaced service keeps its allocations`() throws {
    let resource = try Samples.resource("v1", "Service")
    var old = try created(Samples.service).object
    old[path: "spec", "type"] = "NodePort"
    old[path: "spec", "clusterIP"] = "10.0.0.7"
    old[path: "spec", "clusterIPs"] = ["10.0.0.7"]
    old[path: "spec", "ports"] = [["port": 80, "protocol": "TCP", "targetPort": 80, "nodePort": 30080]]
    var new = old
    new[path: "spec", "clusterIP"] = nil
    new[path: "spec", "clusterIPs"] = nil
    new[path: "spec", "ports"] = [["port": 80, "protocol": "TCP", "targetPort": 8080]]
    let kept = Samples.scheme.prepareForUpdate(new, old: old, of: resource, subresource: nil)
    #expect(kept[path: "spec", "clusterIP"] == "10.0.0.7")
    #expect(kept["spec"]?["ports"]?[0]?["nodePort"] == 30080)
    var plain = old
    plain[path: "spec", "type"] = "ClusterIP"
    let dropped = Samples.scheme.prepareForUpdate(plain, old: old, of: resource, subresource: nil)
    #expect(dropped["spec"]?["ports"]?[0]?["nodePort"] == nil)
  }

  @Test(arguments: Samples.all)
  func `every sample may be created, and updated as it is`(_ json: String) throws {
    let (object, resource) = try created(json)
    #expect(Samples.scheme.validateCreate(object, of: resource) == [])
    let again = Samples.scheme.prepareForUpdate(object, old: object, of: resource, subresource: nil)
    #expect(JSON.text(again) == JSON.text(object))
    #expect(Samples.scheme.validateUpdate(again, old: object, of: resource, subresource: nil) == [])
  }
}
