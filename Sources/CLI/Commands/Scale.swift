import APIMachinery
import ArgumentParser
import Client

/// kctl scale.
struct Scale: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sets a new size for a deployment, replica set, stateful set or replication controller.",
    discussion: """
      kctl scale deployment/web --replicas=3
      kctl scale --current-replicas=2 --replicas=3 deployment/web
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource"))
  var resources: [String] = []

  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions

  @Option(help: ArgumentHelp("The number of pods to have.", valueName: "count")) var replicas: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Scales only if this is the size now.", valueName: "count"))
  var currentReplicas: Int = -1

  @Option(help: ArgumentHelp("Scales only if this is the object's resourceVersion.", valueName: "version"))
  var resourceVersion: String = ""

  @Flag(help: "Scales all objects of the types in the namespace.") var all = false

  @Option(help: ArgumentHelp("Waits this long for the new size to be reached; 0 doesn't wait.", valueName: "duration"))
  var timeout: String = "0"

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard let replicas else { throw CommandFailure("required flag(s) \"replicas\" not set") }
    guard replicas >= 0 else {
      throw CommandFailure("the --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    }
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    var request = ObjectSelection(takesWholeTypes: all, verb: "scale")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    (request.labelSelector, request.allNamespaces) = (selection.selector, selection.allNamespaces)
    let located: [LocatedObject]
    do { located = try await session.locate(request) } catch let error as StatusError where error.reason == .notFound {
      throw CommandFailure("no objects passed to scale \(error.message)")
    }
    if located.isEmpty { throw CommandFailure("no objects passed to scale") }
    for item in located {
      guard item.address.resource.subresources.contains("scale") else {
        throw CommandFailure.plain("Error from server (NotFound): the server could not find the requested resource")
      }
      let current = Int(item.object[path: "spec", "replicas"]?.int ?? 1)
      if currentReplicas >= 0, current != currentReplicas {
        throw CommandFailure("Expected replicas to be \(currentReplicas), was \(current)")
      }
      if !resourceVersion.isEmpty, resourceVersion != item.object.resourceVersion {
        throw CommandFailure("Expected resource version to be \(resourceVersion), was \(item.object.resourceVersion)")
      }
      try await scale(item, to: replicas, session)
      try await printer.report("scaled", item.object, item.address, dryRun: dryRun.dryRun)
      if timeout > .zero, dryRun.dryRun == .none { try await waitForSize(item.address, replicas, session, timeout) }
    }
  }

  private func scale(_ item: LocatedObject, to replicas: Int, _ session: ClusterSession) async throws {
    if dryRun.dryRun == .client { return }
    var patch: Value = ["spec": ["replicas": .int(Int64(replicas))]]
    // The check of the current size holds only for the object it was made on.
    if currentReplicas >= 0 || !resourceVersion.isEmpty { patch["metadata"] = ["resourceVersion": .string(item.object.resourceVersion)] }
    let flags = WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: "kctl-scale")
    _ = try await session.patch(item.address, subresource: "scale", .merge(patch), flags)
  }

  private func waitForSize(_ address: ObjectAddress, _ replicas: Int, _ session: ClusterSession, _ timeout: Duration) async throws {
    let reached: Void? = try await session.environment.clock.withTimeout(timeout) {
      try await session.follow(address) { object in
        object?[path: "status", "replicas"]?.int ?? 0 == replicas
          && object?[path: "status", "observedGeneration"]?.int ?? 0 >= object?.generation ?? 0
      }
    }
    if reached == nil { throw CommandFailure("timed out waiting for \(address.qualifiedName) to be scaled") }
  }
}
