import APIMachinery
import AccessControl
import Client
import Store

extension APIServer {
  private static let longRunning: Set<String> = ["attach", "exec", "proxy", "log", "portforward"]

  /// Works on the request when it is its turn. A watch gives its place to others once it has begun; what goes on for as long as it likes
  /// waits for nothing.
  func flowControlled(
    _ request: HTTPRequest, _ attributes: AuthorizationAttributes, _ query: QueryParameters, _ body: () async throws(StatusError) -> HTTPResponse
  ) async throws(StatusError) -> HTTPResponse {
    if attributes.isResourceRequest, Self.longRunning.contains(attributes.subresource) || attributes.verb == "proxy" { return try await body() }
    if let flightLimit {
      guard flightLimit.begin(attributes) else { throw .tooMany }
      defer { flightLimit.end(attributes) }
      return try await body()
    }
    guard let flows else { return try await body() }
    var response: HTTPResponse
    let admission: FlowState.Admission
    do throws(FlowRefusal) {
      let ticket = try await flows.admit(attributes, width: ListWidth.seats(attributes, query) { stored(attributes) })
      defer { ticket.release() }
      admission = ticket.admission
      do throws(StatusError) { response = try await body() } catch { response = ResponseWriter.failure(error, request) }
    } catch {
      admission = error.admission
      response = ResponseWriter.failure(.tooMany, request)
    }
    if !admission.schemaUID.isEmpty {
      response.headers["X-Kubernetes-PF-FlowSchema-UID"] = admission.schemaUID
      response.headers["X-Kubernetes-PF-PriorityLevel-UID"] = admission.levelUID
    }
    return response
  }

  /// How many objects there are of what is asked for.
  private func stored(_ attributes: AuthorizationAttributes) -> Int {
    let resource = GroupVersionResource(group: attributes.apiGroup, version: attributes.apiVersion, resource: attributes.resource)
    guard let definition = scheme.resource(resource) else { return 0 }
    return store.snapshot().count(
      scheme.storageResource(of: definition).groupResource, namespace: attributes.namespace.isEmpty ? nil : attributes.namespace, after: nil)
  }
}

extension StatusError {
  fileprivate static var tooMany: StatusError {
    var error = StatusError(429, .tooManyRequests, "Too many requests, please try again later.")
    error.retryAfterSeconds = 1
    return error
  }
}
