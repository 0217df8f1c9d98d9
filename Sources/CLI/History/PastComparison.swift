import APIMachinery

/// `kctl diff REV1..REV2`: what differs between two points of the past, object by object and field by field.
struct PastComparison: Sendable {
  let session: ClusterSession
  let allNamespaces: Bool
  let output: String

  /// True when something differs. `at` stands for a range from there to now.
  func run(_ words: [String], at: String?) async throws -> Bool {
    var words = words[...]
    let range: PointRange
    if let at {
      if words.first.map(PointRange.isRange) ?? false { throw CommandFailure("a range and --at exclude each other") }
      range = try PointRange(at + "..", now: session.now)
    } else {
      range = try PointRange(words.popFirst() ?? "", now: session.now)
    }
    let selections = words.isEmpty ? [] : try await session.selections(
      ObjectSelection(arguments: Array(words), allNamespaces: allNamespaces, takesWholeTypes: true, verb: "diff"))
    let (from, to) = (try await session.place(range.from), try await newest(range.to))
    var items: [Value] = []
    for selection in selections.isEmpty ? [ResourceSelection?.none] : selections.map({ $0 }) {
      var query = session.subject(selection, allNamespaces: allNamespaces)
      query.add("from", String(from.revision))
      query.add("to", String(to.revision))
      items += try await session.history("/differences", query)["items"]?.array ?? []
    }
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    let differences = items.map { ObjectChange($0) }.filter { !$0.isEmpty }
    switch printer.format {
    case .human: try await session.console.write(differences.map { $0.text(session.console) }.joined())
    case .name: for difference in differences { try await session.console.line(difference.name) }
    default:
      let list: Value = [
        "kind": "DifferenceList", "apiVersion": "kctl.dev/v1alpha1", "from": .int(Int64(from.revision)), "to": .int(Int64(to.revision)),
        "items": .array(differences.map(\.value)),
      ]
      try await printer.print(list)
    }
    return !differences.isEmpty
  }

  /// A revision of now, so that both ends are ones.
  private func newest(_ point: PointInTime) async throws -> ClusterSession.Place { try await session.place(point) }
}

/// An object that was created, deleted or changed.
struct ObjectChange: Sendable {
  let key: ObjectKey
  let before: Value?
  let after: Value?
  let changes: [FieldChange]

  init(_ value: Value) {
    self.init(key: value["object"].map(HistoryRecord.key) ?? ObjectKey(GroupResource(resource: ""), name: ""), before: value["before"], after: value["after"])
  }

  init(key: ObjectKey, before: Value?, after: Value?) {
    (self.key, self.before, self.after) = (key, before, after)
    changes = FieldChange.between(before, after)
  }

  /// Both versions say the same.
  var isEmpty: Bool { before != nil && after != nil && changes.isEmpty }

  /// `deployments.apps shop/web`
  var name: String { "\(key.resource) \(key.namespace.isEmpty ? "" : key.namespace + "/")\(key.name)" }

  /// Whether the change's values are nobody's to see.
  func hides(_ change: FieldChange) -> Bool { (after ?? before)?.kind == "Secret" && change.path.isSecretData }

  func text(_ console: Console) -> String {
    guard before != nil else { return console.colored("+ \(name) created", .green) + "\n" }
    guard after != nil else { return console.colored("- \(name) deleted", .red) + "\n" }
    return console.colored("~ \(name)", .yellow) + "\n"
      + changes.map { "    " + $0.line(hiding: hides($0)) + "\n" }.joined()
  }

  var value: Value {
    var value: Value = [
      "object": [
        "group": .string(key.resource.group), "resource": .string(key.resource.resource), "namespace": .string(key.namespace),
        "name": .string(key.name),
      ],
      "operation": before == nil ? "create" : after == nil ? "delete" : "update",
    ]
    value["changes"] = .array(changes.map { change in
      let isHidden = hides(change)
      var field: Value = ["field": .string(change.path.description)]
      if let before = change.before { field["before"] = isHidden ? "***" : before }
      if let after = change.after { field["after"] = isHidden ? "***" : after }
      return field
    })
    return value
  }
}
