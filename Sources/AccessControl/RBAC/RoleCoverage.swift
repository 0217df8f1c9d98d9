/// Whether some permissions include others: what keeps a grant from giving more than the one who makes it holds.
public enum RoleCoverage {
  /// Single permissions that are looked at one by one. A role comes from outside, and a few kilobytes of it multiply to millions.
  static let partsMax = 50_000

  /// The parts of `wanted` that `held` doesn't include, put together again by what they share; empty when all is held. What comes to
  /// more parts than can be looked at is missing whole, unless one rule includes it whole.
  public static func missing(_ wanted: [RoleRule], from held: [RoleRule]) -> [RoleRule] {
    let holdings = Holdings(held)
    var missing = MissingParts()
    var budget = partsMax
    for rule in wanted where !holdings.include(rule) {
      let count = self.count(rule)
      guard count <= budget else {
        missing.add(rule)
        continue
      }
      budget -= count
      forEachPart(rule) { if !holdings.include($0) { missing.add($0) } }
    }
    return missing.rules
  }

  /// How many parts a rule comes to; saturates.
  private static func count(_ rule: RoleRule) -> Int {
    func product(_ factors: [Int]) -> Int {
      factors.reduce(1) { total, factor in
        let (result, overflow) = total.multipliedReportingOverflow(by: factor)
        return overflow ? .max : result
      }
    }
    let resources = product([rule.apiGroups.count, rule.resources.count, rule.verbs.count, max(1, rule.resourceNames.count)])
    let (sum, overflow) = resources.addingReportingOverflow(product([rule.nonResourceURLs.count, rule.verbs.count]))
    return overflow ? .max : sum
  }

  /// One rule for each verb of each resource of each group and name, and for each verb of each path.
  private static func forEachPart(_ rule: RoleRule, _ body: (RoleRule) -> Void) {
    for group in rule.apiGroups {
      for resource in rule.resources {
        for verb in rule.verbs {
          let part = RoleRule(verbs: [verb], apiGroups: [group], resources: [resource])
          if rule.resourceNames.isEmpty { body(part) }
          for name in rule.resourceNames {
            var named = part
            named.resourceNames = [name]
            body(named)
          }
        }
      }
    }
    for path in rule.nonResourceURLs {
      for verb in rule.verbs { body(RoleRule(verbs: [verb], nonResourceURLs: [path])) }
    }
  }
}

/// Rules that somebody holds, to be asked what they include.
private struct Holdings {
  private struct Rule {
    let verbs: Set<String>
    let apiGroups: Set<String>
    let resources: Set<String>
    let resourceNames: Set<String>
    let paths: [String]

    init(_ rule: RoleRule) {
      (verbs, apiGroups, resources) = (Set(rule.verbs), Set(rule.apiGroups), Set(rule.resources))
      (resourceNames, paths) = (Set(rule.resourceNames), rule.nonResourceURLs)
    }

    func includes(_ wanted: RoleRule) -> Bool {
      func all(_ wanted: [String], in allowed: Set<String>) -> Bool { allowed.contains("*") || wanted.allSatisfy(allowed.contains) }
      guard all(wanted.verbs, in: verbs) else { return false }
      guard wanted.nonResourceURLs.isEmpty else {
        return wanted.nonResourceURLs.allSatisfy { path in paths.contains { $0 == path || RoleRule.path(path, matches: $0) } }
      }
      let names = resourceNames.isEmpty || (!wanted.resourceNames.isEmpty && wanted.resourceNames.allSatisfy(resourceNames.contains))
      return names && all(wanted.apiGroups, in: apiGroups)
        && wanted.resources.allSatisfy { resource in Holdings.names(of: resource).contains(where: resources.contains) }
    }
  }

  private let rules: [Rule]
  /// Those about a resource, as rules name it.
  private let positions: [String: [Int]]
  private let aboutPaths: [Int]

  init(_ held: [RoleRule]) {
    let rules = held.map(Rule.init)
    var positions: [String: [Int]] = [:]
    for (position, rule) in rules.enumerated() {
      for resource in rule.resources { positions[resource, default: []].append(position) }
    }
    (self.rules, self.positions) = (rules, positions)
    aboutPaths = rules.indices.filter { !rules[$0].paths.isEmpty }
  }

  /// Whether one of the rules includes all of it.
  func include(_ wanted: RoleRule) -> Bool {
    guard wanted.nonResourceURLs.isEmpty else {
      // What is about both is looked at part by part.
      return wanted.resources.isEmpty && aboutPaths.contains { rules[$0].includes(wanted) }
    }
    // A rule of no resource grants nothing.
    guard let first = wanted.resources.first else { return true }
    return Self.names(of: first).contains { positions[$0]?.contains { rules[$0].includes(wanted) } ?? false }
  }

  /// What rules may call a resource, to include it.
  private static func names(of resource: String) -> [String] {
    var names = [resource, "*"]
    if let slash = resource.firstIndex(of: "/") { names.append("*" + resource[slash...]) }
    return names
  }
}

/// Permissions that aren't held: those that differ in their verbs alone are one rule.
private struct MissingParts {
  private(set) var rules: [RoleRule] = []
  private var positions: [RoleRule: Int] = [:]
  private var known: Set<RoleRule> = []

  mutating func add(_ part: RoleRule) {
    guard known.insert(part).inserted else { return }
    var place = part
    place.verbs = []
    if let position = positions[place] {
      rules[position].verbs += part.verbs
    } else {
      positions[place] = rules.count
      rules.append(part)
    }
  }
}
