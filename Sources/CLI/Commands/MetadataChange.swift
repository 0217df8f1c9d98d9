import APIMachinery
import Client

/// Sets and removes labels or annotations: what `label` and `annotate` share.
struct MetadataChange {
  enum Kind: String { case labels, annotations }

  /// The changes that arguments such as `app=web` and `tier-` ask for.
  struct Edits: Equatable {
    var set: [String: String] = [:]
    var remove: Set<String> = []
  }

  let kind: Kind
  let options: MetadataChangeOptions

  func run(_ arguments: [String], _ session: ClusterSession) async throws {
    let (resources, edits) = try Self.split(arguments)
    if !options.list, edits == Edits() {
      throw CommandFailure("at least one \(kind == .labels ? "label" : "annotation") update is required")
    }
    if options.resourceVersion != nil, options.all || !options.selection.selector.isEmpty {
      throw CommandFailure("--resource-version may only be used with a single resource")
    }
    var request = ObjectSelection(takesWholeTypes: options.all, verb: kind == .labels ? "label" : "annotate")
    request.arguments = resources
    request.manifests = options.files.paths.isEmpty ? [] : try await options.files.read(session.environment)
    (request.labelSelector, request.fieldSelector) = (options.selection.selector, options.selection.fieldSelector)
    request.allNamespaces = options.selection.allNamespaces
    let printer = try await options.output.printer(session.environment)
    let found = options.local.isLocal
      ? try await options.local.locate(options.files, arguments: resources, session) : try await session.locate(request)
    for located in found {
      if options.local.isLocal, !options.list {
        let changed = MergePatch.apply(["metadata": [kind.rawValue: .object(Self.fields(edits))]], to: located.object)
        try await printer.report(kind == .labels ? "labeled" : "annotated", changed, located.address, dryRun: options.dryRun.dryRun)
        continue
      }
      if options.list {
        let map = kind == .labels ? located.object.labels : located.object.annotations
        for (key, value) in map.sorted(by: { $0.key < $1.key }) { try await session.console.line("\(key)=\(value)") }
        continue
      }
      try await change(located, edits, session, printer)
    }
  }

  private func change(_ located: LocatedObject, _ edits: Edits, _ session: ClusterSession, _ printer: ObjectPrinter) async throws {
    let current = kind == .labels ? located.object.labels : located.object.annotations
    if !options.overwrite {
      for (key, value) in edits.set.sorted(by: { $0.key < $1.key }) {
        if let existing = current[key], existing != value {
          throw CommandFailure(
            kind == .labels
              ? "'\(key)' already has a value (\(existing)), and --overwrite is false"
              : "--overwrite is false but found the following declared annotation(s): '\(key)' already has a value (\(existing))")
        }
      }
    }
    if kind == .labels, printer.format.isHuman {
      for key in edits.remove.sorted() where current[key] == nil { try await session.console.line("label \"\(key)\" not found.") }
    }
    let action = Self.action(kind, current, edits)
    var patch: Value = ["metadata": [kind.rawValue: .object(Self.fields(edits))]]
    if let version = options.resourceVersion { patch[path: "metadata", "resourceVersion"] = .string(version) }
    if options.dryRun.dryRun == .client || !action.isChange {
      return try await printer.report(action.text, located.object, located.address, dryRun: options.dryRun.dryRun)
    }
    let manager = options.manager.fieldManager ?? (kind == .labels ? "kctl-label" : "kctl-annotate")
    let changed = try await session.patch(
      located.address, .merge(patch), WriteFlags(isServerDryRun: options.dryRun.dryRun == .server, fieldManager: manager))
    try await printer.report(action.text, changed, located.address, dryRun: options.dryRun.dryRun)
  }

  private static func fields(_ edits: Edits) -> Object {
    var fields = Object()
    for (key, value) in edits.set.sorted(by: { $0.key < $1.key }) { fields[key] = .string(value) }
    for key in edits.remove.sorted() { fields[key] = .null }
    return fields
  }

  private static func action(_ kind: Kind, _ current: [String: String], _ edits: Edits) -> (text: String, isChange: Bool) {
    let sets = edits.set.contains { current[$0.key] != $0.value }
    let removes = edits.remove.contains { current[$0] != nil }
    if kind == .annotations { return ("annotated", sets || removes) }
    if sets { return ("labeled", true) }
    return removes ? ("unlabeled", true) : ("not labeled", false)
  }

  /// Splits `pods web app=web tier-` after the last argument that is no edit.
  static func split(_ arguments: [String]) throws(CommandFailure) -> (resources: [String], edits: Edits) {
    let resources = Array(arguments.prefix { !$0.contains("=") && !$0.hasSuffix("-") })
    var edits = Edits()
    for argument in arguments.dropFirst(resources.count) {
      if let equals = argument.firstIndex(of: "="), equals > argument.startIndex {
        edits.set[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
      } else if argument.hasSuffix("-"), argument.count > 1 {
        edits.remove.insert(String(argument.dropLast()))
      } else {
        throw CommandFailure("all resources must be specified before label changes: \(argument)")
      }
    }
    for key in edits.remove where edits.set[key] != nil {
      throw CommandFailure("can not both modify and remove a label in the same command")
    }
    return (resources, edits)
  }
}
