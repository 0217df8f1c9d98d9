import APIMachinery
import APISchemas
import Basics

/// How objects of one resource count against quotas.
struct QuotaEvaluator {
  private enum Kind { case pod, service, claim, counted }
  /// Kinds with a name of their own beside `count/…`.
  private static let plain: Set<String> = ["configmaps", "secrets", "replicationcontrollers", "resourcequotas"]

  private let kind: Kind
  private let resource: GroupResource
  private let countName: String
  private let now: Timestamp

  init(_ request: ResourceRequest, _ now: Timestamp) {
    (resource, self.now) = (request.groupResource, now)
    countName = "count/" + resource.description
    switch (resource.group, resource.resource) {
    case ("", "pods"): kind = .pod
    case ("", "services"): kind = .service
    case ("", "persistentvolumeclaims"): kind = .claim
    default: kind = .counted
    }
  }

  var changesWithUpdates: Bool { kind != .counted }

  /// Whether a limit of this name is about the resource.
  func counts(_ name: String) -> Bool {
    if name == countName { return true }
    switch kind {
    case .pod:
      return name == "pods" || name == "cpu" || name == "memory" || name == "ephemeral-storage" || name.hasPrefix("hugepages-")
        || (name.hasPrefix("requests.") && name != "requests.storage") || name.hasPrefix("limits.")
    case .service: return name == "services" || name.hasPrefix("services.")
    case .claim: return name == "persistentvolumeclaims" || name == "requests.storage" || name.contains(".storageclass.storage.k8s.io/")
    case .counted: return resource.group.isEmpty && Self.plain.contains(resource.resource) && name == resource.resource
    }
  }

  /// A quota with scopes is about some pods alone, or about some claims.
  func isCovered(_ object: Value, by scope: QuotaScope) -> Bool {
    guard scope.isLimited else { return true }
    switch kind {
    case .pod: return scope.contains(object)
    case .claim: return scope.contains(claim: object)
    case .service, .counted: return false
    }
  }

  /// Those of the scope's requirements that hold for the object.
  func requirements(of scope: QuotaScope, heldBy object: Value) -> [Value] {
    switch kind {
    case .pod: scope.requirements(heldBy: object)
    case .claim: scope.requirements(heldByClaim: object)
    case .service, .counted: []
    }
  }

  func usage(_ object: Value) -> QuotaUsage.Amounts {
    var usage: QuotaUsage.Amounts
    switch kind {
    case .pod: return QuotaUsage.pod(object, now: now)
    case .service: usage = QuotaUsage.service(object)
    case .claim: usage = QuotaUsage.claim(object)
    case .counted: usage = Self.plain.contains(resource.resource) && resource.group.isEmpty ? [resource.resource: Quantity(1)] : [:]
    }
    usage[countName] = Quantity(1)
    return usage
  }

  /// All of the namespace that the quota is about, as the unit of work sees it.
  func used(in namespace: String, _ scope: QuotaScope, _ unit: UnitOfWork) -> QuotaUsage.Amounts {
    var total: QuotaUsage.Amounts = [:]
    if kind == .counted {
      for (name, one) in usage(.object(Object())) { total[name] = one * Int64(unit.count(resource, namespace: namespace)) }
      return total
    }
    for object in unit.list(resource, namespace: namespace) where isCovered(object, by: scope) {
      QuotaUsage.add(usage(object), to: &total)
    }
    return total
  }

  /// Compute resources that the quota limits must be told by every container: `cpu for: a,b`.
  func missing(_ object: Value, hard: QuotaUsage.Amounts) -> [String] {
    guard kind == .pod else { return [] }
    let required = hard.keys.sorted().filter { ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"].contains($0) }
    return required.compactMap { name in
      let list = name.hasPrefix("limits.") ? "limits" : "requests"
      let resource = name.split(separator: ".").last.map(String.init) ?? name
      if object[path: "spec", "resources", list, resource] != nil { return nil }
      let silent = (object.containers("initContainers") + object.containers("containers")).filter {
        $0[path: "resources", list, resource] == nil
      }
      guard !silent.isEmpty else { return nil }
      return "\(name) for: " + silent.compactMap { $0["name"]?.string }.sorted().joined(separator: ",")
    }
  }
}
