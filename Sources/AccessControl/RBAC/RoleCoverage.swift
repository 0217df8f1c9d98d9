/// Whether some permissions include others: what keeps a grant from giving more than the one who makes it holds.
public enum RoleCoverage {
  /// The parts of `wanted` that `held` doesn't include, put together again by what they share; empty when all is held.
  public static func missing(_ wanted: [RoleRule], from held: [RoleRule]) -> [RoleRule] {
    var parts: [RoleRule] = []
    for part in wanted.flatMap(single) where !parts.contains(part) {
      if !held.contains(where: { covers($0, part) }) { parts.append(part) }
    }
    return compacted(parts)
  }

  /// One rule for each verb of each resource of each group and name, and for each verb of each path.
  private static func single(_ rule: RoleRule) -> [RoleRule] {
    var parts: [RoleRule] = []
    for group in rule.apiGroups {
      for resource in rule.resources {
        for verb in rule.verbs {
          if rule.resourceNames.isEmpty {
            parts.append(RoleRule(verbs: [verb], apiGroups: [group], resources: [resource]))
          } else {
            parts += rule.resourceNames.map {
              RoleRule(verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: [$0])
            }
          }
        }
      }
    }
    for path in rule.nonResourceURLs { parts += rule.verbs.map { RoleRule(verbs: [$0], nonResourceURLs: [path]) } }
    return parts
  }

  private static func covers(_ held: RoleRule, _ part: RoleRule) -> Bool {
    func all(_ wanted: [String], in allowed: [String]) -> Bool { allowed.contains("*") || wanted.allSatisfy(allowed.contains) }
    guard all(part.verbs, in: held.verbs) else { return false }
    guard part.nonResourceURLs.isEmpty else {
      return part.nonResourceURLs.allSatisfy { path in
        held.nonResourceURLs.contains { $0 == path || RoleRule.path(path, matches: $0) }
      }
    }
    let names = held.resourceNames.isEmpty || (!part.resourceNames.isEmpty && part.resourceNames.allSatisfy(held.resourceNames.contains))
    return names && all(part.apiGroups, in: held.apiGroups)
      && part.resources.allSatisfy { resource in
        held.resources.contains("*") || held.resources.contains(resource)
          || (resource.firstIndex(of: "/").map { held.resources.contains("*" + resource[$0...]) } ?? false)
      }
  }

  /// Rules that differ in their verbs alone, as one.
  private static func compacted(_ parts: [RoleRule]) -> [RoleRule] {
    var result: [RoleRule] = []
    for part in parts {
      let place = result.firstIndex {
        $0.apiGroups == part.apiGroups && $0.resources == part.resources && $0.resourceNames == part.resourceNames
          && $0.nonResourceURLs == part.nonResourceURLs
      }
      if let place { result[place].verbs += part.verbs } else { result.append(part) }
    }
    return result
  }
}
