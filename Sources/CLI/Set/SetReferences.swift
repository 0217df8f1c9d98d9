import APIMachinery
import ArgumentParser

/// kctl set selector.
struct SetSelector: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selector", abstract: "Sets the selector of a service.", discussion: "kctl set selector service/web app=web,tier=front")

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then the selector, such as app=web,tier=front", valueName: "resource"))
  var arguments: [String] = []
  @Option(help: ArgumentHelp("Changes the service only if this is its resourceVersion.", valueName: "version"))
  var resourceVersion: String = ""
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    guard let text = arguments.last, text.contains("="), arguments.count > 1 else {
      throw CommandFailure("one or more resources must be specified as <resource> <name> or <resource>/<name>, then the selector")
    }
    var selector = Object()
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, !pair[0].isEmpty else { throw CommandFailure("invalid selector: \(part)") }
      selector[pair[0]] = .string(pair[1])
    }
    let session = try await options.session()
    let located = try await options.locate(arguments.dropLast(), verb: "set selector", session)
    try await options.apply("selector updated", to: located, manager: "kctl-set", session) { object in
      guard object.kind == "Service" else { throw CommandFailure("setting a selector is only supported for Services") }
      guard resourceVersion.isEmpty || resourceVersion == object.resourceVersion else {
        throw CommandFailure("the resourceVersion of \(object.name) is \(object.resourceVersion), not \(resourceVersion)")
      }
      var changed = object
      changed[path: "spec", "selector"] = .object(selector)
      return changed
    }
  }
}

/// kctl set serviceaccount.
struct SetServiceAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serviceaccount", abstract: "Updates the service account of a pod template.",
    discussion: "kctl set serviceaccount deployment/web web", aliases: ["sa"])

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then the service account", valueName: "resource")) var arguments: [String] = []
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    guard let account = arguments.last, arguments.count > 1 || !options.files.paths.isEmpty else {
      throw CommandFailure("serviceaccount is required")
    }
    let session = try await options.session()
    let located = try await options.locate(arguments.dropLast(), verb: "set serviceaccount", session)
    try await options.apply("serviceaccount updated", to: located, manager: "kctl-set", session) { object in
      var changed = object
      changed[path: try PodSpecPath.of(object) + ["serviceAccountName"]] = .string(account)
      return changed
    }
  }
}

/// kctl set subject.
struct SetSubject: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject", abstract: "Adds users, groups or service accounts to a role binding or cluster role binding.",
    discussion: """
      --user names a user here, and may be repeated.

      kctl set subject rolebinding/readers --user=anna --user=ben --group=audit
      kctl set subject clusterrolebinding/readers --serviceaccount=shop:web
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var subjects: SubjectOptions
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    var options = options
    let added = try subjects.values(users: options.cluster.takeUsers())
    guard !added.isEmpty else { throw CommandFailure("you must specify at least one value of user, group or serviceaccount") }
    let session = try await options.session()
    let located = try await options.locate(resources, verb: "set subject", session)
    try await options.apply("subjects updated", to: located, manager: "kctl-set", session) { object in
      guard object.kind.hasSuffix("RoleBinding") else {
        throw CommandFailure("setting subjects is only supported for RoleBinding/ClusterRoleBinding")
      }
      let current = object["subjects"]?.array ?? []
      var changed = object
      changed["subjects"] = .array(current + added.filter { !current.contains($0) })
      return changed
    }
  }
}

/// Who a binding is for, beside users: those are named with the option that every command has.
struct SubjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A group. May be repeated.", valueName: "name")) var group: [String] = []
  @Option(help: ArgumentHelp("A service account. May be repeated.", valueName: "namespace:name")) var serviceaccount: [String] = []
  init() {}

  func values(users: [String]) throws(CommandFailure) -> [Value] {
    var values: [Value] = []
    for (kind, names) in [("User", users), ("Group", group)] {
      values += names.map { ["apiGroup": "rbac.authorization.k8s.io", "kind": .string(kind), "name": .string($0)] }
    }
    for account in serviceaccount {
      let parts = account.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw CommandFailure("serviceaccount must be <namespace>:<name>")
      }
      values.append(["kind": "ServiceAccount", "name": .string(parts[1]), "namespace": .string(parts[0])])
    }
    return values
  }
}
