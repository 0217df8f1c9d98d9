import APIMachinery
import ArgumentParser
import Basics
import Client

/// kctl drain.
struct Drain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drains a node in preparation for maintenance.",
    discussion: """
      kctl drain node-1 --ignore-daemonsets
      kctl drain node-1 --ignore-daemonsets --delete-emptydir-data --force --timeout=5m
      """)

  @Argument(help: ArgumentHelp("The node's name", valueName: "node")) var nodes: [String] = []
  @Flag(help: "Leaves pods of daemon sets where they are.") var ignoreDaemonsets = false
  @Flag(help: "Also moves pods whose emptyDir volumes are lost with them.") var deleteEmptydirData = false
  @Flag(help: "Also deletes pods that nothing will replace.") var force = false
  @Flag(help: "Deletes pods instead of evicting them, past disruption budgets.") var disableEviction = false
  @Option(parsing: .unconditional,
    help: ArgumentHelp("How long each pod has to end by itself; negative takes the pod's own.", valueName: "seconds"))
  var gracePeriod: Int = -1
  @Option(help: ArgumentHelp("How long to go on; 0 means as long as it takes.", valueName: "duration")) var timeout: String = "0"
  @Option(help: ArgumentHelp("Only pods whose labels match.", valueName: "selector")) var podSelector: String = ""
  @Option(help: ArgumentHelp("How many pods to ask for at a time; 0 asks for all at once.", valueName: "count")) var chunkSize: Int = 500
  @Option(help: ArgumentHelp("Doesn't wait for pods that have been ending for longer than this; 0 waits for all.", valueName: "seconds"))
  var skipWaitForDeleteTimeout: Int = 0
  @OptionGroup var options: NodeOptions

  func run() async throws {
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    let session = try await options.cluster.session()
    let located = try await options.locate(nodes, verb: "drain", session)
    for node in located { try await NodeScheduling(options: options, isUnschedulable: true).set(node, session) }
    for node in located {
      let plan = try await plan(node.address.name, session)
      guard plan.errors.isEmpty else {
        let reasons = plan.errors.joined(separator: ", ")
        throw CommandFailure(
          "unable to drain node \"\(node.address.name)\" due to error: \(reasons), continuing command...\n"
            + "There are pending nodes to be drained:\n \(node.address.name)\n\(reasons)")
      }
      for warning in plan.warnings { try await session.console.error("Warning: " + warning) }
      let finished: Void? = try await session.environment.clock.withTimeout(timeout > .zero ? timeout : nil) {
        try await move(plan.evicted, session)
      }
      if finished == nil {
        throw CommandFailure("unable to drain node \"\(node.address.name)\" due to error: global timeout reached: \(self.timeout)")
      }
      try await session.console.line("node/\(node.address.name) drained\(options.dryRun.dryRun.suffix)")
    }
  }

  private func plan(_ node: String, _ session: ClusterSession) async throws -> DrainPlan {
    let catalog = try await session.catalog()
    guard let pods = catalog.resource(named: "pods") else { throw CommandFailure("the server doesn't have a resource type \"pods\"") }
    let found = try await session.list(pods, namespace: nil, labelSelector: podSelector, fieldSelector: "spec.nodeName=\(node)", pageSize: chunkSize)
    var daemonSets: Set<String> = []
    if found.contains(where: { $0.controllerReference?.kind == "DaemonSet" }), let sets = catalog.resource(named: "daemonsets.apps") {
      daemonSets = Set(try await session.list(sets, namespace: nil).map(\.uid))
    }
    let rules = DrainPlan.Rules(ignoresDaemonSets: ignoreDaemonsets, deletesEmptyDirData: deleteEmptydirData, force: force)
    return DrainPlan(pods: found, daemonSets: daemonSets, rules: rules)
  }

  /// Asks for all, then waits for all: pods end side by side.
  private func move(_ pods: [Value], _ session: ClusterSession) async throws {
    guard let resource = try await session.catalog().resource(named: "pods") else { return }
    for pod in pods {
      let verb = disableEviction ? "deleting" : "evicting"
      try await session.console.line("\(verb) pod \(pod.namespace)/\(pod.name)\(options.dryRun.dryRun.suffix)")
      if options.dryRun.dryRun != .client { try await remove(session.address(of: pod, resource), session) }
    }
    guard options.dryRun.dryRun == .none else { return }
    for pod in pods {
      let address = session.address(of: pod, resource)
      if let since = pod[path: "metadata", "deletionTimestamp"]?.string.flatMap({ Timestamp(rfc3339: $0) }), skipWaitForDeleteTimeout > 0,
        session.now - since > .seconds(skipWaitForDeleteTimeout) { continue }
      if let now = try await session.find(address), now.uid == pod.uid {
        try await session.follow(address) { object in object == nil || object?.uid != pod.uid }
      }
      try await session.console.line("pod/\(pod.name) \(disableEviction ? "deleted" : "evicted")")
    }
  }

  /// A budget's refusal (429) is no failure: it is asked again after five seconds, as kubectl does.
  private func remove(_ address: ObjectAddress, _ session: ClusterSession) async throws {
    let isDryRun = options.dryRun.dryRun == .server
    let flags = DeletionFlags(isServerDryRun: isDryRun, gracePeriodSeconds: gracePeriod >= 0 ? gracePeriod : nil)
    while true {
      do {
        if disableEviction {
          try await session.delete(address, flags)
        } else {
          let eviction: Value = [
            "apiVersion": "policy/v1", "kind": "Eviction",
            "metadata": ["name": .string(address.name), "namespace": .string(address.namespace ?? "")], "deleteOptions": flags.body,
          ]
          _ = try await session.call("POST", address.path(subresource: "eviction"), body: eviction)
        }
        return
      } catch let error as StatusError where error.reason == .notFound {
        return
      } catch let error as StatusError where error.code == 429 && !isDryRun {
        try await session.console.error(
          "error when evicting pods/\"\(address.name)\" -n \"\(address.namespace ?? "")\" (will retry after 5s): \(error.message)")
        try await session.environment.clock.sleep(for: .seconds(5))
      }
    }
  }
}
