import APIMachinery
import Client
import ControllerKit

/// What makes the EndpointSlices that there are those that are wanted, with as few writes as may be.
struct EndpointSliceChanges {
  let wanted: [Value]
  let existing: [Value]
  let namespace: String
  /// Whether annotations are part of what is wanted; else they are left to whoever writes them.
  var managesAnnotations = false

  /// A slice that says what is wanted stays; else one of the same ports and address family is rewritten; else there is a new one.
  var plan: Plan {
    let path = ResourcePath(WellKnown.endpointSlices, namespace: namespace)
    var plan = Plan()
    var unused = existing
    for slice in wanted {
      if let position = unused.firstIndex(where: { content($0) == content(slice) }) {
        unused.remove(at: position)
      } else if let position = unused.firstIndex(where: { Self.isReplaceable($0, by: slice) }) {
        var updated = unused.remove(at: position)
        for field in ["endpoints", "ports"] { updated[field] = slice[field] }
        updated[path: "metadata", "labels"] = slice["metadata"]?["labels"]
        if managesAnnotations { updated[path: "metadata", "annotations"] = slice["metadata"]?["annotations"] }
        plan.add(.update(path, updated))
      } else {
        plan.add(.create(path, slice))
      }
    }
    for slice in unused { plan.add(.delete(path, name: slice.name, DeleteOptions(uid: slice.uid))) }
    return plan
  }

  private func content(_ slice: Value) -> Value {
    [
      "endpoints": slice["endpoints"] ?? [], "ports": slice["ports"] ?? [], "labels": slice["metadata"]?["labels"] ?? [:],
      "annotations": managesAnnotations ? slice["metadata"]?["annotations"] ?? [:] : [:], "addressType": slice["addressType"] ?? "",
    ]
  }

  private static func isReplaceable(_ old: Value, by new: Value) -> Bool {
    (old["ports"] ?? []) == (new["ports"] ?? []) && old["addressType"] == new["addressType"]
  }
}
