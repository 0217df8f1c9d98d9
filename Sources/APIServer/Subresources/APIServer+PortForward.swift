import APIMachinery
import APISchemas
import Basics
import Client
import Streaming

extension APIServer {
  /// Forwards connections to a pod's ports.
  func answerPortForward(
    _ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest
  ) async throws(StatusError) -> HTTPResponse {
    let (namespace, pod) = (resource.namespace, resource.name)
    switch try link(toNodeOf: try get(resource, resourceVersion: "").decoded()) {
    case .local(let node):
      let upgrade = PortForwardUpgrade(pod: pod, clock: clock) { port in
        try await node.portForward(PortForwardRequest(namespace: namespace, pod: pod, port: port))
      }
      return try upgrade.answer(request, query)
    case .remote(let kubelet):
      _ = try UpgradeRequest(request)
      let (path, query) = KubeletPath.portForward(namespace: namespace, pod: pod, query)
      return try await kubelet.pass(request, to: path, query: query)
    }
  }
}
