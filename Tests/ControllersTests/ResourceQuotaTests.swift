import APIMachinery
import APISchemas
import Basics
import Client
import ControllerKit
import Controllers
import Testing

@Suite struct ResourceQuotaTests {
  private let controller = ResourceQuotaController(resources: Scheme.builtIn.resources)

  private func quota(_ hard: Value, spec: Value = [:]) -> Value {
    var quota: Value = ["apiVersion": "v1", "kind": "ResourceQuota", "metadata": Objects.metadata("limits"), "spec": ["hard": hard]]
    for field in spec.object ?? Object() { quota[path: "spec", field.key] = field.value }
    return quota
  }

  private func pod(_ name: String, _ resources: Value = [:], phase: String = "Running", spec: Value = [:]) -> Value {
    var pod = Objects.pod(name, owner: nil, phase: phase)
    pod[path: "spec", "containers"] = [["name": "c", "resources": resources]]
    for field in spec.object ?? Object() { pod[path: "spec", field.key] = field.value }
    return pod
  }

  private func used(_ quota: Value, _ objects: [(GroupVersionResource, [Value])]) -> Value? {
    controller.plan(WellKnown.resourceQuotas, quota, objects).status?["used"]
  }

  @Test("requests and limits of pods that haven't ended add up, the largest init container counts")
  func pods() {
    let amounts: Value = ["requests": ["cpu": "250m", "memory": "64Mi"], "limits": ["cpu": "1"]]
    let initializing: Value = ["initContainers": [["name": "i", "resources": ["requests": ["cpu": "2"]]]]]
    let pods = [pod("a", amounts), pod("b", amounts, spec: initializing), pod("done", amounts, phase: "Succeeded")]
    let hard: Value = [
      "pods": "10", "requests.cpu": "4", "cpu": "4", "requests.memory": "1Gi", "limits.cpu": "8", "count/pods": "10", "limits.memory": "1Gi",
    ]
    #expect(used(quota(hard), [(WellKnown.pods, pods)]) == [
      "pods": "2", "requests.cpu": "2250m", "cpu": "2250m", "requests.memory": "128Mi", "limits.cpu": "2", "count/pods": "3",
      "limits.memory": "0",
    ])
  }

  @Test("services and other objects are counted")
  func objects() {
    let services: [Value] = [
      ["kind": "Service", "metadata": Objects.metadata("a"), "spec": ["type": "NodePort", "ports": [["port": 1], ["port": 2]]]],
      ["kind": "Service", "metadata": Objects.metadata("b"), "spec": ["type": "LoadBalancer", "ports": [["port": 1]]]],
    ]
    let maps: [Value] = [["kind": "ConfigMap", "metadata": Objects.metadata("m")]]
    let hard: Value = [
      "services": "5", "services.nodeports": "5", "services.loadbalancers": "5", "configmaps": "5", "count/configmaps": "5",
      "count/deployments.apps": "5",
    ]
    #expect(used(quota(hard), [(WellKnown.services, services), (WellKnown.configMaps, maps)]) == [
      "services": "2", "services.nodeports": "3", "services.loadbalancers": "1", "configmaps": "1", "count/configmaps": "1",
      "count/deployments.apps": "0",
    ])
  }

  @Test("a class of volumes' attributes limits the quota to the claims that have it, or ask for it")
  func attributeClasses() {
    func claim(_ name: String, _ rest: Value) -> Value {
      var claim: Value = ["kind": "PersistentVolumeClaim", "metadata": Objects.metadata(name), "spec": ["resources": ["requests": ["storage": "1Gi"]]]]
      for field in rest.object ?? Object() { claim[field.key] = claim[field.key].map { old in merged(old, field.value) } ?? field.value }
      return claim
    }
    func merged(_ a: Value, _ b: Value) -> Value {
      var a = a
      for field in b.object ?? Object() { a[field.key] = field.value }
      return a
    }
    let claims = [
      claim("a", [:]), claim("b", ["spec": ["volumeAttributesClassName": "fast"]]), claim("c", ["status": ["currentVolumeAttributesClassName": "fast"]]),
      claim("d", ["spec": ["volumeAttributesClassName": "slow"]]),
    ]
    func used(_ requirement: Value) -> Value? {
      self.used(
        quota(["persistentvolumeclaims": "9", "requests.storage": "9Gi"], spec: ["scopeSelector": ["matchExpressions": [requirement]]]),
        [(WellKnown.persistentVolumeClaims, claims), (WellKnown.pods, [pod("p")])])
    }
    let name: Value = "VolumeAttributesClass"
    #expect(used(["scopeName": name, "operator": "In", "values": ["fast"]]) == ["persistentvolumeclaims": "2", "requests.storage": "2Gi"])
    #expect(used(["scopeName": name, "operator": "Exists"]) == ["persistentvolumeclaims": "3", "requests.storage": "3Gi"])
    #expect(used(["scopeName": name, "operator": "DoesNotExist"]) == ["persistentvolumeclaims": "1", "requests.storage": "1Gi"])
  }

  @Test("a scope limits the quota to some pods", arguments: [
    (["scopes": ["BestEffort"]], "1"), (["scopes": ["NotBestEffort"]], "2"), (["scopes": ["Terminating"]], "1"),
    (["scopes": ["NotTerminating", "NotBestEffort"]], "1"),
    (["scopeSelector": ["matchExpressions": [["scopeName": "PriorityClass", "operator": "In", "values": ["high"]]]]], "1"),
  ] as [(Value, Value)])
  func scopes(spec: Value, count: Value) {
    let pods = [
      pod("free"), pod("asking", ["requests": ["cpu": "1"]], spec: ["priorityClassName": "high"]),
      pod("ending", ["requests": ["cpu": "1"]], spec: ["activeDeadlineSeconds": 10]),
    ]
    #expect(used(quota(["pods": "5"], spec: spec), [(WellKnown.pods, pods)]) == ["pods": count])
  }

  @Test("nothing is written when nothing changes")
  func rests() {
    var quota = quota(["pods": "5"])
    quota["status"] = controller.plan(WellKnown.resourceQuotas, quota).status
    #expect(controller.plan(WellKnown.resourceQuotas, quota).orders.isEmpty)
  }
}
