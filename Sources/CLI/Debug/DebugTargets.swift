import APIMachinery
import Basics
import Client

/// Puts the container where it is wanted, and says where that is.
struct DebugTargets {
  let session: ClusterSession
  let isQuiet: Bool

  /// Into a pod that runs.
  func join(_ target: LocatedObject, _ plan: inout DebugPlan) async throws -> (pod: Value, container: String) {
    plan.name = try await name(plan, in: target.object)
    if !plan.options.target.isEmpty, !isQuiet {
      try await session.console.line(
        "Targeting container \"\(plan.options.target)\". If you don't see processes from this container it may be because the "
          + "container runtime doesn't support this feature.")
    }
    let patch: Value = ["spec": ["ephemeralContainers": [try plan.ephemeralContainer()]]]
    do {
      let pod = try await session.patch(
        target.address, subresource: "ephemeralcontainers", .strategicMerge(patch), WriteFlags(fieldManager: "kctl-debug"))
      return (pod, plan.name)
    } catch let error as StatusError where error.reason == .notFound && error.name.isEmpty {
      throw CommandFailure("ephemeral containers are disabled for this cluster (error from server: \"\(error.message)\").")
    }
  }

  /// As a pod like the one that is there.
  func copy(_ target: LocatedObject, _ plan: inout DebugPlan) async throws -> (pod: Value, container: String) {
    let isNew = !plan.options.image.isEmpty && plan.options.container.isEmpty
    plan.name = isNew ? try await name(plan, in: target.object) : plan.options.container
    let created = try await session.create(
      try plan.copy(of: target.object), target.address.resource, namespace: target.address.namespace, WriteFlags(fieldManager: "kctl-debug"))
    if plan.copy.replace { try await session.delete(target.address, DeletionFlags()) }
    return (created, plan.name)
  }

  /// Onto a node.
  func visit(_ target: LocatedObject, _ plan: inout DebugPlan) async throws -> (pod: Value, container: String) {
    plan.name = plan.options.container.isEmpty ? "debugger" : plan.options.container
    let node = target.object.name
    // The API's limit of a pod's name is 253; a host name in a pod's is cut at 63 by whoever needs one.
    let podName = "node-debugger-\(node.prefix(253 - 20))-\(session.environment.random.nameSuffix())"
    guard let pods = try await session.catalog().resource(named: "pods") else { throw CommandFailure("the server has no pods") }
    if !isQuiet {
      try await session.console.line("Creating debugging pod \(podName) with container \(plan.name) on node \(node).")
    }
    let created = try await session.create(
      try plan.nodePod(podName, node: node), pods, namespace: session.namespace, WriteFlags(fieldManager: "kctl-debug"))
    return (created, plan.name)
  }

  private func name(_ plan: DebugPlan, in pod: Value) async throws -> String {
    guard plan.options.container.isEmpty else { return plan.options.container }
    let taken = ["initContainers", "containers", "ephemeralContainers"].flatMap { pod[path: "spec", $0]?.array?.map(\.containerName) ?? [] }
    var name = ""
    repeat { name = "debugger-" + session.environment.random.nameSuffix() } while taken.contains(name)
    if !isQuiet { try await session.console.line("Defaulting debug container name to \(name).") }
    return name
  }
}

/// Waits for a container and joins it; one that has ended already shows its log.
struct DebugAttachment {
  let session: ClusterSession
  let usesInput: Bool
  let wantsTerminal: Bool
  let isQuiet: Bool

  func run(_ pod: Value, _ container: String) async throws {
    guard let pods = try await session.catalog().resource(named: "pods") else { return }
    let address = session.address(of: pod, pods)
    let latest = LatestObject()
    try await session.follow(address) { object in
      guard let object else { throw CommandFailure("pod \(address.name) was deleted") }
      await latest.set(object)
      let state = Self.state(of: container, in: object)
      if let waiting = state?["waiting"], ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError"]
        .contains(waiting["reason"]?.string ?? "")
      {
        try await session.console.error(
          "Warning: container \(container): \(waiting["message"]?.string ?? waiting["reason"]?.string ?? "")")
        return false
      }
      return state?["running"] != nil || state?["terminated"] != nil
    }
    guard let object = await latest.object else { return }
    if Self.state(of: container, in: object)?["running"] != nil {
      return try await AttachSession(session: session, usesInput: usesInput, wantsTerminal: wantsTerminal, isQuiet: isQuiet)
        .runOrShowLog(object, container)
    }
    let log = try await session.send("GET", address.path(subresource: "log"), query: QueryString(["container": container]))
    try await session.console.write(bytes: try await log.bytes())
  }

  private static func state(of container: String, in pod: Value) -> Value? {
    ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"].flatMap { pod[path: "status", $0]?.array ?? [] }
      .first { $0.containerName == container }?["state"]
  }
}
