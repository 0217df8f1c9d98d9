/// What differs between two states of an object, in the fields of each version that somebody's entry is written in.
struct VersionedComparison {
  /// In the writer's version.
  let own: FieldComparison
  private var others: [String: FieldComparison] = [:]

  init(_ old: Value?, _ new: Value, _ machine: ServerSideApply, versions: [String]) {
    own = FieldComparison(old, new, topology: machine.topology, typeName: machine.typeName)
    guard let reading = machine.reading else { return }
    for version in Set(versions) where version != machine.apiVersion {
      guard let new = reading(new, version), new.typeName != machine.typeName else { continue }
      let old = old.flatMap { reading($0, version)?.object }
      others[version] = FieldComparison(old, new.object, topology: machine.topology, typeName: new.typeName)
    }
  }

  var isOfOneForm: Bool { others.isEmpty }

  /// Versions of the same form, and those that nobody knows any more, are compared in the writer's.
  subscript(apiVersion: String) -> FieldComparison { others[apiVersion] ?? own }
}
