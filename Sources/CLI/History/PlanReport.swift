import APIMachinery
import Client

/// What a plan would do, for people and programs: objects created, changed and deleted with their fields, and the rollouts that would start.
struct PlanReport: Sendable {
  struct Item: Sendable {
    var change: ObjectChange
    /// What else would happen because of it.
    var consequences: [String]
  }

  let items: [Item]
  let problems: [String]
  let conflicts: [Value]

  /// Compares with what is in the cluster now.
  init(_ changes: [PlannedChange], problems: [String], conflicts: [Value] = [], _ session: ClusterSession) async throws {
    var items: [Item] = []
    for change in changes where change.changesSomething {
      let resource = try? await session.resource(of: change.subject)
      let live = try await Self.live(change, resource, session)
      let group = change.subject.groupVersionKind?.group ?? ""
      let key = ObjectKey(
        GroupResource(group: group, resource: resource?.plural ?? change.subject.kind.lowercased()),
        namespace: live?.namespace ?? change.result?.namespace ?? change.subject.namespace, name: change.subject.name)
      // A create has no past, though an object of that name may be on its way out.
      let before: Value? = if case .created = change.outcome { nil } else { live }
      let difference = ObjectChange(key: key, before: before, after: change.result)
      if difference.isEmpty { continue }
      items.append(Item(change: difference, consequences: Self.consequences(before, change.result)))
    }
    self.items = items
    self.problems = problems + changes.compactMap(\.failure)
    self.conflicts = conflicts
  }

  private static func live(_ change: PlannedChange, _ resource: APIResource?, _ session: ClusterSession) async throws -> Value? {
    if case .deleted(let object) = change.outcome { return object }
    guard let resource else { return nil }
    return try await session.find(session.address(of: change.result ?? change.subject, resource))
  }

  private static func consequences(_ before: Value?, _ after: Value?) -> [String] {
    let object = after ?? before ?? .null
    guard ["Deployment", "StatefulSet", "DaemonSet"].contains(object.kind) else {
      return after == nil && object.kind == "Namespace" ? ["everything in the namespace is deleted with it"] : []
    }
    let pods = object.kind == "DaemonSet" ? nil : object[path: "spec", "replicas"]?.int ?? 1
    func count(_ number: Int64?) -> String { number.map { "\($0) pod\($0 == 1 ? "" : "s")" } ?? "a pod on each node" }
    guard let after else { return ["its pods are deleted (\(count(pods)))"] }
    guard let before else { return ["a rollout starts (\(count(pods)))"] }
    if before[path: "spec", "template"] != after[path: "spec", "template"] { return ["a rollout starts (\(count(pods)))"] }
    guard let old = before[path: "spec", "replicas"]?.int, let new = pods, old != new else { return [] }
    return ["it is scaled from \(old) to \(count(new))"]
  }

  var isRefused: Bool { !problems.isEmpty || !conflicts.isEmpty }

  func text(_ console: Console) -> String {
    var text = ""
    for item in items {
      text += item.change.text(console)
      for consequence in item.consequences { text += "    " + console.colored("→ " + consequence, .cyan) + "\n" }
    }
    for conflict in conflicts {
      let field = conflict["field"]?.string ?? ""
      var line = "! conflict: \(conflict["object"]?.string ?? "")\(field.isEmpty ? "" : " " + field): \(conflict["message"]?.string ?? "")"
      if !field.isEmpty {
        func shown(_ value: Value?) -> String { value.map { String(decoding: JSON.encode($0), as: UTF8.self) } ?? "(unset)" }
        line += " (is \(shown(conflict["found"])), would become \(shown(conflict["wanted"])))"
      }
      text += console.colored(line, .red) + "\n"
    }
    for problem in problems { text += console.colored("! " + problem, .red) + "\n" }
    return text
  }

  var value: Value {
    [
      "kind": "Plan", "apiVersion": "kctl.dev/v1alpha1",
      "items": .array(items.map { item in
        var value = item.change.value
        if !item.consequences.isEmpty { value["consequences"] = .array(item.consequences.map { .string($0) }) }
        return value
      }),
      "problems": .array(problems.map { .string($0) }), "conflicts": .array(conflicts),
    ]
  }
}
