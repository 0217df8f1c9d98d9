import APIServer
import AccessControl
import Client

/// A client for each component.
struct ComponentClients: Sendable {
  typealias Client = any APIClient & BatchClient

  private let make: @Sendable (UserInfo, _ userAgent: String) -> Client
  private let version: String

  /// Clients in process, each with an identity of its own.
  init(server: APIServer, version: String) {
    self.version = version
    make = { user, userAgent in server.client(as: user, userAgent: userAgent) }
  }

  /// Clients of a server elsewhere: who they are there is up to the credentials of the exchange.
  init(remote exchange: any HTTPExchange, version: String) {
    self.version = version
    make = { _, userAgent in WireClient(exchange, userAgent: userAgent) }
  }

  func client(as user: UserInfo, component: String) -> Client { make(user, "kctl/\(version) (linux) \(component)") }

  func client(ofController account: String) -> Client { client(as: .controller(account), component: account) }
}
