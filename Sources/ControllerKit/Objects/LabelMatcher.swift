import APIMachinery

/// A label selector as an object holds it (API reference: LabelSelector, NodeSelectorTerm), ready to match.
public struct LabelMatcher: Sendable, Hashable {
  public enum Rule: Sendable, Hashable {
    case isIn(key: String, Set<String>)
    case isNotIn(key: String, Set<String>)
    case exists(key: String)
    case isAbsent(key: String)
    case isGreater(key: String, Int64)
    case isLess(key: String, Int64)
    /// An operator that is unknown, or has unusable values: matches nothing.
    case never
  }

  public var rules: [Rule]

  public init(_ rules: [Rule]) { self.rules = rules }

  /// From `matchLabels` and `matchExpressions`; nil when there is no selector, which matches nothing. An empty one matches everything.
  public init?(_ selector: Value?) {
    guard let selector, selector.object != nil else { return nil }
    var rules: [Rule] = []
    for (key, value) in selector["matchLabels"]?.stringMap ?? [:] { rules.append(.isIn(key: key, [value])) }
    for expression in selector["matchExpressions"]?.array ?? [] { rules.append(Self.rule(expression)) }
    self.rules = rules
  }

  /// Equality with each label of a map, as a Service's selector or a nodeSelector has it.
  public init(equal map: [String: String]) { rules = map.map { .isIn(key: $0.key, [$0.value]) } }

  /// One requirement: `key`, `operator`, `values`.
  public static func rule(_ expression: Value) -> Rule {
    guard let key = expression["key"]?.string else { return .never }
    let values = expression["values"]?.array?.compactMap(\.string) ?? []
    switch expression["operator"]?.string {
    case "In": return .isIn(key: key, Set(values))
    case "NotIn": return .isNotIn(key: key, Set(values))
    case "Exists": return .exists(key: key)
    case "DoesNotExist": return .isAbsent(key: key)
    case "Gt": return values.first.flatMap { Int64($0) }.map { .isGreater(key: key, $0) } ?? .never
    case "Lt": return values.first.flatMap { Int64($0) }.map { .isLess(key: key, $0) } ?? .never
    default: return .never
    }
  }

  public var isEmpty: Bool { rules.isEmpty }

  public func matches(_ labels: [String: String]) -> Bool { matches { labels[$0] } }

  /// Matches an object's labels without building a map of them.
  public func matches(object: Value) -> Bool {
    let labels = object["metadata"]?["labels"]
    return matches { labels?[$0]?.string }
  }

  private func matches(_ label: (String) -> String?) -> Bool {
    rules.allSatisfy { rule in
      switch rule {
      case .isIn(let key, let values): label(key).map { values.contains($0) } ?? false
      case .isNotIn(let key, let values): label(key).map { !values.contains($0) } ?? true
      case .exists(let key): label(key) != nil
      case .isAbsent(let key): label(key) == nil
      case .isGreater(let key, let bound): label(key).flatMap { Int64($0) }.map { $0 > bound } ?? false
      case .isLess(let key, let bound): label(key).flatMap { Int64($0) }.map { $0 < bound } ?? false
      case .never: false
      }
    }
  }
}
