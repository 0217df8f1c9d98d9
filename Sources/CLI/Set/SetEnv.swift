import APIMachinery
import ArgumentParser
import Basics

/// kctl set env.
struct SetEnv: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "Updates the environment variables of a pod template.",
    discussion: """
      kctl set env deployment/web GREETING=hello OLD-
      kctl set env deployment/web --from=configmap/settings --prefix=APP_
      kctl set env deployment/web --list --resolve
      env | grep ^APP_ | kctl set env deployment/web -
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then NAME=value to set or NAME- to remove", valueName: "resource"))
  var arguments: [String] = []
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The containers to change; * stands for any characters.", valueName: "pattern"))
  var containers: String = "*"
  @Option(help: ArgumentHelp("A config map or secret to take all keys from, as configmap/NAME or secret/NAME.", valueName: "resource"))
  var from: String?
  @Option(help: ArgumentHelp("Put before the names taken with --from.", valueName: "text")) var prefix: String = ""
  @Option(help: ArgumentHelp("Only these keys of --from.", valueName: "key,…")) var keys: String = ""
  @Option(name: [.customShort("e", allowingJoined: true), .customLong("env")],
    help: ArgumentHelp("A variable to set. May be repeated.", valueName: "NAME=value")) var variables: [String] = []
  @Flag(inversion: .prefixedNo, help: "Replaces variables that are there already.") var overwrite = true
  @Flag(help: "Only prints the variables that are there now.") var list = false
  @Flag(help: "With --list: prints what config maps and secrets hold in place of their names.") var resolve = false
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    var edits = try Assignments(arguments.filter { $0 != "-" } + variables)
    if arguments.contains("-") { edits.set += try await Self.read(CommandEnvironment.current) }
    let session = try await options.session()
    var additions: [Value] = edits.set.map { ["name": .string($0.key), "value": .string($0.value)] }
    if let from { additions += try await variables(of: from, session) }
    let removed = edits.removed
    let set = additions
    guard list || !additions.isEmpty || !edits.removed.isEmpty else {
      throw CommandFailure("at least one environment variable must be provided")
    }
    let located = try await options.locate(edits.resources, verb: "set env", session)
    if list {
      for item in located { try await show(item, session) }
      return
    }
    try await options.apply("env updated", to: located, manager: "kctl-set", session) { object in
      try PodSpecPath.changingContainers(of: object, named: containers) { (container: inout Value) throws(CommandFailure) in
        let current = container["env"]?.array ?? []
        for new in set where !overwrite && current.contains(where: { $0.containerName == new.containerName && $0 != new }) {
          throw CommandFailure("'\(new.containerName)' already has a value, and --overwrite is false")
        }
        let env = Self.changed(current, setting: set, removing: removed)
        container["env"] = env.isEmpty ? nil : .array(env)
      }
    }
  }

  /// `NAME=value` lines of standard input.
  private static func read(_ environment: CommandEnvironment) async throws -> [Assignments.Entry] {
    var bytes: [UInt8] = []
    for await chunk in environment.standardInput() { bytes += chunk }
    return try String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map { line in
      guard let equals = line.firstIndex(of: "=") else { throw CommandFailure("expected NAME=value on standard input: \(line)") }
      return Assignments.Entry(key: String(line[..<equals]), value: String(line[line.index(after: equals)...]))
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
    var variables: [Value] = []
    for key in (found.object["data"]?.object ?? Object()).sortedByKey().fieldNames where wanted.isEmpty || wanted.contains(key) {
      let name = String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }).uppercased()
      if name != key { try await session.console.error("Warning: key \(key) transferred to \(name)") }
      variables.append(["name": .string(prefix + name), "valueFrom": [field: ["name": .string(found.object.name), "key": .string(key)]]])
    }
    return variables
  }

  private func show(_ item: LocatedObject, _ session: ClusterSession) async throws {
    let path = try PodSpecPath.of(item.object)
    for container in item.object[path: path + ["containers"]]?.array ?? []
    where PodSpecPath.matches(container.containerName, containers) {
      try await session.console.line("# \(item.object.kind) \(item.address.name), container \(container.containerName)")
      for variable in container["env"]?.array ?? [] {
        try await session.console.line(resolve ? try await resolved(variable, item, session) : Self.line(variable))
      }
    }
  }

  /// What a reference of a variable leads to; its line where that can't be had.
  private func resolved(_ variable: Value, _ item: LocatedObject, _ session: ClusterSession) async throws -> String {
    for (field, plural, kind) in [("configMapKeyRef", "configmaps", "ConfigMap"), ("secretKeyRef", "secrets", "Secret")] {
      guard let reference = variable[path: "valueFrom", field], let key = reference["key"]?.string else { continue }
      let resource = APIResource(group: "", version: "v1", kind: kind, plural: plural)
      let found = try await session.find(ObjectAddress(resource: resource, namespace: item.address.namespace, name: reference.containerName))
      guard let value = found?["data"]?[key]?.string else { break }
      let text = kind == "Secret" ? Base64.decode(value).map { String(decoding: $0, as: UTF8.self) } : value
      return text.map { "\(variable.containerName)=\($0)" } ?? Self.line(variable)
    }
    return Self.line(variable)
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
