import APIMachinery
import ArgumentParser

/// kctl describe.
struct Describe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows details of a specific resource or group of resources.",
    discussion: """
      kctl describe pod/web-1
      kctl describe deployments -l app=web
      kctl describe deployment/web --at yesterday
      """)

  @Argument(help: ArgumentHelp("TYPE [NAME ...], TYPE/NAME ... or TYPE and the start of names", valueName: "resource"))
  var resources: [String] = []
  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(inversion: .prefixedNo, help: "Shows the object's events too.") var showEvents = true
  @Option(help: ArgumentHelp("How many objects to ask for at a time; 0 asks for all at once.", valueName: "count")) var chunkSize: Int = 500
  @OptionGroup var point: PointInTimeOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    if resources.isEmpty, files.paths.isEmpty {
      throw CommandFailure(
        "You must specify the type of resource to describe. Use \"kctl api-resources\" for a complete list of supported resources.")
    }
    let session = try await point.session(cluster.session())
    var request = ObjectSelection(takesWholeTypes: true, verb: "describe")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    (request.labelSelector, request.fieldSelector) = (selection.selector, selection.fieldSelector)
    (request.allNamespaces, request.pageSize) = (selection.allNamespaces, chunkSize)
    let located = try await locate(request, session)
    if located.isEmpty {
      let place = request.allNamespaces ? "" : " in \(session.namespace) namespace."
      return try await session.console.error("No resources found" + place)
    }
    let relations = ObjectRelations(session: session, showsEvents: showEvents)
    for (position, item) in located.enumerated() {
      if position > 0 { try await session.console.write("\n\n") }
      let related = try await relations.related(to: item)
      let text = ObjectDescription(now: session.now).text(item.object, related, resource: item.address.resource)
      try await session.console.write(text)
    }
  }

  /// A name that no object has may be the start of names.
  private func locate(_ request: ObjectSelection, _ session: ClusterSession) async throws -> [LocatedObject] {
    do {
      return try await session.locate(request)
    } catch let error as StatusError where error.reason == .notFound && request.manifests.isEmpty {
      let selections = try await session.selections(request)
      guard selections.count == 1, case .object(let resource, let name) = selections[0] else { throw error }
      let matching = try await session.list(resource, namespace: session.namespace(for: resource)).filter { $0.name.hasPrefix(name) }
      if matching.isEmpty { throw error }
      return matching.map { LocatedObject(address: session.address(of: $0, resource), object: $0) }
    }
  }
}
