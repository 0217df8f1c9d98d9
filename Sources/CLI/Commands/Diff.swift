import APIMachinery
import ArgumentParser
import Client

/// kctl diff.
struct Diff: AsyncParsableCommand, DifferenceTelling {
  static let configuration = CommandConfiguration(
    abstract: "Shows what an apply would change, or what changed between two points of the past.",
    discussion: """
      With -f: what applying the manifests would change. With a range, or with --at: what changed, object by object and field by field, \
      of what is named or of the whole cluster.

      The exit code is 0 when nothing would change, 1 when something would, and greater than 1 when an error occurred. \
      KUBECTL_EXTERNAL_DIFF names a program to compare with instead of the built-in one.

      kctl diff -f web.yaml
      kctl diff -f manifests/ -R --prune -l app=web
      kctl diff 4711..4720
      kctl diff 'yesterday..' deployment/web
      kctl diff --at '2 hours ago' deployments -n shop
      """)

  @Argument(help: ArgumentHelp("REV1..REV2, then TYPE, TYPE NAME or TYPE/NAME", valueName: "what"))
  var what: [String] = []
  @OptionGroup var files: FileOptions
  @Flag(help: "Compares with a server-side apply.") var serverSide = false
  @Flag(help: "With --server-side: takes over fields that others own.") var forceConflicts = false
  @OptionGroup var manager: FieldManagerOptions
  @Flag(help: "Compares metadata.managedFields too.") var showManagedFields = false
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only manifests, and with --prune objects, whose labels match.", valueName: "selector"))
  var selector: String = ""
  @Flag(help: "Shows what apply --prune would delete, too.") var prune = false
  @Option(help: ArgumentHelp("With --prune: considers only this type, as group/version/Kind or core/v1/Kind. May be repeated.", valueName: "type"))
  var pruneAllowlist: [String] = []
  @Option(help: ArgumentHelp("Objects are compared one after the other.", visibility: .hidden)) var concurrency: Int = 1
  @OptionGroup var point: PointInTimeOptions
  @Flag(name: [.customShort("A"), .long], help: "Looks in all namespaces.") var allNamespaces = false
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("With a range: how to print.", valueName: "json|yaml|name"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    if files.paths.isEmpty, point.at != nil || what.first.map(PointRange.isRange) ?? false { return try await comparePoints() }
    guard what.isEmpty else { throw CommandFailure("name a range such as 4711..4720, or a point with --at, to see what changed", exitCode: 2) }
    guard point.at == nil else { throw CommandFailure("--at compares with the past; it doesn't go with -f", exitCode: 2) }
    guard !files.paths.isEmpty else { throw CommandFailure("must specify one of -f and -k", exitCode: 2) }
    if try await differs() { throw CommandFailure.silent(exitCode: 1) }
  }

  private func comparePoints() async throws {
    let comparison = PastComparison(session: try await cluster.session(), allNamespaces: allNamespaces, output: output)
    if try await comparison.run(what, at: point.at) { throw CommandFailure.silent(exitCode: 1) }
  }

  private func differs() async throws -> Bool {
    let session = try await cluster.session()
    let manifests = try await files.read(session.environment, selector: selector)
    let isKctl = serverSide ? false : try await session.offersTransactions()
    var pairs: [DiffPair] = []
    let items = try await ApplyPlan.items(manifests, session)
    for item in items {
      let live = try await session.find(item.address)
      let merged = try await merged(item, live, session, isServerSide: serverSide || isKctl, forces: forceConflicts || !serverSide)
      pairs.append(
        DiffPair(
          name: Self.fileName(item.address), live: live.map { text($0, comparedWith: merged, side: "before") } ?? "",
          merged: text(merged, comparedWith: live ?? .null, side: "after")))
    }
    if prune {
      let selection = PruneSelection(
        session: session, labelSelector: selector, allowlist: pruneAllowlist, fieldManager: manager.fieldManager ?? "kctl")
      for pruned in try await selection.addresses(besides: items) {
        pairs.append(DiffPair(name: Self.fileName(pruned.address), live: text(pruned.object, comparedWith: .null, side: "before"), merged: ""))
      }
    }
    return try await DiffPrinter(session: session).print(pairs.filter { $0.live != $0.merged })
  }

  private func merged(
    _ item: ApplyPlan.Item, _ live: Value?, _ session: ClusterSession, isServerSide: Bool, forces: Bool
  ) async throws -> Value {
    var flags = WriteFlags(isServerDryRun: true, fieldManager: manager.fieldManager ?? "kctl")
    if isServerSide {
      flags.forcesConflicts = forces
      return try await session.patch(item.address, .apply(item.object), flags)
    }
    guard let live else {
      return try await session.create(LastApplied.annotated(item.object), item.address.resource, namespace: item.address.namespace, flags)
    }
    let patch = ClassicApply.patch(
      original: LastApplied.read(live), modified: LastApplied.annotated(item.object), current: live, item.address.resource)
    return patch.body.object?.isEmpty ?? true ? live : try await session.patch(item.address, patch, flags)
  }

  private func shown(_ object: Value) -> Value {
    var shown = showManagedFields ? object : object.withoutManagedFields
    // These say when the comparison was made, not what would change.
    if shown[path: "metadata", "resourceVersion"] != nil { shown[path: "metadata", "resourceVersion"] = nil }
    return shown
  }

  /// Secret values are not shown, only whether they differ.
  private func text(_ object: Value, comparedWith other: Value, side: String) -> String {
    var object = shown(object)
    if object.kind == "Secret" {
      func hidden(_ value: Value, _ before: Value?) -> Value { .string(before != nil && before != value ? "*** (\(side))" : "***") }
      for field in ["data", "stringData"] {
        guard let values = object[field]?.object else { continue }
        object[field] = .object(Object(values.map { ($0.key, hidden($0.value, other[field]?[$0.key])) }))
      }
      let copy = ["metadata", "annotations", LastApplied.annotation]
      if let value = object[path: copy] { object[path: copy] = hidden(value, other[path: copy]) }
    }
    return YAML.text(object, sortKeys: true)
  }

  private static func fileName(_ address: ObjectAddress) -> String {
    let group = address.resource.group.isEmpty ? "" : address.resource.group + "."
    return "\(group)\(address.resource.version).\(address.resource.kind).\(address.namespace ?? "").\(address.name)"
  }
}
