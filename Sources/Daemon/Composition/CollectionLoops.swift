import APIMachinery
import APISchemas
import Basics
import Client
import ControllerKit
import Controllers
import CustomResources
import Logging

/// The controllers that look at every resource there is: garbage collector and namespace controller. They follow the
/// definitions of custom resources: when those change, the two begin again with the new list.
struct CollectionLoops: Sendable {
  static let names: Set<String> = ["generic-garbage-collector", "namespace-controller"]
  static let retryDelay = Duration.seconds(2)
  private static let definitions = ResourcePath(
    GroupVersionResource(group: "apiextensions.k8s.io", version: "v1", resource: "customresourcedefinitions"))

  let clients: ComponentClients
  /// Reads as the controller manager.
  let client: any APIClient
  let logger: Logger
  var clock: any WallClock = SystemClock()

  func run() async {
    var running: Task<Void, Never>?
    var known: [GroupVersionResource]?
    while !Task.isCancelled {
      do {
        let list = try await client.list(Self.definitions, options: ListOptions())
        let resources = Self.resources(list.items)
        if known != resources.map(\.gvr) {
          known = resources.map(\.gvr)
          running?.cancel()
          await running?.value
          running = start(resources)
        }
        try await waitForChange(after: list.resourceVersion)
      } catch {
        // Without definitions the built-in kinds are still collected.
        if running == nil { running = start(Scheme.builtIn.resources) }
        try? await clock.sleep(until: clock.now + Self.retryDelay)
      }
    }
    running?.cancel()
    await running?.value
  }

  /// One version of each resource: the one it is stored in, where that is served.
  private static func resources(_ definitions: [Value]) -> [ResourceDefinition] {
    var resources = Scheme.builtIn.resources
    for definition in definitions.sorted(by: { $0.name < $1.name }) {
      let kinds = DefinedResources.kinds(of: definition).filter(\.definition.isServed)
      let stored = DefinedResources.storageVersion(of: definition)
      if let kind = kinds.first(where: { $0.definition.version == stored }) ?? kinds.first { resources.append(kind.definition) }
    }
    return resources
  }

  private func waitForChange(after version: String) async throws {
    var options = ListOptions()
    options.resourceVersion = version
    for try await event in try await client.watch(Self.definitions, options: options) {
      if case .bookmark = event { continue }
      return
    }
  }

  private func start(_ resources: [ResourceDefinition]) -> Task<Void, Never> {
    let informers = SharedInformers(client: client)
    let events = EventRecorder(client: client)
    let reconcilers: [any Reconciler] = [NamespaceController(resources: resources), GarbageCollector(resources: resources)]
    let runners = reconcilers.map { reconciler in
      ControllerRunner(
        reconciler, informers: informers, client: clients.client(ofController: reconciler.account), events: events, logger: logger)
    }
    return Task {
      await withDiscardingTaskGroup { group in
        group.addTask { await informers.run() }
        group.addTask { await events.run() }
        for runner in runners { group.addTask { await runner.run() } }
      }
    }
  }
}
