import APIMachinery

/// Rules of access taken apart for a table: one row for each resource or path, in kubectl's order; verbs of one row's like are put together.
struct PolicyRuleRows {
  let rows: [[String]]

  init(_ rules: [Value]) {
    var merged: [(key: [String], verbs: [String])] = []
    func add(_ group: String, _ resource: String, _ url: String, _ rule: Value) {
      let names = Self.list(Self.strings(rule["resourceNames"]))
      let key = [group, resource, url, names]
      let verbs = Self.strings(rule["verbs"])
      if let position = merged.firstIndex(where: { $0.key == key }), !resource.isEmpty {
        merged[position].verbs += verbs.filter { !merged[position].verbs.contains($0) }
      } else {
        merged.append((key, verbs))
      }
    }
    for rule in rules {
      for group in Self.strings(rule["apiGroups"]) { for resource in Self.strings(rule["resources"]) { add(group, resource, "", rule) } }
      for url in Self.strings(rule["nonResourceURLs"]) { add("", "", url, rule) }
    }
    let keyed = merged.map { row in (row: row, order: "\(Self.list(row.verbs)) [\(row.key[0])] [\(row.key[1])] \(row.key[3]) [\(row.key[2])]") }
    rows = keyed.sorted { $0.order < $1.order }.map { entry in
      let (group, resource, url) = (entry.row.key[0], entry.row.key[1], entry.row.key[2])
      return [Self.name(resource, group), url.isEmpty ? "[]" : "[\(url)]", entry.row.key[3], Self.list(entry.row.verbs)]
    }
  }

  /// `deployments.apps/status`: the group stands before the part.
  private static func name(_ resource: String, _ group: String) -> String {
    guard !group.isEmpty, !resource.isEmpty else { return resource }
    let parts = resource.split(separator: "/", maxSplits: 1).map(String.init)
    return parts.count == 2 ? "\(parts[0]).\(group)/\(parts[1])" : "\(resource).\(group)"
  }

  private static func strings(_ value: Value?) -> [String] { value?.array?.compactMap(\.string) ?? [] }
  private static func list(_ words: [String]) -> String { "[\(words.joined(separator: " "))]" }
}
