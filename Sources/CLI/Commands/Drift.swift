import APIMachinery
import ArgumentParser
import Client

/// kctl drift: where the cluster is no longer what main says.
struct Drift: AsyncParsableCommand, DifferenceTelling {
  static let configuration = CommandConfiguration(
    abstract: "Shows where the cluster is no longer what main says, by whom and since when.",
    discussion: """
      Defaults, and fields that main doesn't speak of, are no drift. The exit code is 0 when there is none, 1 when there is, 2 when an error \
      occurred.

      An object is reported, unless its manifest, or that of its namespace, has the annotation kctl.dev/drift: correct: then the daemon puts \
      back the fields that the manifest speaks of, and tells so in an Event. What people change through the API is on main as well, and \
      is never drift.

      kctl drift
      kctl drift -o json
      """)

  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  private struct Finding {
    var change: ObjectChange
    var origins: [FieldLocation: HistoryRecord]
    var deletion: HistoryRecord?
    /// `report` or `correct`.
    var policy = "report"
  }

  func run() async throws {
    if try await report() { throw CommandFailure.silent(exitCode: 1) }
  }

  /// True when something has drifted.
  private func report() async throws -> Bool {
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    let plan = try await session.history("/drift", QueryString())
    var findings: [Finding] = []
    var problems = plan["problems"]?.array?.compactMap(\.string) ?? []
    for item in plan["items"]?.array ?? [] {
      guard let change = PlannedChange(item) else { continue }
      if let failure = change.failure { problems.append(failure) }
      guard var finding = try await finding(change, session) else { continue }
      finding.policy = item["policy"]?.string ?? "report"
      findings.append(finding)
    }
    if printer.format.isHuman {
      try await session.console.write(findings.map { Self.text($0, session.console) }.joined())
      if findings.isEmpty, problems.isEmpty { try await session.console.line("No drift: the cluster is what main says.") }
    } else {
      try await printer.print([
        "kind": "Drift", "apiVersion": "kctl.dev/v1alpha1", "items": .array(findings.map(Self.value)),
        "problems": .array(problems.map { .string($0) }),
      ])
    }
    for problem in problems { try await session.console.error("Warning: \(problem)") }
    return !findings.isEmpty
  }

  private func finding(_ change: PlannedChange, _ session: ClusterSession) async throws -> Finding? {
    guard let wanted = change.result, let resource = try? await session.resource(of: change.subject) else { return nil }
    let address = session.address(of: wanted, resource)
    let key = ObjectKey(resource.groupResource, namespace: address.namespace ?? "", name: wanted.name)
    let selection = ResourceSelection.object(resource, name: wanted.name)
    guard let live = try await session.find(address) else {
      var query = session.subject(selection, allNamespaces: false)
      query.add("limit", "1")
      let last = try await session.history("", query)["items"]?.array?.first.map { HistoryRecord($0) }
      return Finding(change: ObjectChange(key: key, before: wanted, after: nil), origins: [:], deletion: last?.operation == "delete" ? last : nil)
    }
    let difference = ObjectChange(key: key, before: wanted, after: live)
    guard !difference.isEmpty else { return nil }
    let blame = try await BlameTracer(session: session).trace(live, selection, namespace: address.namespace)
    return Finding(change: difference, origins: blame.origins, deletion: nil)
  }

  private static func text(_ finding: Finding, _ console: Console) -> String {
    guard finding.change.after != nil else {
      let by = finding.deletion.map { ": deleted by \($0.user) at \($0.time)" } ?? ""
      return console.colored("- \(finding.change.name) is missing\(by)", .red) + " [\(finding.policy)]\n"
    }
    return console.colored("~ \(finding.change.name)", .yellow) + " [\(finding.policy)]\n"
      + finding.change.changes.map { change in
        let origin = origin(change, finding).map { " (by \($0.user), \($0.fieldManager.isEmpty ? $0.clientName : $0.fieldManager), since \($0.time))" } ?? ""
        return "    \(change.line(hiding: finding.change.hides(change)))\(origin)\n"
      }.joined()
  }

  /// Who set the field, or something in it.
  private static func origin(_ change: FieldChange, _ finding: Finding) -> HistoryRecord? {
    if let origin = finding.origins[change.path] { return origin }
    return finding.origins.filter { $0.key.description.hasPrefix(change.path.description) }.map(\.value).max { $0.revision < $1.revision }
  }

  private static func value(_ finding: Finding) -> Value {
    var value = finding.change.value
    value["operation"] = finding.change.after == nil ? "missing" : "changed"
    value["changes"] = .array(finding.change.changes.map { change in
      var field: Value = ["field": .string(change.path.description)]
      let isHidden = finding.change.hides(change)
      if let wanted = change.before { field["main"] = isHidden ? "***" : wanted }
      if let live = change.after { field["live"] = isHidden ? "***" : live }
      if let origin = origin(change, finding) {
        (field["user"], field["since"]) = (.string(origin.user), .string(origin.time))
        field["fieldManager"] = .string(origin.fieldManager)
      }
      return field
    })
    value["policy"] = .string(finding.policy)
    if let deletion = finding.deletion { (value["user"], value["since"]) = (.string(deletion.user), .string(deletion.time)) }
    return value
  }
}
