import APIMachinery
import ArgumentParser

/// kctl top.
struct Top: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how much CPU and memory nodes and pods use.", discussion: "kctl top pods -A",
    subcommands: [TopNode.self, TopPod.self])
}

struct TopNode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "node", abstract: "Shows the usage of nodes.",
    discussion: "kctl top node --sort-by=cpu", aliases: ["nodes", "no"])
  @Argument(help: ArgumentHelp("A node's name", valueName: "name")) var name: String?
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only nodes whose labels match.", valueName: "selector")) var selector: String = ""
  @Flag(help: "Shares are of the whole node, not of what pods may have of it.") var showCapacity = false
  @Option(help: ArgumentHelp("The most first.", valueName: "cpu|memory")) var sortBy: String = ""
  @Flag(inversion: .prefixedNo, help: ArgumentHelp("Metrics are read as JSON.", visibility: .hidden)) var useProtocolBuffers = true
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let order = try ResourceUsage.order(sortBy)
    let usage = try await ResourceUsage(session: cluster.session())
    let found = try await usage.read("nodes", namespace: nil, name: name, selector: selector).sorted { order($0["usage"], $0.name, $1["usage"], $1.name) }
    let nodes = try await usage.session.list(
      APIResource(group: "", version: "v1", kind: "Node", plural: "nodes", isNamespaced: false), namespace: nil)
    var columns = ColumnWriter()
    if !noHeaders { columns.add(["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"]) }
    for item in found {
      let room = nodes.first { $0.name == item.name }?[path: "status", showCapacity ? "capacity" : "allocatable"]
      let (cpu, memory) = (Quantity(item["usage"]?["cpu"]), Quantity(item["usage"]?["memory"]))
      columns.add([
        item.name, ResourceUsage.cpu(cpu), ResourceUsage.share(cpu, Quantity(room?["cpu"])), ResourceUsage.memory(memory),
        ResourceUsage.share(memory, Quantity(room?["memory"])),
      ])
    }
    try await usage.session.console.write(columns.flush())
  }
}

struct TopPod: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "pod", abstract: "Shows the usage of pods.",
    discussion: """
      kctl top pod -A --sort-by=memory
      kctl top pod web-1 --containers
      """, aliases: ["pods", "po"])
  @Argument(help: ArgumentHelp("A pod's name", valueName: "name")) var name: String?
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only pods whose labels match.", valueName: "selector")) var selector: String = ""
  @Flag(name: [.customShort("A"), .long], help: "Looks in all namespaces.") var allNamespaces = false
  @Option(help: ArgumentHelp("Only pods whose fields match.", valueName: "selector")) var fieldSelector: String = ""
  @Option(help: ArgumentHelp("The most first.", valueName: "cpu|memory")) var sortBy: String = ""
  @Flag(help: "Adds a line with the sum of all.") var sum = false
  @Flag(inversion: .prefixedNo, help: ArgumentHelp("Metrics are read as JSON.", visibility: .hidden)) var useProtocolBuffers = true
  @Flag(help: "Shows each container.") var containers = false
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let order = try ResourceUsage.order(sortBy)
    let usage = try await ResourceUsage(session: cluster.session())
    let namespace = allNamespaces ? nil : usage.session.namespace
    var columns = ColumnWriter()
    let front = allNamespaces ? ["NAMESPACE"] : []
    if !noHeaders { columns.add(front + (containers ? ["POD", "NAME"] : ["NAME"]) + ["CPU(cores)", "MEMORY(bytes)"]) }
    let pods = try await usage.read("pods", namespace: namespace, name: name, selector: selector, fieldSelector: fieldSelector)
      .sorted { order(ResourceUsage.total($0), $0.namespace + "/" + $0.name, ResourceUsage.total($1), $1.namespace + "/" + $1.name) }
    for pod in pods {
      let place = allNamespaces ? [pod.namespace] : []
      if containers {
        for container in pod["containers"]?.array ?? [] {
          let (cpu, memory) = (Quantity(container["usage"]?["cpu"]), Quantity(container["usage"]?["memory"]))
          columns.add(place + [pod.name, container.containerName, ResourceUsage.cpu(cpu), ResourceUsage.memory(memory)])
        }
      } else {
        let total = ResourceUsage.total(pod)
        columns.add(place + [pod.name, ResourceUsage.cpu(Quantity(total["cpu"])), ResourceUsage.memory(Quantity(total["memory"]))])
      }
    }
    if sum {
      let all = ResourceUsage.total(["containers": .array(pods.flatMap { $0["containers"]?.array ?? [] })])
      let blank = (allNamespaces ? 1 : 0) + (containers ? 2 : 1)
      columns.add([String](repeating: "", count: blank) + ["________", "________"])
      columns.add([String](repeating: "", count: blank) + [ResourceUsage.cpu(Quantity(all["cpu"])), ResourceUsage.memory(Quantity(all["memory"]))])
    }
    try await usage.session.console.write(columns.flush())
  }
}

/// Reads and prints what the metrics API (metrics.k8s.io) tells.
struct ResourceUsage {
  let session: ClusterSession

  /// Throws when the server has no metrics API.
  func read(_ plural: String, namespace: String?, name: String?, selector: String, fieldSelector: String = "") async throws -> [Value] {
    guard try await session.catalog().offers(group: "metrics.k8s.io") else { throw CommandFailure("Metrics API not available") }
    let resource = APIResource(
      group: "metrics.k8s.io", version: "v1beta1", kind: plural == "pods" ? "PodMetrics" : "NodeMetrics", plural: plural,
      isNamespaced: plural == "pods")
    if let name { return [try await session.get(ObjectAddress(resource: resource, namespace: namespace, name: name))] }
    let found = try await session.list(resource, namespace: namespace, labelSelector: selector, fieldSelector: fieldSelector)
    if found.isEmpty { throw CommandFailure("No resources found" + (namespace.map { " in \($0) namespace." } ?? "")) }
    return found
  }

  /// The usage of all containers together.
  static func total(_ pod: Value) -> Value {
    var total = (cpu: Quantity(0), memory: Quantity(0))
    for container in pod["containers"]?.array ?? [] {
      total = (total.cpu + (Quantity(container["usage"]?["cpu"]) ?? Quantity(0)), total.memory + (Quantity(container["usage"]?["memory"]) ?? Quantity(0)))
    }
    return ["cpu": .string("\(total.cpu)"), "memory": .string("\(total.memory)")]
  }

  /// Whether the one comes before the other: by usage, the most first, or by name.
  static func order(_ field: String) throws(CommandFailure) -> (Value?, String, Value?, String) -> Bool {
    guard ["", "cpu", "memory"].contains(field) else { throw CommandFailure("--sort-by accepts only cpu or memory") }
    return { first, firstName, second, secondName in
      let (a, b) = (Quantity(first?[field])?.milliValue ?? 0, Quantity(second?[field])?.milliValue ?? 0)
      return field.isEmpty || a == b ? firstName < secondName : a > b
    }
  }

  static func cpu(_ quantity: Quantity?) -> String { quantity.map { "\($0.milliValue)m" } ?? "<unknown>" }
  static func memory(_ quantity: Quantity?) -> String { quantity.map { "\($0.value / (1 << 20))Mi" } ?? "<unknown>" }

  static func share(_ used: Quantity?, _ room: Quantity?) -> String {
    guard let used, let room, room.milliValue > 0 else { return "<unknown>" }
    return "\(Int(Double(used.milliValue) / Double(room.milliValue) * 100))%"
  }
}
