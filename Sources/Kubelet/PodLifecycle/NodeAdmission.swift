import APIMachinery
import RuntimeInterface

/// Whether this node takes a pod that was bound to it; what the scheduler checked is checked again, since anybody may write
/// spec.nodeName.
struct NodeAdmission {
  struct Rejection: Sendable, Equatable {
    /// The pod's status.reason, such as `OutOfcpu` or `NodeAffinity`.
    var reason: String
    var message: String
  }

  var labels: [String: String]
  var nodeName: String
  var taints: [Value] = []
  var allocatable: NodeResources
  var sysctls = SysctlPolicy()
  /// Whether the node's kernel confines by AppArmor.
  var hasAppArmor = true
  /// What the node is short of.
  var pressures: Set<NodePressure> = []

  /// nil admits the pod. `others` are the pods that the node has already and that aren't done.
  func reject(_ pod: Pod, others: [Pod]) -> Rejection? {
    otherSystem(pod) ?? underPressure(pod) ?? forbiddenSysctl(pod) ?? unconfined(pod) ?? insufficient(pod, others) ?? wrongNode(pod) ?? portConflict(pod, others) ?? untolerated(pod)
  }

  private func otherSystem(_ pod: Pod) -> Rejection? {
    guard let system = pod.spec["os"]?["name"]?.string, system != "linux" else { return nil }
    return Rejection(
      reason: "PodOSNotSupported", message: "Pod was rejected: Failed to admit pod as the OS field doesn't match node OS")
  }

  private func forbiddenSysctl(_ pod: Pod) -> Rejection? {
    sysctls.problem(pod).map { Rejection(reason: "SysctlForbidden", message: "Pod was rejected: \($0)") }
  }

  /// A pod that asks for a profile doesn't run without one.
  private func unconfined(_ pod: Pod) -> Rejection? {
    let profiles = pod.allContainers.compactMap { pod.appArmorProfile(of: $0) }
    guard !profiles.isEmpty else { return nil }
    // A name that is empty can only come from the annotation.
    let problem = !hasAppArmor ? "AppArmor is not enabled on the host" : profiles.contains("Localhost/") ? "invalid empty AppArmor profile name" : nil
    return problem.map { Rejection(reason: "AppArmor", message: "Pod was rejected: Cannot enforce AppArmor: \($0)") }
  }

  /// A node short of memory still takes pods that said how much they need; short of disk or processes it takes only the critical.
  private func underPressure(_ pod: Pod) -> Rejection? {
    guard !pressures.isEmpty, !pod.isCritical else { return nil }
    if pressures == [.memory], QualityOfService(pod) != .bestEffort { return nil }
    let names = pressures.map(\.rawValue).sorted().joined(separator: " ")
    return Rejection(reason: "Evicted", message: "Pod was rejected: The node had condition: [\(names)]. ")
  }

  private func insufficient(_ pod: Pod, _ others: [Pod]) -> Rejection? {
    let used = others.reduce(ResourceAmounts()) { $0 + $1.requests }
    let asked = pod.requests
    let amounts: [(String, Int64, Int64, Int64)] = [
      ("pods", 1, Int64(others.count), allocatable.pods), ("cpu", asked.cpuMillis, used.cpuMillis, allocatable.cpuMillis),
      ("memory", asked.memoryBytes, used.memoryBytes, allocatable.memoryBytes),
      ("ephemeral-storage", asked.ephemeralStorageBytes, used.ephemeralStorageBytes, allocatable.ephemeralStorageBytes)
    ]
    for (name, requested, inUse, capacity) in amounts where requested > 0 && requested.addingSaturating(inUse) > capacity {
      return Rejection(
        reason: "OutOf\(name)",
        message:
          "Pod was rejected: Node didn't have enough resource: \(name), requested: \(requested), used: \(inUse), capacity: \(capacity)")
    }
    return nil
  }

  private func wrongNode(_ pod: Pod) -> Rejection? {
    let selector = pod.spec["nodeSelector"]?.stringMap ?? [:]
    let terms = pod.spec[path: "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"]?.array
    let matches = selector.allSatisfy { labels[$0.key] == $0.value } && (terms?.contains(where: matches(term:)) ?? true)
    return matches
      ? nil
      : Rejection(
        reason: "NodeAffinity",
        message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector")
  }

  private func matches(term: Value) -> Bool {
    let expressions = term["matchExpressions"]?.array ?? []
    let fields = term["matchFields"]?.array ?? []
    if expressions.isEmpty, fields.isEmpty { return false }
    return expressions.allSatisfy { Self.matches($0, labels[$0["key"]?.string ?? ""]) }
      && fields.allSatisfy { Self.matches($0, $0["key"]?.string == "metadata.name" ? nodeName : nil) }
  }

  private static func matches(_ requirement: Value, _ actual: String?) -> Bool {
    let values = requirement["values"]?.array?.compactMap(\.string) ?? []
    switch requirement["operator"]?.string {
    case "In": return actual.map(values.contains) ?? false
    case "NotIn": return actual.map { !values.contains($0) } ?? true
    case "Exists": return actual != nil
    case "DoesNotExist": return actual == nil
    case "Gt", "Lt":
      guard let number = actual.flatMap(Int64.init), let bound = values.first.flatMap(Int64.init) else { return false }
      return requirement["operator"]?.string == "Gt" ? number > bound : number < bound
    default: return false
    }
  }

  private func portConflict(_ pod: Pod, _ others: [Pod]) -> Rejection? {
    let taken = others.flatMap(\.hostPorts)
    let hasConflict = pod.hostPorts.contains { wanted in
      taken.contains {
        $0.protocol == wanted.protocol && $0.hostPort == wanted.hostPort && ($0.hostIP == wanted.hostIP || $0.isAny || wanted.isAny)
      }
    }
    return hasConflict
      ? Rejection(
        reason: "NodePorts",
        message: "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports")
      : nil
  }

  /// Only NoExecute taints evict; NoSchedule is the scheduler's business, and static and bound pods may disregard it.
  private func untolerated(_ pod: Pod) -> Rejection? {
    let tolerations = pod.spec["tolerations"]?.array ?? []
    let isTolerated = taints.filter { $0["effect"]?.string == "NoExecute" }.allSatisfy { taint in
      tolerations.contains { Self.tolerates($0, taint) }
    }
    return isTolerated
      ? nil
      : Rejection(
        reason: "TaintToleration",
        message: "Pod was rejected: Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate")
  }

  private static func tolerates(_ toleration: Value, _ taint: Value) -> Bool {
    if let effect = toleration["effect"]?.string, !effect.isEmpty, effect != taint["effect"]?.string { return false }
    if let key = toleration["key"]?.string, !key.isEmpty, key != taint["key"]?.string { return false }
    if toleration["operator"]?.string == "Exists" { return true }
    return !(toleration["key"]?.string ?? "").isEmpty && (toleration["value"]?.string ?? "") == (taint["value"]?.string ?? "")
  }
}
