import APIMachinery
import APIServer
import AccessControl
import Client

/// What the daemon itself answers beside the Kubernetes API, below `/apis/kctl.dev/v1alpha1/`.
///
/// Administrators only: the group system:masters, and the local users of the unix socket; they act for others (`--as`) who are administrators
/// as well, since nothing here asks what somebody else would be allowed.
struct DaemonEndpoint: Sendable {
  typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

  let path: String
  let answer: @Sendable (HTTPRequest) async throws -> HTTPResponse

  init(_ name: String, _ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) {
    (path, self.answer) = (Self.path(name), answer)
  }

  static func path(_ name: String) -> String { "/apis/kctl.dev/v1alpha1/" + name }

  /// The server's handler with these endpoints before it.
  static func handler(_ endpoints: [DaemonEndpoint], localUsers: Set<UInt32>, before server: APIServer) -> Handler {
    handler(
      endpoints, localUsers: localUsers, others: { await server.handle($0) },
      audited: { request, answer in
        let other = impersonated(request).map { UserInfo(name: $0, groups: request.headers.all("Impersonate-Group")) }
        return await server.audited(request, by: asker(request), actingAs: other, answer)
      })
  }

  /// These endpoints, and `others` for every other path. `audited` is told of each request to an endpoint, and gets the answer from what it
  /// is given with it.
  static func handler(
    _ endpoints: [DaemonEndpoint], localUsers: Set<UInt32>, others: @escaping Handler,
    audited: @escaping @Sendable (HTTPRequest, @escaping Handler) async -> HTTPResponse = { await $1($0) }
  ) -> Handler {
    { request in
      guard let endpoint = endpoints.first(where: { $0.path == request.path }) else { return await others(request) }
      return await audited(request) { request in
        let isAdministrator =
          request.peer.unixUserID.map(localUsers.contains) ?? request.peer.certificateOrganizations.contains("system:masters")
        guard isAdministrator else { return endpoint.refusal }
        return await endpoint.respond(request)
      }
    }
  }

  /// Who the transport says is asking.
  private static func asker(_ request: HTTPRequest) -> UserInfo {
    if let id = request.peer.unixUserID { return .localUser(LocalUser.name(id)) }
    guard let name = request.peer.certificateCommonName else { return UserInfo(name: "") }
    return UserInfo(name: name, groups: request.peer.certificateOrganizations).joining("system:authenticated")
  }

  /// The answer to an administrator, whatever becomes of it. Who acts for another gets it where the other is an administrator too.
  func respond(_ request: HTTPRequest) async -> HTTPResponse {
    guard Self.impersonated(request) == nil || request.headers.all("Impersonate-Group").contains("system:masters") else { return refusal }
    do { return try await answer(request) } catch let error as StatusError { return .failure(error) } catch {
      return .failure(.internalError("\(error)"))
    }
  }
}

extension DaemonEndpoint {
  private var refusal: HTTPResponse {
    .failure(.forbidden(GroupResource(resource: ""), "", "\(path) is for administrators of the cluster"))
  }

  /// For whom the caller acts; nil for themselves.
  static func impersonated(_ request: HTTPRequest) -> String? { request.headers["Impersonate-User"].flatMap { $0.isEmpty ? nil : $0 } }

  /// As whose work the repository keeps what the request changes. `localUser`: who asks, where no transport says it.
  static func author(_ request: HTTPRequest, localUser: String?) -> String {
    // Who acts for somebody else was let in as an administrator, and so was the other.
    if let other = impersonated(request) { return other }
    return request.peer.unixUserID.map { LocalUser.name($0) } ?? request.peer.certificateCommonName ?? localUser ?? "kctl"
  }

  /// The answer to a method that an endpoint doesn't have.
  static let methodNotAllowed = StatusError(405, .methodNotAllowed, "the server does not allow this method on the requested resource")
}

extension HTTPResponse {
  static func json(_ value: Value, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status, headers: ["Content-Type": "application/json"], body: .bytes(JSON.encode(value)))
  }

  static func failure(_ error: StatusError) -> HTTPResponse { .json(error.value, status: error.code) }
}

extension HTTPRequest {
  /// The decoded value of a query parameter; nil when it isn't there or can't be decoded.
  func parameter(_ name: String) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if PercentEncoding.decode(parts[0], plusIsSpace: true) == name {
        return parts.count > 1 ? PercentEncoding.decode(parts[1], plusIsSpace: true) : ""
      }
    }
    return nil
  }
}
