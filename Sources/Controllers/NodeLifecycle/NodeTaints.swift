import APIMachinery
import Basics
import ControllerKit

/// The taints that follow from a node's state (API reference: taint nodes by condition).
enum NodeTaints {
  static let notReady = "node.kubernetes.io/not-ready"
  static let unreachable = "node.kubernetes.io/unreachable"

  private static let pressures = [
    ("MemoryPressure", "node.kubernetes.io/memory-pressure"), ("DiskPressure", "node.kubernetes.io/disk-pressure"),
    ("PIDPressure", "node.kubernetes.io/pid-pressure"), ("NetworkUnavailable", "node.kubernetes.io/network-unavailable"),
  ]
  private static let owned = Set(pressures.map(\.1) + [notReady, unreachable, "node.kubernetes.io/unschedulable"])

  /// All taints the node is to have: its own as they are, and those of its state, which keep the time they were added.
  static func taints(of node: Value, _ conditions: Conditions, now: Timestamp) -> [Value] {
    let current = node["spec"]?["taints"]?.array ?? []
    let wanted = wanted(node, conditions)
    func isSame(_ taint: Value, _ key: String, _ effect: String) -> Bool {
      taint["key"]?.string == key && taint["effect"]?.string == effect
    }
    var result = current.filter { taint in
      guard owned.contains(taint["key"]?.string ?? "") else { return true }
      return wanted.contains { isSame(taint, $0.key, $0.effect) }
    }
    for (key, effect) in wanted where !result.contains(where: { isSame($0, key, effect) }) {
      var taint: Value = ["key": .string(key), "effect": .string(effect)]
      if effect == "NoExecute" { taint["timeAdded"] = .string(now.rfc3339) }
      result.append(taint)
    }
    return result
  }

  private static func wanted(_ node: Value, _ conditions: Conditions) -> [(key: String, effect: String)] {
    var wanted: [(key: String, effect: String)] = []
    switch conditions["Ready"]?.status {
    case "True": break
    case "Unknown": wanted += [(unreachable, "NoSchedule"), (unreachable, "NoExecute")]
    default: wanted += [(notReady, "NoSchedule"), (notReady, "NoExecute")]
    }
    for (condition, key) in pressures where conditions.isTrue(condition) { wanted.append((key, "NoSchedule")) }
    if node["spec"]?["unschedulable"]?.bool == true { wanted.append(("node.kubernetes.io/unschedulable", "NoSchedule")) }
    return wanted
  }
}
