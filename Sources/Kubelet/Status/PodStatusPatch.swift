import APIMachinery

/// The strategic merge patch that takes a pod's status in the API to the one computed; it touches only the kubelet's own fields,
/// so others' conditions are safe.
enum PodStatusPatch {
  private static let fields = [
    "observedGeneration", "phase", "reason", "message", "hostIP", "hostIPs", "podIP", "podIPs", "startTime", "qosClass", "initContainerStatuses",
    "containerStatuses", "ephemeralContainerStatuses",
  ]

  /// nil when there is nothing to change.
  static func patch(uid: String, from old: Value, to new: Value) -> Value? {
    var status = Object()
    for field in fields where old[field] != new[field] {
      guard let value = new[field] else {
        if old[field] != nil { status[field] = .null }
        continue
      }
      let isMergedList = field == "podIPs" || field == "hostIPs"
      // These lists merge by address, so an address that is gone has to be replaced expressly.
      if isMergedList, let addresses = value.array, !(old[field]?.array ?? []).isEmpty {
        status[field] = .array([["$patch": "replace"]] + addresses)
      } else {
        status[field] = value
      }
    }
    let conditions = self.conditions(old["conditions"]?.array ?? [], new["conditions"]?.array ?? [])
    if !conditions.isEmpty { status["conditions"] = .array(conditions) }
    if status.isEmpty { return nil }
    return ["metadata": ["uid": .string(uid)], "status": .object(status)]
  }

  private static func conditions(_ old: [Value], _ new: [Value]) -> [Value] {
    // What is over, of those that come and go.
    let ended = old.filter { before in
      PodResize.conditionTypes.contains(before["type"]?.string ?? "") && !new.contains { $0["type"] == before["type"] }
    }
    let deletions: [Value] = ended.map { ["$patch": "delete", "type": $0["type"] ?? .null] }
    return deletions + new.compactMap { condition -> Value? in
      guard let before = old.first(where: { $0["type"] == condition["type"] }) else { return condition }
      var change = condition
      for field in ["reason", "message"] where condition[field] == nil && before[field] != nil { change[field] = .null }
      let isSame = ["status", "reason", "message", "observedGeneration"].allSatisfy { before[$0] == condition[$0] }
      // Spelled out: in a conditional expression `nil` would be the JSON null.
      if isSame { return Optional.none }
      return change
    }
  }
}
