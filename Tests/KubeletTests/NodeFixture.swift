import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import Logging
import RuntimeInterface
import Store

@testable import Kubelet

/// A node over the real API server with a store in memory and a fake runtime.
final class NodeFixture: Sendable {
  let admin: DirectClient
  let runtime: FakeRuntime
  let kubelet: Kubelet
  let clock: ManualClock
  let root: String
  private let logger: Logger

  static func with(staticPods: String? = nil, _ body: (NodeFixture) async throws -> Void) async throws {
    let directory = TemporaryDirectory()
    let fixture = try await NodeFixture(root: directory.path, staticPods: staticPods)
    let serving = Task { try await fixture.kubelet.run() }
    do { try await body(fixture) } catch {
      serving.cancel()
      _ = try? await serving.value
      throw error
    }
    serving.cancel()
    try await serving.value
    withExtendedLifetime(directory) {}
  }

  private init(root: String, staticPods: String?) async throws {
    self.root = root
    let clock = ManualClock(start)
    self.clock = clock
    logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    // Tokens of service accounts are the API server's matter; tests that mount one say so.
    var configuration = Configuration()
    configuration.admission = try AdmissionSelection(enabling: [], disabling: ["ServiceAccount"])
    let server = APIServer(store: MemoryStore(), clock: clock, random: SeededRandom(seed: 1), configuration: configuration, logger: logger)
    admin = server.client(as: .admin, userAgent: "test")
    runtime = FakeRuntime(clock: clock)
    runtime.addImage("busybox")
    for name in ["default", "kube-node-lease"] {
      do {
        _ = try await admin.create(
          ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "namespaces")),
          ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]], options: WriteOptions())
      } catch let error as StatusError where error.reason == .alreadyExists {}
    }
    let client = server.client(
      as: UserInfo(name: "system:node:n1", groups: ["system:nodes", "system:authenticated"]), userAgent: "kubelet")
    kubelet = Self.kubelet(root, client, runtime, clock, logger, staticPods: staticPods)
  }

  static func kubelet(_ root: String, _ client: any APIClient, _ runtime: FakeRuntime, _ clock: ManualClock, _ logger: Logger,
    staticPods: String? = nil
  ) -> Kubelet {
    var configuration = KubeletConfiguration(
      nodeName: "n1", rootDirectory: root + "/kubelet", logDirectory: root + "/logs", capacity: bigNode)
    configuration.addresses = ["192.0.2.1"]
    configuration.podCIDRs = ["10.244.0.0/24"]
    configuration.staticPodDirectory = staticPods
    return Kubelet(
      configuration, client: client, runtime: runtime, images: runtime, runtimeName: "fake",
      surroundings: .init(mounts: NoMounts(), clock: clock), logger: logger)
  }

  let pods = ResourcePath(Resources.pods, namespace: "default")

  func createPod(_ name: String, change: (inout Value) -> Void = { _ in }) async throws {
    var value: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
      "spec": ["nodeName": "n1", "containers": [["name": "app", "image": "busybox", "imagePullPolicy": "IfNotPresent"]]]
    ]
    change(&value)
    _ = try await admin.create(pods, value, options: WriteOptions())
  }

  func create(_ resource: String, _ object: Value) async throws {
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: resource), namespace: "default")
    _ = try await admin.create(path, object, options: WriteOptions())
  }

  /// The first state of an object, from now on, that is as wanted; nil stands for a deleted one.
  @discardableResult
  func wait(for name: String, in path: ResourcePath? = nil, until isWanted: (Value?) -> Bool) async throws -> Value? {
    let path = path ?? pods
    var options = ListOptions(fieldSelector: "metadata.name=\(name)")
    let list = try await admin.list(path, options: options)
    if isWanted(list.items.first) { return list.items.first }
    options.resourceVersion = list.resourceVersion
    for try await event in try await admin.watch(path, options: options) {
      switch event {
      case .added(let object), .modified(let object): if isWanted(object) { return object }
      case .deleted: if isWanted(Optional.none) { return Optional.none }
      case .bookmark: break
      }
    }
    throw StatusError.internalError("the watch ended")
  }

  /// The first event with this reason, about this object.
  func waitForEvent(_ reason: String, about name: String) async throws -> Value? {
    let path = ResourcePath(Resources.events, namespace: "default")
    func isWanted(_ event: Value) -> Bool { event["reason"]?.string == reason && event[path: "involvedObject", "name"]?.string == name }
    var options = ListOptions()
    let list = try await admin.list(path, options: options)
    if let found = list.items.first(where: isWanted) { return found }
    options.resourceVersion = list.resourceVersion
    for try await event in try await admin.watch(path, options: options) where isWanted(event.object) { return event.object }
    throw StatusError.internalError("the watch ended")
  }
}

extension Value {
  func condition(_ type: String) -> Value? { self["status"]?["conditions"]?.array?.first { $0["type"]?.string == type } }
  var firstContainer: Value? { self["status"]?["containerStatuses"]?[0] }
}
