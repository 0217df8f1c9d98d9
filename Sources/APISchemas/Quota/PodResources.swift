import APIMachinery
import Basics

/// What a pod's containers ask for and are held to.
public enum PodResources {
  /// What the containers ask for together, at the worst moment.
  public static func total(_ spec: Value, _ list: String) -> QuotaUsage.Amounts {
    var total: QuotaUsage.Amounts = [:]
    var sidecars: QuotaUsage.Amounts = [:]
    var peak: QuotaUsage.Amounts = [:]
    for container in spec["containers"]?.array ?? [] { QuotaUsage.add(amounts(container["resources"]?[list]), to: &total) }
    for container in spec["initContainers"]?.array ?? [] {
      var own = amounts(container["resources"]?[list])
      if container["restartPolicy"] == "Always" {
        QuotaUsage.add(own, to: &sidecars)
        own = sidecars
      } else {
        QuotaUsage.add(sidecars, to: &own)
      }
      for (name, amount) in own { peak[name] = max(peak[name] ?? Quantity(0), amount) }
    }
    QuotaUsage.add(sidecars, to: &total)
    for (name, amount) in peak { total[name] = max(total[name] ?? Quantity(0), amount) }
    for (name, amount) in amounts(spec["resources"]?[list]) where ["cpu", "memory"].contains(name) || name.hasPrefix("hugepages-") {
      total[name] = amount
    }
    let overhead = amounts(spec["overhead"])
    for (name, amount) in overhead where list == "requests" || total[name] != nil { total[name] = (total[name] ?? Quantity(0)) + amount }
    return total
  }

  public static func amounts(_ list: Value?) -> QuotaUsage.Amounts {
    var amounts: QuotaUsage.Amounts = [:]
    for field in list?.object ?? Object() {
      if let quantity = Quantity(.some(field.value)) { amounts[field.key] = quantity }
    }
    return amounts
  }
}
