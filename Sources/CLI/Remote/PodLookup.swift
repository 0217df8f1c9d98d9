import APIMachinery
import Basics

/// Finds the pod and container that `logs` and `exec` are about.
struct PodLookup {
  let session: ClusterSession
  static let defaultContainerAnnotation = "kubectl.kubernetes.io/default-container"

  /// The pods that match the selector, or the one that `POD`, `pod/POD`, `deployment/WEB`, `job/X`… names.
  func pods(_ argument: String?, selector: String) async throws -> [Value] {
    guard let pods = try await session.catalog().resource(named: "pods") else {
      throw CommandFailure("the server doesn't have a resource type \"pods\"")
    }
    guard let argument else {
      let found = try await session.list(pods, namespace: session.namespace, labelSelector: selector)
      if found.isEmpty { try await session.console.error("No resources found in \(session.namespace) namespace.") }
      return found
    }
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, !parts.contains("") else {
      throw CommandFailure("arguments in resource/name form must have a single resource and name")
    }
    let resource = parts.count == 1 ? pods : try ResourceArguments(catalog: await session.catalog()).resource(parts[0])
    let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: parts[parts.count - 1])
    let object = try await session.get(address)
    if resource == pods { return [object] }
    return [try await pod(of: object, address, pods)]
  }

  /// Every pod of a workload, by name.
  func allPods(_ argument: String, selector: String) async throws -> [Value] {
    let parts = argument.split(separator: "/").map(String.init)
    guard parts.count == 2, let pods = try await session.catalog().resource(named: "pods") else { return try await self.pods(argument.isEmpty ? nil : argument, selector: selector) }
    let resource = try ResourceArguments(catalog: await session.catalog()).resource(parts[0])
    if resource == pods { return try await self.pods(argument, selector: selector) }
    let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: parts[1])
    let found = try await session.list(pods, namespace: address.namespace, labelSelector: try Self.selector(of: try await session.get(address), address))
    guard !found.isEmpty else { throw CommandFailure("no pods found for \(address.qualifiedName)") }
    return found.sorted { $0.name < $1.name }
  }

  private static func selector(of workload: Value, _ address: ObjectAddress) throws(CommandFailure) -> String {
    let selector: String
    if workload.kind == "Service" || workload.kind == "ReplicationController" {
      selector = SelectorText.text(["matchLabels": workload[path: "spec", "selector"] ?? [:]])
    } else if let own = workload[path: "spec", "selector"] {
      selector = SelectorText.text(own)
    } else {
      throw CommandFailure("cannot get the logs from \(address.qualifiedName): selector for \(workload.kind) not implemented")
    }
    guard !selector.isEmpty else { throw CommandFailure("\(address.qualifiedName) has no selector") }
    return selector
  }

  /// A workload's pod: a ready one rather than one that isn't, the younger of equals.
  private func pod(of workload: Value, _ address: ObjectAddress, _ pods: APIResource) async throws -> Value {
    let selector = try Self.selector(of: workload, address)
    let found = try await session.list(pods, namespace: address.namespace, labelSelector: selector).sorted { a, b in
      let (readyA, readyB) = (Self.isReady(a), Self.isReady(b))
      return readyA != readyB ? readyA : Self.age(a) > Self.age(b)
    }
    guard let first = found.first else { throw CommandFailure("no pods found for \(address.qualifiedName)") }
    if found.count > 1 { try await session.console.error("Found \(found.count) pods, using pod/\(first.name)") }
    return first
  }

  private static func age(_ pod: Value) -> Int64 { pod.creationTimestamp?.nanosecondsSinceEpoch ?? 0 }

  private static func isReady(_ pod: Value) -> Bool {
    pod[path: "status", "conditions"]?.array?.contains { $0["type"]?.string == "Ready" && $0["status"]?.string == "True" } ?? false
  }

  /// The named container, else the pod's default one (its annotation, else the first).
  func container(of pod: Value, named name: String?, announces: Bool) async throws -> String {
    let all = ["containers", "initContainers", "ephemeralContainers"].flatMap { field in
      pod[path: "spec", field]?.array?.compactMap { $0["name"]?.string } ?? []
    }
    if let name {
      guard all.contains(name) else { throw CommandFailure("container \(name) is not valid for pod \(pod.name)") }
      return name
    }
    if let preferred = pod.annotations[Self.defaultContainerAnnotation], all.contains(preferred) { return preferred }
    let regular = pod[path: "spec", "containers"]?.array?.compactMap { $0["name"]?.string } ?? []
    guard let first = regular.first else { throw CommandFailure("pod \(pod.name) has no containers") }
    if announces, all.count > 1 {
      try await session.console.error("Defaulted container \"\(first)\" out of: \(Self.described(pod))")
    }
    return first
  }

  private static func described(_ pod: Value) -> String {
    [("containers", ""), ("ephemeralContainers", " (ephem)"), ("initContainers", " (init)")].flatMap { field, suffix in
      pod[path: "spec", field]?.array?.compactMap { $0["name"]?.string.map { $0 + suffix } } ?? []
    }.joined(separator: ", ")
  }
}
