import APIMachinery
import Basics
import ControllerKit

/// How much one object takes of what a ResourceQuota may limit.
enum QuotaUsage {
  typealias Amounts = [String: Quantity]

  /// Pods that have ended, or should have by now, take nothing.
  static func pod(_ pod: Value, now: Timestamp) -> Amounts {
    var usage: Amounts = ["count/pods": Quantity(1)]
    if PodFacts(pod).isFinished { return usage }
    if let deleted = pod.deletionTimestamp, deleted < now { return usage }
    usage["pods"] = Quantity(1)
    for (name, amount) in sum(pod["spec"] ?? [:], "requests") {
      usage["requests." + name] = amount
      if ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-") { usage[name] = amount }
    }
    for (name, amount) in sum(pod["spec"] ?? [:], "limits") { usage["limits." + name] = amount }
    return usage
  }

  /// What the containers ask for together, at the worst moment.
  private static func sum(_ spec: Value, _ list: String) -> Amounts {
    var total: Amounts = [:]
    var sidecars: Amounts = [:]
    var peak: Amounts = [:]
    for container in spec["containers"]?.array ?? [] { add(amounts(container["resources"]?[list]), to: &total) }
    for container in spec["initContainers"]?.array ?? [] {
      var own = amounts(container["resources"]?[list])
      if container["restartPolicy"] == "Always" {
        add(own, to: &sidecars)
        own = sidecars
      } else {
        add(sidecars, to: &own)
      }
      for (name, amount) in own { peak[name] = max(peak[name] ?? Quantity(0), amount) }
    }
    add(sidecars, to: &total)
    for (name, amount) in peak { total[name] = max(total[name] ?? Quantity(0), amount) }
    for (name, amount) in amounts(spec["resources"]?[list]) where ["cpu", "memory"].contains(name) || name.hasPrefix("hugepages-") {
      total[name] = amount
    }
    let overhead = amounts(spec["overhead"])
    for (name, amount) in overhead where list == "requests" || total[name] != nil { total[name] = (total[name] ?? Quantity(0)) + amount }
    return total
  }

  static func service(_ service: Value) -> Amounts {
    var usage: Amounts = ["services": Quantity(1)]
    let ports = Int64(service["spec"]?["ports"]?.array?.count ?? 0)
    switch service["spec"]?["type"]?.string {
    case "NodePort": usage["services.nodeports"] = Quantity(ports)
    case "LoadBalancer":
      usage["services.loadbalancers"] = Quantity(1)
      let allocates = service["spec"]?["allocateLoadBalancerNodePorts"]?.bool ?? true
      let numbered = service["spec"]?["ports"]?.array?.count { $0["nodePort"]?.int ?? 0 > 0 } ?? 0
      usage["services.nodeports"] = Quantity(allocates ? ports : Int64(numbered))
    default: break
    }
    return usage
  }

  static func claim(_ claim: Value) -> Amounts {
    var usage: Amounts = ["persistentvolumeclaims": Quantity(1)]
    let size = amounts(claim["spec"]?["resources"]?["requests"])["storage"]
    if let size { usage["requests.storage"] = size }
    if let storageClass = claim["spec"]?["storageClassName"]?.string, !storageClass.isEmpty {
      let suffix = ".storageclass.storage.k8s.io/"
      usage[storageClass + suffix + "persistentvolumeclaims"] = Quantity(1)
      if let size { usage[storageClass + suffix + "requests.storage"] = size }
    }
    return usage
  }

  private static func amounts(_ list: Value?) -> Amounts {
    var amounts: Amounts = [:]
    for field in list?.object ?? Object() {
      if let quantity = Quantity(.some(field.value)) { amounts[field.key] = quantity }
    }
    return amounts
  }

  static func add(_ other: Amounts, to total: inout Amounts) {
    for (name, amount) in other { total[name] = total[name].map { $0 + amount } ?? amount }
  }
}
