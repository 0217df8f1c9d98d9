import APIServer
import AccessControl

/// A client in process for each component, with an identity of its own.
struct ComponentClients: Sendable {
  let server: APIServer
  let version: String

  func client(as user: UserInfo, component: String) -> DirectClient {
    server.client(as: user, userAgent: "kctl/\(version) (linux) \(component)")
  }
}
