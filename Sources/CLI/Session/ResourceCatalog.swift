import APIMachinery

/// What the server offers, and the names people call it by.
struct ResourceCatalog: Sendable {
  /// In the server's order of preference: core first, then groups, the preferred version of each first.
  let resources: [APIResource]

  init(_ resources: [APIResource]) { self.resources = resources }

  /// Reads `po`, `pods`, `Pod`, `deployments.apps`, `deployments.v1.apps`. nil when there is no such resource.
  func resource(named argument: String) -> APIResource? {
    let parts = argument.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0].lowercased()
    guard parts.count == 2 else { return match(name) { _ in true } }
    let rest = parts[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if rest.count == 2, let exact = match(name, { $0.version == rest[0] && $0.group == rest[1] }) { return exact }
    if let exact = match(name, { $0.version == rest[0] && $0.group.isEmpty && rest.count == 1 }) { return exact }
    return match(name) { $0.group == parts[1] } ?? match(name) { $0.group.hasPrefix(parts[1] + ".") }
  }

  private func match(_ name: String, _ isCandidate: (APIResource) -> Bool) -> APIResource? {
    let candidates = resources.filter(isCandidate)
    return candidates.first { $0.plural == name } ?? candidates.first { $0.singular == name || $0.kind.lowercased() == name }
      ?? candidates.first { $0.shortNames.contains(name) }
  }

  /// The listable resources of a category such as `all`, one version each.
  func resources(inCategory category: String) -> [APIResource] {
    var seen: Set<GroupResource> = []
    return resources.filter {
      $0.categories.contains(category) && $0.verbs.contains("list") && seen.insert($0.groupResource).inserted
    }
  }

  func resource(of kind: GroupVersionKind) -> APIResource? { resources.first { $0.groupVersionKind == kind } }

  func offers(group: String) -> Bool { resources.contains { $0.group == group } }
}
