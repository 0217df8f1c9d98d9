import Basics

extension ServerSideApply {
  /// `new` with its `managedFields` brought up to date after a create (`live` nil), update or patch: the writer takes what it
  /// changed, everyone loses what changed under them or is gone.
  ///
  /// An object whose managedFields a client has emptied (`[{}]`) stays untracked until its first apply.
  public func trackUpdate(from live: Value?, to new: Value, by writer: Writer) -> Value {
    var result = new
    guard var entries = startingEntries(live, new, writer) else {
      result.setManagedFields([])
      return result
    }
    let comparisons = comparisons(live, new, entries)
    let comparison = comparisons.own
    if comparison.isSame {
      if let live, !new.sendsManagedFields || !writer.subresource.isEmpty {
        result[path: "metadata", "managedFields"] = live["metadata"]?["managedFields"]
      } else {
        result.setManagedFields(entries.inOrder)
      }
      return result
    }
    if let position = ownEntryHolding(comparisons, writer, entries) {
      entries[position].time = writer.time.rfc3339
    } else {
      entries = entries.releasing(comparisons)
      if !comparison.changed.isEmpty { take(comparison.changed, writer, &entries) }
    }
    result.setManagedFields(entries.capped().inOrder)
    return result
  }

  /// Where the writer's entry stands, when all that has changed is the writer's already and nobody else's: then no set changes.
  private func ownEntryHolding(_ comparisons: VersionedComparison, _ writer: Writer, _ entries: [ManagedFieldsEntry]) -> Int? {
    let comparison = comparisons.own
    guard comparisons.isOfOneForm, comparison.removed.isEmpty else { return nil }
    let own = entry(of: writer, FieldSet())
    guard let position = entries.firstIndex(where: { $0.isSameManager(as: own) }), entries[position].fields.isSuperset(of: comparison.changed)
    else { return nil }
    let isAlone = entries.indices.allSatisfy { $0 == position || entries[$0].fields.isDisjoint(with: comparison.changed) }
    return isAlone ? position : nil
  }

  private func entry(of writer: Writer, _ fields: FieldSet) -> ManagedFieldsEntry {
    ManagedFieldsEntry(
      manager: writer.manager, operation: .update, apiVersion: apiVersion, time: writer.time.rfc3339, subresource: writer.subresource,
      fields: fields)
  }

  private func take(_ fields: FieldSet, _ writer: Writer, _ entries: inout [ManagedFieldsEntry]) {
    var own = entry(of: writer, fields)
    if let position = entries.firstIndex(where: { $0.isSameManager(as: own) }) {
      own.fields = entries.remove(at: position).fields.union(fields)
    }
    entries.append(own)
  }

  /// The entries to go from; nil when the object isn't tracked. What a client sends counts on the main resource only, and an
  /// empty list doesn't: clients that know nothing of managedFields must not delete them.
  private func startingEntries(_ live: Value?, _ new: Value, _ writer: Writer) -> [ManagedFieldsEntry]? {
    let isMainResource = writer.subresource.isEmpty
    if isMainResource, new.resetsManagedFields { return live == nil ? [] : nil }
    let sent = isMainResource ? new.managedFields : []
    let entries = sent.isEmpty ? live?.managedFields ?? [] : sent
    return entries.isEmpty && live != nil ? nil : entries
  }

  // MARK: client-side apply

  /// The annotation in which kubectl's client-side apply keeps the object as it was applied last, whole.
  public static let lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration"

  /// The fields that `kubectl apply` without `--server-side` set last, where they still have the value it gave them.
  func lastApplied(_ live: Value) -> FieldSet {
    guard let text = live.annotations[Self.lastAppliedAnnotation], let config = try? JSON.decode(text),
      let fields = try? TypedMerge(topology: topology).fieldSet(of: config, typeName: typeName)
    else { return FieldSet() }
    let merged = TypedMerge(topology: topology).merge(live, config, .named(typeName))
    return fields.subtracting(FieldComparison(live, merged, topology: topology, typeName: typeName).changed)
  }

  /// Keeps the annotation true where it is there, so that going back to client-side apply works.
  func updateLastApplied(_ result: inout Value, _ config: Value, _ writer: Writer) {
    guard writer.manager == "kubectl", writer.subresource.isEmpty, result.annotations[Self.lastAppliedAnnotation] != nil else { return }
    var applied = config
    applied[path: "metadata", "annotations", Self.lastAppliedAnnotation] = nil
    result[path: "metadata", "annotations", Self.lastAppliedAnnotation] = .string(JSON.text(applied) + "\n")
  }

  /// Turns the entries that client-side apply left into the one of server-side apply (what kubectl does before its first
  /// `--server-side`), so that fields dropped from the configuration later are removed.
  public static func upgradeFromClientSideApply(
    _ object: Value, managers: Set<String> = ["kubectl-client-side-apply", "before-first-apply"], to manager: String = "kubectl"
  ) -> Value {
    var entries = object.managedFields
    let old = entries.filter { managers.contains($0.manager) && $0.operation == .update && $0.subresource.isEmpty }
    guard let first = old.first else { return object }
    entries.removeAll { old.contains($0) }
    var upgraded = ManagedFieldsEntry(
      manager: manager, operation: .apply, apiVersion: first.apiVersion, time: first.time, fields: FieldSet())
    if let position = entries.firstIndex(where: { $0.isSameManager(as: upgraded) }) { upgraded = entries.remove(at: position) }
    upgraded.fields = old.reduce(upgraded.fields) { $0.union($1.fields) }
      .removing(paths: [["f:metadata", "f:annotations", "f:" + lastAppliedAnnotation]])
    var result = object
    result.setManagedFields((entries + [upgraded]).inOrder)
    return result
  }
}

extension Value {
  var sendsManagedFields: Bool { self["metadata"]?["managedFields"]?.array?.isEmpty == false }
}
