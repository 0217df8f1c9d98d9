import APIMachinery
import Client
import GitOps

/// What would be done, or was, as JSON.
///
/// ```json
/// {"kind":"Plan","apiVersion":"kctl.dev/v1alpha1","base":"<commit>","commit":"<the new one>","problems":["…"],
///  "conflicts":[{"object":"Deployment.apps web","field":"spec.replicas","wanted":3,"found":7,"message":"…"}],
///  "items":[{"operation":{…},"outcome":{…}}]}
/// ```
struct Plan: Sendable {
  var proposal: Proposal
  var conflicts: [RevertEdit.Conflict] = []
  /// What is done about each object when it drifts away, where that is asked.
  var policies: [DriftPolicy]?
  /// The commit of `main` that it was worked out for.
  var base: String?
  /// The commit that did it; nil when nothing was done.
  var commit: String?

  var isRefused: Bool { !proposal.refusals.isEmpty || !conflicts.isEmpty }

  func value(showsUnchanged: Bool) -> Value {
    var items: [Value] = []
    for (position, (operation, outcome)) in zip(proposal.operations, proposal.outcomes).enumerated() {
      if !showsUnchanged {
        if case .unchanged = outcome { continue }
        if case .absent = outcome { continue }
      }
      var item: Value = ["operation": BatchWire.value(operation), "outcome": BatchWire.value(outcome)]
      if let policies { item["policy"] = .string(policies[position].rawValue) }
      items.append(item)
    }
    var value: Value = [
      "kind": "Plan", "apiVersion": "kctl.dev/v1alpha1", "items": .array(items), "problems": .array(proposal.problems.map { .string($0) }),
      "conflicts": .array(conflicts.map { conflict in
        var value: Value = ["object": .string(conflict.object), "field": .string(conflict.field), "message": .string(conflict.message)]
        if let wanted = conflict.wanted { value["wanted"] = wanted }
        if let found = conflict.found { value["found"] = found }
        return value
      }),
    ]
    if let base { value["base"] = .string(base) }
    if let commit { value["commit"] = .string(commit) }
    return value
  }
}
