import APIMachinery
import Basics

/// How much one object takes of what a ResourceQuota may limit.
public enum QuotaUsage {
  public typealias Amounts = [String: Quantity]

  /// Pods that have ended, or should have by now, take nothing.
  public static func pod(_ pod: Value, now: Timestamp) -> Amounts {
    var usage: Amounts = ["count/pods": Quantity(1)]
    if let phase = pod["status"]?["phase"]?.string, ["Succeeded", "Failed"].contains(phase) { return usage }
    if let deleted = pod.deletionTimestamp, deleted < now { return usage }
    usage["pods"] = Quantity(1)
    for (name, amount) in PodResources.total(pod["spec"] ?? [:], "requests") {
      usage["requests." + name] = amount
      if ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-") { usage[name] = amount }
    }
    for (name, amount) in PodResources.total(pod["spec"] ?? [:], "limits") { usage["limits." + name] = amount }
    return usage
  }

  public static func service(_ service: Value) -> Amounts {
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

  public static func claim(_ claim: Value) -> Amounts {
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

  private static func amounts(_ list: Value?) -> Amounts { PodResources.amounts(list) }

  public static func add(_ other: Amounts, to total: inout Amounts) {
    for (name, amount) in other { total[name] = total[name].map { $0 + amount } ?? amount }
  }
}
