import APIMachinery

/// Which pods of a node a drain moves, and why it may not: kubectl's rules.
struct DrainPlan: Equatable {
  struct Rules {
    var ignoresDaemonSets = false
    var deletesEmptyDirData = false
    var force = false
  }

  var evicted: [Value] = []
  /// What is told before anything is done.
  var warnings: [String] = []
  /// Reasons that stop the drain.
  var errors: [String] = []

  /// `daemonSets`: the uids of those that exist.
  init(pods: [Value], daemonSets: Set<String>, rules: Rules) {
    var reasons: [String: [String]] = [:]
    var told: [String: [String]] = [:]
    for pod in pods {
      let name = pod.namespace + "/" + pod.name
      let isOver = ["Succeeded", "Failed"].contains(pod[path: "status", "phase"]?.string ?? "")
      if pod.annotations["kubernetes.io/config.mirror"] != nil { continue }
      let owner = pod.controllerReference
      if owner?.kind == "DaemonSet", !isOver, daemonSets.contains(owner?.uid ?? "") {
        if rules.ignoresDaemonSets {
          told["ignoring DaemonSet-managed Pods", default: []].append(name)
        } else {
          reasons["cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)", default: []].append(name)
        }
        continue
      }
      if !isOver, (pod[path: "spec", "volumes"]?.array ?? []).contains(where: { $0["emptyDir"] != nil }), !rules.deletesEmptyDirData {
        reasons["cannot delete Pods with local storage (use --delete-emptydir-data to override)", default: []].append(name)
        continue
      }
      if owner == nil, !isOver {
        guard rules.force else {
          reasons["cannot delete Pods that declare no controller (use --force to override)", default: []].append(name)
          continue
        }
        told["deleting Pods that declare no controller", default: []].append(name)
      }
      evicted.append(pod)
    }
    errors = reasons.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
    warnings = told.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
  }
}
