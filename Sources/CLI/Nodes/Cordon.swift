import APIMachinery
import ArgumentParser
import Client

/// kctl cordon.
struct Cordon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Marks a node as unschedulable.", discussion: "kctl cordon node-1")

  @Argument(help: ArgumentHelp("The node's name", valueName: "node")) var nodes: [String] = []
  @OptionGroup var options: NodeOptions

  func run() async throws { try await NodeScheduling(options: options, isUnschedulable: true).run(nodes, verb: "cordon") }
}

/// kctl uncordon.
struct Uncordon: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Marks a node as schedulable.", discussion: "kctl uncordon node-1")

  @Argument(help: ArgumentHelp("The node's name", valueName: "node")) var nodes: [String] = []
  @OptionGroup var options: NodeOptions

  func run() async throws { try await NodeScheduling(options: options, isUnschedulable: false).run(nodes, verb: "uncordon") }
}

struct NodeOptions: ParsableArguments {
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only nodes whose labels match.", valueName: "selector")) var selector: String = ""
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var cluster: ClusterOptions
  init() {}

  func locate(_ nodes: [String], verb: String, _ session: ClusterSession) async throws -> [LocatedObject] {
    if nodes.isEmpty, selector.isEmpty { throw CommandFailure("USAGE: \(verb) NODE [flags]\nSee 'kctl \(verb) -h' for help and examples") }
    if !nodes.isEmpty, !selector.isEmpty { throw CommandFailure("error: cannot specify both a node name and a --selector option") }
    var request = ObjectSelection(takesWholeTypes: !selector.isEmpty, verb: verb)
    request.arguments = ["nodes"] + nodes.map { $0.hasPrefix("node/") ? String($0.dropFirst("node/".count)) : $0 }
    request.labelSelector = selector
    return try await session.locate(request)
  }
}

/// Sets whether nodes take new pods.
struct NodeScheduling {
  let options: NodeOptions
  let isUnschedulable: Bool

  func run(_ nodes: [String], verb: String) async throws {
    let session = try await options.cluster.session()
    for node in try await options.locate(nodes, verb: verb, session) { try await set(node, session) }
  }

  func set(_ node: LocatedObject, _ session: ClusterSession) async throws {
    let word = isUnschedulable ? "cordoned" : "uncordoned"
    let suffix = options.dryRun.dryRun.suffix
    if (node.object[path: "spec", "unschedulable"]?.bool ?? false) == isUnschedulable {
      return try await session.console.line("node/\(node.address.name) already \(word)\(suffix)")
    }
    if options.dryRun.dryRun != .client {
      let patch: Value = ["spec": ["unschedulable": isUnschedulable ? true : .null]]
      let flags = WriteFlags(isServerDryRun: options.dryRun.dryRun == .server, fieldManager: "kctl-cordon")
      _ = try await session.patch(node.address, .merge(patch), flags)
    }
    try await session.console.line("node/\(node.address.name) \(word)\(suffix)")
  }
}
