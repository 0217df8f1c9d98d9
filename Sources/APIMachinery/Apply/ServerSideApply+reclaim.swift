extension ServerSideApply {
  /// `live` with the fields that `previous` said and `config` leaves out handed over to the writer alone, so that applying `config` takes
  /// them away: whoever keeps a manifest for the writer has spoken in its name, and now takes it back.
  ///
  /// What was set through a subresource stays its owner's (an autoscaler's replicas), and so do fields in other versions' terms.
  /// `live` as it is when nothing is left out or a configuration can't be typed.
  public func reclaiming(_ previous: Value, leftOutOf config: Value, in live: Value, by writer: Writer) -> Value {
    let merge = TypedMerge(topology: topology)
    guard previous.apiVersion == config.apiVersion, let old = try? merge.fieldSet(of: previous, typeName: typeName),
      let new = try? merge.fieldSet(of: config, typeName: typeName)
    else { return live }
    let leftOut = old.subtracting(new)
    guard !leftOut.isEmpty else { return live }
    var own = ManagedFieldsEntry(
      manager: writer.manager, operation: .apply, apiVersion: apiVersion, time: writer.time.rfc3339, subresource: writer.subresource,
      fields: FieldSet())
    var entries: [ManagedFieldsEntry] = []
    var reclaimed = FieldSet()
    for entry in live.managedFields {
      var entry = entry
      if entry.isSameManager(as: own) {
        own = entry
      } else {
        if entry.subresource.isEmpty, entry.apiVersion == apiVersion {
          reclaimed = reclaimed.union(entry.fields.intersection(leftOut))
          entry.fields = entry.fields.subtracting(leftOut)
        }
        if !entry.fields.isEmpty { entries.append(entry) }
      }
    }
    guard !reclaimed.isEmpty else { return live }
    own.fields = own.fields.union(reclaimed)
    entries.append(own)
    var result = live
    result.setManagedFields(entries)
    return result
  }
}
