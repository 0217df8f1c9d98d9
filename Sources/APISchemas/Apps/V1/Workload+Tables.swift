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

extension ReplicaSetRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.int(object["spec"]?["replicas"]), Cell.int(object["status"]?["replicas"]),
      Cell.int(object["status"]?["readyReplicas"]), Cell.age(object, now),
    ] + Cell.workload(object)
  }
}
