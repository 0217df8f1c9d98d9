import APIMachinery
import APISchemas
import Client

/// A container that a log, exec or attach request is about, and the kubelet that has it.
struct PodConnection: Sendable {
  var container: String
  var node: NodeLink
}

extension APIServer {
  static let defaultContainerAnnotation = "kubectl.kubernetes.io/default-container"

  /// Finds the pod's container and its kubelet; errors in upstream's words.
  func connect(_ request: ResourceRequest, container wanted: String) throws(StatusError) -> PodConnection {
    let pod = try get(request, resourceVersion: "").decoded()
    let container = try Self.container(of: pod, wanted)
    return PodConnection(container: container, node: try link(toNodeOf: pod))
  }

  static func container(of pod: Value, _ wanted: String) throws(StatusError) -> String {
    let spec = pod["spec"]
    let containers = spec?["containers"]?.array?.map(\.ownName) ?? []
    let initial = spec?["initContainers"]?.array?.map(\.ownName) ?? []
    let ephemeral = spec?["ephemeralContainers"]?.array?.map(\.ownName) ?? []
    if wanted.isEmpty {
      if containers.count == 1, initial.isEmpty, ephemeral.isEmpty { return containers[0] }
      var message = "a container name must be specified for pod \(pod.name), choose one of: [\(containers.joined(separator: " "))]"
      if !initial.isEmpty { message += " or one of the init containers: [\(initial.joined(separator: " "))]" }
      if !ephemeral.isEmpty { message += " or one of the ephemeral containers: [\(ephemeral.joined(separator: " "))]" }
      throw .badRequest(message)
    }
    guard (containers + initial + ephemeral).contains(wanted) else {
      throw .badRequest("container \(wanted) is not valid for pod \(pod.name)")
    }
    return wanted
  }
}

extension Value {
  /// The `name` field of a list element.
  fileprivate var ownName: String { self["name"]?.string ?? "" }
}
