extension [ManagedFieldsEntry] {
  public static var updateEntriesMax: Int { 10 }

  /// In the order the API has them: by operation, time, manager, version, subresource.
  var inOrder: [ManagedFieldsEntry] {
    sorted { a, b in
      (a.operation.rawValue, a.time, a.manager, a.apiVersion, a.subresource)
        < (b.operation.rawValue, b.time, b.manager, b.apiVersion, b.subresource)
    }
  }

  /// Folds the oldest updaters of each version into one `ancient-changes`, so that at most ten update entries remain.
  func capped() -> [ManagedFieldsEntry] {
    var excess = self.count { $0.operation == .update } - Self.updateEntriesMax
    guard excess > 0 else { return self }
    var result = self
    let oldest = filter { $0.operation == .update }.sorted { ($0.time, $0.manager) < ($1.time, $1.manager) }
    var firstOfVersion: [String: ManagedFieldsEntry] = [:]
    for entry in oldest where excess > 0 {
      guard let first = firstOfVersion[entry.apiVersion] else { firstOfVersion[entry.apiVersion] = entry; continue }
      var bucket = ManagedFieldsEntry(
        manager: "ancient-changes", operation: .update, apiVersion: entry.apiVersion, time: entry.time,
        fields: entry.fields.union(first.fields))
      result.removeAll { $0 == first || $0 == entry }
      if let existing = result.firstIndex(where: { $0.isSameManager(as: bucket) }) {
        bucket.fields = bucket.fields.union(result.remove(at: existing).fields)
        excess -= 1
      }
      result.append(bucket)
      firstOfVersion[entry.apiVersion] = bucket
      excess -= 1
    }
    return result
  }

  /// Takes what has changed or is gone from every entry, and drops entries that have none left.
  func releasing(_ comparisons: VersionedComparison) -> [ManagedFieldsEntry] {
    compactMap { entry in
      let comparison = comparisons[entry.apiVersion]
      if comparison.isSame { return entry }
      var entry = entry
      entry.fields = entry.fields.subtracting(comparison.changed).subtracting(comparison.removed)
      return entry.fields.isEmpty ? nil : entry
    }
  }
}
