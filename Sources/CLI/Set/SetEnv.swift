import APIMachinery
import ArgumentParser

/// kctl set env.
struct SetEnv: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Updates the environment variables of a pod template.")

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then NAME=value to set or NAME- to remove", valueName: "resource"))
  var arguments: [String] = []
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The containers to change; * stands for any characters.", valueName: "pattern"))
  var containers: String = "*"
  @Option(help: ArgumentHelp("A config map or secret to take all keys from, as configmap/NAME or secret/NAME.", valueName: "resource"))
  var from: String?
  @Option(help: ArgumentHelp("Put before the names taken with --from.", valueName: "text")) var prefix: String = ""
  @Option(help: ArgumentHelp("Only these keys of --from.", valueName: "key,…")) var keys: String = ""
  @Flag(help: "Only prints the variables that are there now.") var list = false
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    let edits = try Assignments(arguments)
    let session = try await options.cluster.session()
    var additions: [Value] = edits.set.map { ["name": .string($0.key), "value": .string($0.value)] }
    if let from { additions += try await variables(of: from, session) }
    guard list || !additions.isEmpty || !edits.removed.isEmpty else {
      throw CommandFailure("at least one environment variable must be provided")
    }
    let located = try await options.locate(edits.resources, verb: "set env", session)
    if list {
      for item in located { try await show(item, session) }
      return
    }
    try await options.apply("env updated", to: located, manager: "kctl-set", session) { object in
      try PodSpecPath.changingContainers(of: object, named: containers) { container in
        let env = Self.changed(container["env"]?.array ?? [], setting: additions, removing: edits.removed)
        container["env"] = env.isEmpty ? nil : .array(env)
      }
    }
  }

  /// Variables keep their places; new ones go to the end, in the order given.
  static func changed(_ current: [Value], setting additions: [Value], removing removed: [String]) -> [Value] {
    var env = current.filter { !removed.contains($0.containerName) }
    for variable in additions {
      if let position = env.firstIndex(where: { $0.containerName == variable.containerName }) {
        env[position] = variable
      } else {
        env.append(variable)
      }
    }
    return env
  }

  private func variables(of source: String, _ session: ClusterSession) async throws -> [Value] {
    var request = ObjectSelection(verb: "set env")
    request.arguments = [source]
    guard let found = try await session.locate(request).first, ["ConfigMap", "Secret"].contains(found.object.kind) else {
      throw CommandFailure("unsupported resource specified in --from")
    }
    let wanted = keys.split(separator: ",").map(String.init)
    let field = found.object.kind == "Secret" ? "secretKeyRef" : "configMapKeyRef"
    return (found.object["data"]?.object ?? Object()).sortedByKey().fieldNames
      .filter { wanted.isEmpty || wanted.contains($0) }
      .map { key in
        let name = String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }).uppercased()
        return [
          "name": .string(prefix + name), "valueFrom": [field: ["name": .string(found.object.name), "key": .string(key)]],
        ]
      }
  }

  private func show(_ item: LocatedObject, _ session: ClusterSession) async throws {
    let path = try PodSpecPath.of(item.object)
    for container in item.object[path: path + ["containers"]]?.array ?? []
    where PodSpecPath.matches(container.containerName, containers) {
      let kind = "\(item.address.resource.plural)/\(item.address.name)"
      try await session.console.line("# \(kind), container \(container.containerName)")
      for variable in container["env"]?.array ?? [] { try await session.console.line(Self.line(variable)) }
    }
  }

  private static func line(_ variable: Value) -> String {
    let name = variable.containerName
    if let reference = variable[path: "valueFrom", "configMapKeyRef"] {
      return "# \(name) from configmap \(reference.containerName), key \(reference["key"]?.string ?? "")"
    }
    if let reference = variable[path: "valueFrom", "secretKeyRef"] {
      return "# \(name) from secret \(reference.containerName), key \(reference["key"]?.string ?? "")"
    }
    if let field = variable[path: "valueFrom", "fieldRef", "fieldPath"]?.string { return "# \(name) from field path \(field)" }
    return "\(name)=\(variable["value"]?.string ?? "")"
  }
}
