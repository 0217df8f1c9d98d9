import APIMachinery
import ControllerKit

/// Whether a DaemonSet wants a pod on a node, and whether one that is there may stay.
struct NodeEligibility: Hashable, Sendable {
  let shouldRun: Bool
  let mayStay: Bool

  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"

  /// Affinity decides both; a taint that isn't tolerated keeps new pods out, and only NoExecute drives out those that are there.
  init(_ set: DaemonSetView, _ node: Value) {
    let spec = set.template["spec"] ?? [:]
    let nodeName = spec["nodeName"]?.string ?? ""
    guard nodeName.isEmpty || nodeName == node.name, Self.matches(spec, node) else {
      (shouldRun, mayStay) = (false, false)
      return
    }
    let tolerations = DaemonPods.tolerations(spec)
    let open = (node["spec"]?["taints"]?.array ?? []).filter { taint in !tolerations.contains { Self.tolerates($0, taint) } }
    let effects = Set(open.compactMap { $0["effect"]?.string })
    shouldRun = effects.isDisjoint(with: ["NoSchedule", "NoExecute"])
    mayStay = !effects.contains("NoExecute")
  }

  private static func matches(_ spec: Value, _ node: Value) -> Bool {
    let selector = spec["nodeSelector"]?.stringMap ?? [:]
    guard selector.isEmpty || LabelMatcher(equal: selector).matches(object: node) else { return false }
    guard let terms = spec[path: "affinity", "nodeAffinity", required, "nodeSelectorTerms"]?.array else { return true }
    return terms.contains { term in
      let labels = LabelMatcher((term["matchExpressions"]?.array ?? []).map { LabelMatcher.rule($0) })
      let fields = LabelMatcher((term["matchFields"]?.array ?? []).map { LabelMatcher.rule($0) })
      // An empty term matches no node.
      return !(labels.isEmpty && fields.isEmpty) && labels.matches(object: node) && fields.matches(["metadata.name": node.name])
    }
  }

  static func tolerates(_ toleration: Value, _ taint: Value) -> Bool {
    if let effect = toleration["effect"]?.string, !effect.isEmpty, effect != taint["effect"]?.string { return false }
    let key = toleration["key"]?.string ?? ""
    if !key.isEmpty, key != taint["key"]?.string { return false }
    if toleration["operator"]?.string == "Exists" { return true }
    return !key.isEmpty && (toleration["value"]?.string ?? "") == (taint["value"]?.string ?? "")
  }
}
