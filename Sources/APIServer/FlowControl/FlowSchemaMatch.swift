import APIMachinery
import AccessControl

/// A FlowSchema as requests are held against it.
struct FlowSchemaMatch: Sendable {
  enum Distinguisher: Sendable { case none, byUser, byNamespace }

  let name: String
  let uid: String
  let level: String
  let precedence: Int64
  let distinguisher: Distinguisher
  private let rules: [Rule]

  private struct Rule: Sendable {
    var subjects: [Subject]
    var resources: [ResourceRule]
    var paths: [PathRule]
  }

  private enum Subject: Sendable {
    case user(String)
    case group(String)
    case serviceAccount(namespace: String, name: String)

    func matches(_ user: UserInfo) -> Bool {
      switch self {
      case .user(let name): name == "*" || name == user.name
      case .group(let name): name == "*" || user.groups.contains(name)
      case .serviceAccount(let namespace, "*"): user.name.hasPrefix("system:serviceaccount:\(namespace):")
      case .serviceAccount(let namespace, let name): user.name == "system:serviceaccount:\(namespace):\(name)"
      }
    }
  }

  private struct ResourceRule: Sendable {
    var verbs: [String]
    var groups: [String]
    var resources: [String]
    var namespaces: [String]
    var isClusterScoped: Bool

    func matches(_ attributes: AuthorizationAttributes) -> Bool {
      FlowSchemaMatch.has(verbs, attributes.verb) && FlowSchemaMatch.has(groups, attributes.apiGroup)
        && FlowSchemaMatch.has(resources, attributes.qualifiedResource)
        && (attributes.namespace.isEmpty ? isClusterScoped : FlowSchemaMatch.has(namespaces, attributes.namespace))
    }
  }

  private struct PathRule: Sendable {
    var verbs: [String]
    var paths: [String]

    func matches(_ attributes: AuthorizationAttributes) -> Bool {
      FlowSchemaMatch.has(verbs, attributes.verb)
        && paths.contains { $0 == "*" || $0 == attributes.path || ($0.hasSuffix("/*") && attributes.path.hasPrefix($0.dropLast())) }
    }
  }

  init(_ object: Value) {
    let spec = object["spec"] ?? [:]
    (name, uid) = (object.name, object.uid)
    level = spec[path: "priorityLevelConfiguration", "name"]?.string ?? ""
    precedence = spec["matchingPrecedence"]?.int ?? 1_000
    switch spec[path: "distinguisherMethod", "type"]?.string {
    case "ByUser": distinguisher = .byUser
    case "ByNamespace": distinguisher = .byNamespace
    default: distinguisher = .none
    }
    rules = (spec["rules"]?.array ?? []).map { rule in
      Rule(
        subjects: (rule["subjects"]?.array ?? []).compactMap(Self.subject),
        resources: (rule["resourceRules"]?.array ?? []).map { rule in
          ResourceRule(
            verbs: Self.texts(rule["verbs"]), groups: Self.texts(rule["apiGroups"]), resources: Self.texts(rule["resources"]),
            namespaces: Self.texts(rule["namespaces"]), isClusterScoped: rule["clusterScope"]?.bool ?? false)
        },
        paths: (rule["nonResourceRules"]?.array ?? []).map { PathRule(verbs: Self.texts($0["verbs"]), paths: Self.texts($0["nonResourceURLs"])) })
    }
  }

  private static func subject(_ value: Value) -> Subject? {
    switch value["kind"]?.string {
    case "User": value[path: "user", "name"]?.string.map { .user($0) }
    case "Group": value[path: "group", "name"]?.string.map { .group($0) }
    case "ServiceAccount":
      value[path: "serviceAccount", "namespace"]?.string.flatMap { namespace in
        value[path: "serviceAccount", "name"]?.string.map { .serviceAccount(namespace: namespace, name: $0) }
      }
    default: nil
    }
  }

  private static func texts(_ value: Value?) -> [String] { (value?.array ?? []).compactMap(\.string) }
  private static func has(_ allowed: [String], _ value: String) -> Bool { allowed.contains("*") || allowed.contains(value) }

  func matches(_ attributes: AuthorizationAttributes) -> Bool {
    rules.contains { rule in
      rule.subjects.contains { $0.matches(attributes.user) }
        && (attributes.isResourceRequest ? rule.resources.contains { $0.matches(attributes) } : rule.paths.contains { $0.matches(attributes) })
    }
  }

  /// What requests of one flow have in common, beside the schema.
  func distinguisher(_ attributes: AuthorizationAttributes) -> String {
    switch distinguisher {
    case .none: ""
    case .byUser: attributes.user.name
    case .byNamespace: attributes.namespace
    }
  }
}
