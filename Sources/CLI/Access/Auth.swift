import APIMachinery
import ArgumentParser
import Client

/// kctl auth.
struct Auth: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Inspects authorization.",
    discussion: """
      kctl auth can-i create deployments -n shop
      kctl auth can-i --list
      kctl auth whoami
      """,
    subcommands: [AuthCanI.self, AuthWhoAmI.self, AuthReconcile.self])
}

/// kctl auth can-i.
struct AuthCanI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "can-i", abstract: "Says whether an action is allowed; the exit code is 1 when it isn't.",
    discussion: """
      kctl auth can-i create deployments -n shop
      kctl auth can-i get pods --subresource=log --as anna
      kctl auth can-i --list
      """)

  @Argument(help: ArgumentHelp("VERB and TYPE, TYPE/NAME or a path such as /healthz", valueName: "action")) var arguments: [String] = []
  @Flag(name: [.customShort("A"), .long], help: "Asks for all namespaces.") var allNamespaces = false
  @Option(help: ArgumentHelp("The part of the object, such as log.", valueName: "name")) var subresource: String = ""
  @Flag(help: "Lists all that is allowed in the namespace.") var list = false
  @Flag(name: [.customShort("q"), .long], help: "Prints nothing.") var quiet = false
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    if list { return try await AccessList(session: session, hidesHeaders: noHeaders).run() }
    guard arguments.count >= 2 else {
      throw CommandFailure("you must specify two arguments: verb resource or verb resource/resourceName.\n"
          + "See 'kctl auth can-i -h' for help and examples.")
    }
    let review: Value = [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": .object(try await attributes(session)),
    ]
    let answer = try await session.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", body: review)
    let isAllowed = answer[path: "status", "allowed"]?.bool ?? false
    if !quiet {
      var text = isAllowed ? "yes" : "no"
      let reason = answer[path: "status", "reason"]?.string ?? ""
      let problem = answer[path: "status", "evaluationError"]?.string ?? ""
      if !isAllowed, !reason.isEmpty { text += " - " + reason }
      if !isAllowed, !problem.isEmpty { text += " - " + problem }
      try await session.console.line(text)
    }
    if !isAllowed { throw CommandFailure.silent(exitCode: 1) }
  }

  private static let resourceVerbs: Set<String> = [
    "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "use", "bind", "escalate", "impersonate", "approve",
    "sign", "attest", "*",
  ]
  private static let pathVerbs: Set<String> = ["get", "put", "post", "head", "options", "delete", "patch", "*"]

  private func attributes(_ session: ClusterSession) async throws -> Object {
    let (verb, target) = (arguments[0], arguments[1])
    let isPath = target.hasPrefix("/")
    if !(isPath ? Self.pathVerbs : Self.resourceVerbs).contains(verb) {
      try await session.console.error("Warning: verb '\(verb)' is not a known verb\n")
    }
    if isPath { return ["nonResourceAttributes": ["path": .string(target), "verb": .string(verb)]] }
    let parts = target.split(separator: "/", maxSplits: 1).map(String.init)
    var attributes: Value = ["verb": .string(verb)]
    var isNamespaced = true
    if parts[0] == "*" {
      (attributes["group"], attributes["resource"]) = ("*", "*")
    } else if let resource = try await session.catalog().resource(named: parts[0]) {
      (attributes["group"], attributes["resource"]) = (.string(resource.group), .string(resource.plural))
      isNamespaced = resource.isNamespaced
      if !isNamespaced {
        let group = resource.group.isEmpty ? "" : " in group '\(resource.group)'"
        try await session.console.error("Warning: resource '\(resource.plural)' is not namespace scoped\(group)\n")
      }
    } else {
      attributes["resource"] = .string(parts[0])
      try await session.console.error("Warning: the server doesn't have a resource type '\(parts[0])'\n")
    }
    if isNamespaced, !allNamespaces { attributes["namespace"] = .string(session.namespace) }
    if !subresource.isEmpty { attributes["subresource"] = .string(subresource) }
    if let name = parts.count == 2 ? parts[1] : arguments.dropFirst(2).first { attributes["name"] = .string(name) }
    return ["resourceAttributes": attributes]
  }
}

/// What `auth can-i --list` prints.
struct AccessList {
  let session: ClusterSession
  let hidesHeaders: Bool

  func run() async throws {
    let review: Value = [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": ["namespace": .string(session.namespace)],
    ]
    let answer = try await session.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", body: review)
    if answer[path: "status", "incomplete"]?.bool == true {
      try await session.console.error("warning: the list may be incomplete: \(answer[path: "status", "evaluationError"]?.string ?? "")")
    }
    var columns = ColumnWriter()
    if !hidesHeaders { columns.add(["Resources", "Non-Resource URLs", "Resource Names", "Verbs"]) }
    let rules = ["resourceRules", "nonResourceRules"].flatMap { answer[path: "status", $0]?.array ?? [] }
    for row in PolicyRuleRows(rules).rows { columns.add(row) }
    try await session.console.write(columns.flush())
  }
}

/// kctl auth whoami.
struct AuthWhoAmI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "whoami", abstract: "Says who the server takes this client for.",
    discussion: "kctl auth whoami")

  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let review: Value = ["apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"]
    let answer = try await session.call("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: review)
    let printer = try await output.printer(session.environment)
    guard printer.format.isHuman else { return try await printer.print(answer) }
    let user = answer[path: "status", "userInfo"] ?? .null
    var columns = ColumnWriter()
    columns.add(["ATTRIBUTE", "VALUE"])
    columns.add(["Username", user["username"]?.string ?? ""])
    if let uid = user["uid"]?.string, !uid.isEmpty { columns.add(["UID", uid]) }
    if let groups = user["groups"]?.array, !groups.isEmpty {
      columns.add(["Groups", "[\(groups.compactMap(\.string).joined(separator: " "))]"])
    }
    for field in (user["extra"]?.object ?? Object()).sortedByKey() {
      columns.add(["Extra: " + field.key, "[\((field.value.array ?? []).compactMap(\.string).joined(separator: " "))]"])
    }
    try await session.console.write(columns.flush())
  }
}
