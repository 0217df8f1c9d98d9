import APIMachinery
import ArgumentParser

/// kctl rollback: an object, a namespace or everything as it was on main at another time, as a new commit.
struct Rollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts objects, a namespace or everything back to what was on main at another time.",
    discussion: """
      What was asked for then is asked for again, in a new commit on main: history is never rewritten, and a rollback can be rolled back. \
      Objects that were created since are deleted, deleted ones come back. What would happen is shown first; with --dry-run nothing else \
      is done.

      kctl rollback deployment/web --to 4711
      kctl rollback -n shop --to '1 hour ago' --dry-run
      kctl rollback --all --to 140237c
      """)

  @Argument(help: ArgumentHelp("TYPE, TYPE NAME or TYPE/NAME ...", valueName: "resource"))
  var resources: [String] = []
  @Option(help: ArgumentHelp("The point to go back to.", valueName: "point")) var to: String
  @Flag(help: "Rolls back everything that is on main.") var all = false
  @OptionGroup var options: TakeBackOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let place = try await session.place(PointInTime(to, now: session.now))
    var body: Value = ["to": .int(Int64(clamping: place.revision))]
    var named: [ResourceSelection] = []
    if all {
      guard resources.isEmpty, !session.namespaceIsExplicit else { throw CommandFailure("--all excludes resources and --namespace") }
      body["all"] = true
    } else if !resources.isEmpty {
      let selections = try await session.selections(ObjectSelection(arguments: resources, takesWholeTypes: true, verb: "rollback"))
      body["objects"] = .array(selections.map { Self.object($0, session) })
      named = selections
    } else if session.namespaceIsExplicit {
      body["namespace"] = .string(session.namespace)
    } else {
      throw CommandFailure("say what to roll back: objects (TYPE/NAME), a namespace (-n NAME) or everything (--all)")
    }
    try await TakeBack(session: session, options: options).run("/rollback", body, done: "rolled back") {
      for selection in named { try await Self.expectKnown(selection, session) }
    }
  }

  /// Where nothing would change, a name that was mistyped must not look like an object that is as it was.
  private static func expectKnown(_ selection: ResourceSelection, _ session: ClusterSession) async throws {
    guard case .object(let resource, let name) = selection else { return }
    let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: name)
    do { _ = try await session.get(address) } catch let error as StatusError where error.reason == .notFound {
      var query = session.subject(selection, allNamespaces: false)
      query.add("limit", "1")
      guard try await session.history("", query)["items"]?.array?.isEmpty ?? true else { return }
      throw error
    }
  }

  private static func object(_ selection: ResourceSelection, _ session: ClusterSession) -> Value {
    var value: Value = [
      "group": .string(selection.resource.group), "kind": .string(selection.resource.kind),
      "namespace": .string(session.namespace(for: selection.resource) ?? ""),
    ]
    if case .object(_, let name) = selection { value["name"] = .string(name) }
    return value
  }
}

/// kctl revert: takes the changes of one commit back, and keeps what came after it.
struct Revert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes back what one commit changed, as a new commit.",
    discussion: """
      Only the fields that the commit changed are set back; what has been changed after it stays. A field that was changed again since is a \
      conflict: all conflicts are shown, and nothing is done, unless --force sets them back too. A commit of live stands for the \
      commit of main that it took in.

      kctl revert 140237c
      kctl revert main~2 --dry-run
      """)

  @Argument(help: ArgumentHelp("The commit, as 'kctl log' shows it.", valueName: "commit")) var commit: String
  @Flag(help: "Sets back what has been changed since, too.") var force = false
  @OptionGroup var options: TakeBackOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    try await TakeBack(session: session, options: options).run("/revert", ["commit": .string(commit), "force": .bool(force)], done: "reverted")
  }
}

/// The options of what takes changes back.
struct TakeBackOptions: ParsableArguments {
  @OptionGroup var dryRunOptions: DryRunOptions
  @Option(name: [.customShort("m", allowingJoined: true), .long], help: ArgumentHelp("The commit's message.", valueName: "text"))
  var message: String?
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("How to print.", valueName: "json|yaml|jsonpath=…"))
  var output: String = ""

  init() {}

  /// Either kind: what would happen is found out by the server.
  var dryRun: Bool { dryRunOptions.dryRun != .none }
}

/// Shows what taking changes back would do, and does it.
struct TakeBack: Sendable {
  let session: ClusterSession
  let options: TakeBackOptions

  /// `whenIdle` is asked where nothing would change, and may object.
  func run(_ path: String, _ body: Value, done: String, whenIdle: () async throws -> Void = {}) async throws {
    let printer = try await ObjectPrinter(OutputFormat(options.output), environment: session.environment)
    var body = body
    if let message = options.message { body["message"] = .string(message) }
    // First without effect: what it does can only be shown beside what is there before.
    body["dryRun"] = true
    let plan = try await ask(path, body)
    let report = try await report(plan)
    if printer.format.isHuman { try await session.console.write(report.text(session.console)) }
    guard !report.isRefused else {
      if !printer.format.isHuman { try await printer.print(report.value) }
      throw CommandFailure("nothing was changed")
    }
    if report.items.isEmpty, plan["items"]?.array?.isEmpty ?? true {
      try await whenIdle()
      if printer.format.isHuman { return try await session.console.line("Nothing to do: it is all as it was.") }
      return try await printer.print(report.value)
    }
    var result = report.value
    result["dryRun"] = .bool(options.dryRun)
    if !options.dryRun {
      body["dryRun"] = false
      let outcome = try await ask(path, body)
      guard let commit = outcome["commit"]?.string else {
        try await session.console.error(try await self.report(outcome).text(session.console).trimmed)
        throw CommandFailure("the cluster has changed meanwhile; nothing was done")
      }
      result["commit"] = .string(commit)
      if printer.format.isHuman { return try await session.console.line("\(done) by commit \(commit.prefix(12))") }
    }
    if printer.format.isHuman { return try await session.console.line("\(done) (dry run)") }
    try await printer.print(result)
  }

  private func ask(_ path: String, _ body: Value) async throws -> Value {
    try await session.call("POST", ClusterSession.historyPath + path, body: body)
  }

  private func report(_ plan: Value) async throws -> PlanReport {
    try await PlanReport(
      (plan["items"]?.array ?? []).compactMap { PlannedChange($0) }, problems: plan["problems"]?.array?.compactMap(\.string) ?? [],
      conflicts: plan["conflicts"]?.array ?? [], session)
  }
}
