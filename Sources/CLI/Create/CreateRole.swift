import APIMachinery
import ArgumentParser

struct CreateRole: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "role", abstract: "Creates a role.",
    discussion: """
      kctl create role reader --verb=get,list,watch --resource=pods,deployments.apps
      kctl create role scaler --verb=update --resource=deployments.apps/scale --resource-name=web
      """)

  @Argument(help: "The role's name.") var name: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let rules = try await rule.rules(options.cluster)
    guard !rules.isEmpty else { throw CommandFailure("at least one resource must be specified") }
    let object: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": ["name": .string(name)], "rules": .array(rules),
    ]
    try await options.create(object, plural: "roles")
  }
}

struct CreateClusterRole: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "clusterrole", abstract: "Creates a cluster role.",
    discussion: """
      kctl create clusterrole reader --verb=get,list,watch --resource=nodes
      kctl create clusterrole health --verb=get --non-resource-url=/healthz
      """)

  @Argument(help: "The cluster role's name.") var name: String
  @OptionGroup var rule: RuleOptions
  @Option(name: .customLong("non-resource-url"), help: ArgumentHelp("A path such as /healthz. May be repeated.", valueName: "path"))
  var nonResourceURL: [String] = []
  @Option(help: ArgumentHelp("Takes the rules of cluster roles with these labels.", valueName: "key=value,…"))
  var aggregationRule: String = ""
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var object: Value = ["apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": .string(name)]]
    if aggregationRule.isEmpty {
      var rules = try await rule.rules(options.cluster)
      if !nonResourceURL.isEmpty {
        rules.append(["verbs": .array(rule.verbs.map { .string($0) }), "nonResourceURLs": .array(nonResourceURL.map { .string($0) })])
      }
      guard !rules.isEmpty else { throw CommandFailure("one of resource or nonResourceURL must be specified") }
      object["rules"] = .array(rules)
    } else {
      var labels = Object()
      for part in aggregationRule.split(separator: ",") {
        let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
        guard pair.count == 2 else { throw CommandFailure("invalid aggregation rule: \(part)") }
        labels[pair[0]] = .string(pair[1])
      }
      object["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": .object(labels)]]]
      object["rules"] = .null
    }
    try await options.create(object, plural: "clusterroles", isNamespaced: false)
  }
}

/// What a rule allows on what.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is allowed. May be repeated.", valueName: "verb,…")) var verb: [String] = []
  @Option(help: ArgumentHelp("On which resources, such as pods or deployments.apps/scale. May be repeated.", valueName: "resource,…"))
  var resource: [String] = []
  @Option(help: ArgumentHelp("Only objects of this name. May be repeated.", valueName: "name")) var resourceName: [String] = []
  init() {}

  var verbs: [String] {
    let all = verb.flatMap { $0.split(separator: ",").map(String.init) }
    return all.contains("*") ? ["*"] : all
  }

  /// One rule for each API group, groups in the order they were named. The server says which group a resource belongs to.
  func rules(_ cluster: ClusterOptions) async throws -> [Value] {
    guard !verbs.isEmpty else { throw CommandFailure("at least one verb must be specified") }
    let named = resource.flatMap { $0.split(separator: ",").map(String.init) }
    if named.isEmpty { return [] }
    let catalog = try await cluster.session().catalog()
    var groups: [(group: String, resources: [String])] = []
    for name in named {
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      var (group, plural) = ("*", "*")
      if parts[0] != "*" {
        guard let found = catalog.resource(named: parts[0]) else {
          throw CommandFailure("the server doesn't have a resource type \"\(parts[0])\"")
        }
        (group, plural) = (found.group, found.plural)
      }
      if parts.count == 2 { plural += "/" + parts[1] }
      if let position = groups.firstIndex(where: { $0.group == group }) {
        if !groups[position].resources.contains(plural) { groups[position].resources.append(plural) }
      } else {
        groups.append((group, [plural]))
      }
    }
    return groups.map { group in
      var rule: Value = [
        "apiGroups": [.string(group.group)], "resources": .array(group.resources.map { .string($0) }),
        "verbs": .array(verbs.map { .string($0) }),
      ]
      if !resourceName.isEmpty { rule["resourceNames"] = .array(resourceName.map { .string($0) }) }
      return rule
    }
  }
}
