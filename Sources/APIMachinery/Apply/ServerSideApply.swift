import Basics

/// Field ownership (KEP-555): who set which field, kept in `metadata.managedFields`, and applying a configuration against it.
///
/// Pure functions: the caller reads `live`, decides about admission and defaults, and stores the result.
public struct ServerSideApply: Sendable {
  /// Who writes, and through what.
  public struct Writer: Sendable {
    public var manager: String
    public var subresource: String
    public var time: Timestamp
    public init(manager: String, subresource: String = "", time: Timestamp) {
      (self.manager, self.subresource, self.time) = (manager, subresource, time)
    }
  }

  /// How an object reads in another version, and the root type of that; nil for a version that nobody serves.
  public typealias Reading = @Sendable (_ object: Value, _ apiVersion: String) -> (object: Value, typeName: String)?

  let topology: FieldTopology
  let typeName: String
  let apiVersion: String
  let reading: Reading?

  /// `typeName` is the root type of the objects in `types`; a name that isn't there (a custom resource without a schema) makes
  /// objects merge and lists atomic. `reading` is for kinds whose versions differ in form: each entry of `managedFields` is
  /// judged in the version it was written in.
  public init(types: TypeTable, typeName: String, apiVersion: String, reading: Reading? = nil) {
    topology = FieldTopology(types: types)
    (self.typeName, self.apiVersion, self.reading) = (typeName, apiVersion, reading)
  }

  /// The new state of the object: the configuration merged into `live` (nil: there is none yet), minus what this manager applied
  /// before and nobody wants any more. Returns `live` as it is when nothing changes, ownership included.
  ///
  /// Throws the 409 with a cause for each field that others own with another value, unless `force`; 400 for a configuration
  /// that can't be typed. `resetPaths` are fields that this endpoint doesn't write (`["status"]` for the main resource).
  public func apply(
    _ config: Value, to live: Value?, as writer: Writer, force: Bool = false, resetPaths: [[String]] = []
  ) throws(StatusError) -> Value {
    if let list = config["metadata"]?["managedFields"], !list.isNull { throw .badRequest("metadata.managedFields must be nil") }
    var config = config
    for path in resetPaths where config[path: path] != nil { config[path: path] = nil }
    do throws(Conflict) {
      return try attempt(config, live, writer, force: force)
    } catch {
      if case .invalid(let message) = error { throw .badRequest(message) }
      // The first server-side apply of `kubectl` takes over what its client-side apply had set.
      if writer.manager == "kubectl", let live, error.fields.subtracting(lastApplied(live)).isEmpty {
        do throws(Conflict) { return try attempt(config, live, writer, force: true) } catch { throw error.status }
      }
      throw error.status
    }
  }

  private func attempt(_ config: Value, _ live: Value?, _ writer: Writer, force: Bool) throws(Conflict) -> Value {
    let merge = TypedMerge(topology: topology)
    var own = ManagedFieldsEntry(
      manager: writer.manager, operation: .apply, apiVersion: apiVersion, time: writer.time.rfc3339, subresource: writer.subresource,
      fields: FieldSet())
    do throws(TypedMerge.Invalid) {
      own.fields = try merge.fieldSet(of: config, typeName: typeName)
    } catch {
      let name = config.namespace.isEmpty ? config.name : config.namespace + "/" + config.name
      throw .invalid("failed to create typed patch object (\(name); \(apiVersion), Kind=\(config.kind)): \(error.message)")
    }
    var entries = live.map(entriesBeforeApply) ?? []
    let previous = entries.first { $0.isSameManager(as: own) }
    entries.removeAll { $0.isSameManager(as: own) }

    var result = merge.merge(live, config, .named(typeName))
    if let previous { result = pruning(result, previous, own, entries) }
    let comparisons = comparisons(live, result, entries)
    let comparison = comparisons.own
    if !force {
      let conflicts = entries.map { ($0, $0.fields.intersection(comparisons[$0.apiVersion].changed)) }.filter { !$0.1.isEmpty }
      if !conflicts.isEmpty { throw .conflicts(conflicts) }
    }
    entries = entries.releasing(comparisons)
    if let live, let previous, comparison.isSame, FieldSet(fieldsV1: previous.fields.fieldsV1) == FieldSet(fieldsV1: own.fields.fieldsV1),
      previous.apiVersion == own.apiVersion, !demandsAnother(config, live)
    {
      return live
    }
    if !own.fields.isEmpty { entries.append(own) }
    updateLastApplied(&result, config, writer)
    result.setManagedFields(entries.inOrder)
    return result
  }

