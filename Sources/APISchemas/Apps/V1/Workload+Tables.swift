import APIMachinery
import Basics

extension DeploymentRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let status = object["status"]
    let ready = status?["readyReplicas"]?.int ?? 0
    let desired = object["spec"]?["replicas"]?.int ?? 0
    return [
      .string(object.name), .string("\(ready)/\(desired)"), Cell.int(status?["updatedReplicas"]),
      Cell.int(status?["availableReplicas"]), Cell.age(object, now),
    ] + Cell.workload(object)
  }
}

extension StatefulSetRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let ready = object["status"]?["readyReplicas"]?.int ?? 0
    let desired = object["spec"]?["replicas"]?.int ?? 0
    return [.string(object.name), .string("\(ready)/\(desired)"), Cell.age(object, now)]
      + Cell.containers(object[path: "spec", "template", "spec"])
  }
}

extension DaemonSetRules {
  private static let counts = [
    "desiredNumberScheduled", "currentNumberScheduled", "numberReady", "updatedNumberScheduled", "numberAvailable",
  ]

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name)] + Self.counts.map { Cell.int(object["status"]?[$0]) }
      + [Cell.labels(object[path: "spec", "template", "spec", "nodeSelector"]), Cell.age(object, now)] + Cell.workload(object)
  }
}

extension ReplicaSetRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.int(object["spec"]?["replicas"]), Cell.int(object["status"]?["replicas"]),
      Cell.int(object["status"]?["readyReplicas"]), Cell.age(object, now),
    ] + Cell.workload(object)
  }
}
