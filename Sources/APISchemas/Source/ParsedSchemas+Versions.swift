import APIMachinery

extension ParsedSchemas {
  /// Gives each resource that is kept as another what it didn't state itself, and makes those that are wholly another's.
  mutating func resolveVersions() {
    let stored = Dictionary(resources.map { ($0.gvr, $0) }, uniquingKeysWith: { first, _ in first })
    for position in resources.indices {
      guard let storage = resources[position].storage else { continue }
      guard let other = stored[storage] else {
        problems.append("\(resources[position].gvr): there is no \(storage)")
        continue
      }
      resources[position].inherit(from: other)
    }
    let described = Dictionary(resources.map { ($0.gvr, $0) }, uniquingKeysWith: { first, _ in first })
    for (name, storage) in sameResources {
      guard var resource = described[storage] else {
        pendingVersions.append("\(name): there is no \(storage)")
        continue
      }
      (resource.group, resource.version, resource.storage) = (name.group, name.version, resource.storage ?? storage)
      resource.subresources = resource.subresources.map { $0.moved(from: storage.groupVersion, to: name.groupVersion) }
      kinds.append((resource.gvk, resource.typeName))
      resources.append(resource)
    }
    let typeNames = Dictionary(kinds, uniquingKeysWith: { first, _ in first })
    for (kind, other) in sameKinds {
      guard let name = typeNames[other] else {
        pendingVersions.append("\(kind): there is no \(other)")
        continue
      }
      kinds.append((kind, name))
    }
  }
}

extension ResourceDefinition {
  fileprivate mutating func inherit(from other: ResourceDefinition) {
    if columns.isEmpty { columns = other.columns }
    if shortNames.isEmpty { shortNames = other.shortNames }
    if categories.isEmpty { categories = other.categories }
    isNamespaced = other.isNamespaced
    if fieldLabels.allSatisfy({ $0.hasPrefix("metadata.") }) { fieldLabels = other.fieldLabels }
    if subresources.isEmpty {
      subresources = other.subresources.map { $0.moved(from: other.groupVersion, to: groupVersion) }
    }
  }
}

extension SubresourceDefinition {
  /// The same of another version: what takes the object itself takes it in that version.
  fileprivate func moved(from old: GroupVersion, to new: GroupVersion) -> SubresourceDefinition {
    guard kind.groupVersion == old else { return self }
    return SubresourceDefinition(name: name, kind: new.kind(kind.kind), verbs: verbs)
  }
}