  func comparisons(_ live: Value?, _ result: Value, _ entries: [ManagedFieldsEntry]) -> VersionedComparison {
    VersionedComparison(live, result, self, versions: entries.map(\.apiVersion))
  }

  /// Without what the manager applied before and nobody has an opinion on any more. An applier that goes on in a version of another
  /// form leaves what it dropped in the same step; so does one whose fields another manager owns in such a version.
  private func pruning(
    _ merged: Value, _ previous: ManagedFieldsEntry, _ own: ManagedFieldsEntry, _ entries: [ManagedFieldsEntry]
  ) -> Value {
    guard hasOwnForm(previous.apiVersion, merged) else { return merged }
    let kept = entries.filter { hasOwnForm($0.apiVersion, merged) }.reduce(own.fields) { $0.union($1.fields) }
    let pruned = restoringIdentity(
      TypedMerge(topology: topology).prune(merged, .named(typeName), last: previous.fields.root, kept: kept.root), merged)
    let others = entries.filter { !hasOwnForm($0.apiVersion, merged) }
    guard !others.isEmpty else { return pruned }
    let comparisons = comparisons(merged, pruned, others)
    let isWanted = others.contains { !$0.fields.intersection(comparisons[$0.apiVersion].removed).isEmpty }
    return isWanted ? merged : pruned
  }

  /// Whether fields of that version are fields of this one.
  private func hasOwnForm(_ version: String, _ object: Value) -> Bool {
    guard version != apiVersion, let other = reading?(object, version) else { return true }
    return other.typeName == typeName
  }

  /// Names and server-set metadata have no owners, so pruning must not touch them; nothing in `last` names them either.
  private func restoringIdentity(_ pruned: Value, _ merged: Value) -> Value {
    guard pruned["metadata"] == nil, let metadata = merged["metadata"] else { return pruned }
    var result = pruned
    result["metadata"] = metadata
    return result
  }

  /// Whether the configuration is meant for another version of the object or another object: nothing that could be left as it is.
  private func demandsAnother(_ config: Value, _ live: Value) -> Bool {
    !config.resourceVersion.isEmpty && config.resourceVersion != live.resourceVersion || !config.uid.isEmpty && config.uid != live.uid
  }

  /// An object that nobody tracked yet: all it has belongs to `before-first-apply`.
  private func entriesBeforeApply(_ live: Value) -> [ManagedFieldsEntry] {
    let entries = live.managedFields
    guard entries.isEmpty else { return entries }
    let all = FieldComparison(nil, live, topology: topology, typeName: typeName).changed
    return all.isEmpty ? [] : [
      ManagedFieldsEntry(manager: "before-first-apply", operation: .update, apiVersion: apiVersion, time: "", fields: all)
    ]
  }
}

/// Why an apply can't go through.
private enum Conflict: Error {
  case invalid(String)
  case conflicts([(ManagedFieldsEntry, FieldSet)])

  var fields: FieldSet {
    guard case .conflicts(let list) = self else { return FieldSet() }
    return list.reduce(FieldSet()) { $0.union($1.1) }
  }

  var status: StatusError {
    switch self {
    case .invalid(let message): return .badRequest(message)
    case .conflicts(let list):
      let found = list.sorted { $0.0.displayName < $1.0.displayName }.map { (name: $0.0.displayName, paths: $0.1.paths) }
      let causes = found.flatMap { item in
        item.paths.map { StatusError.Cause(reason: "FieldManagerConflict", message: "conflict with \(item.name)", field: $0) }
      }
      let message = causes.count == 1
        ? "Apply failed with 1 conflict: \(causes[0].message): \(causes[0].field)"
        : "Apply failed with \(causes.count) conflicts: "
          + found.flatMap { item in ["conflicts with \(item.name):"] + item.paths.map { "- " + $0 } }.joined(separator: "\n")
      var error = StatusError(409, .conflict, message)
      error.causes = causes
      return error
    }
  }
}
