import Basics

/// Somebody who answers what the cluster doesn't know.
public struct UpstreamServer: Hashable, Sendable, CustomStringConvertible {
  public var address: IPAddress
  public var port: Int
  public init(_ address: IPAddress, port: Int = 53) { (self.address, self.port) = (address, port) }
  public var description: String { address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

/// Whom to ask first: the servers as they are given, those that have just failed last.
struct UpstreamOrder: Sendable {
  private let servers: [UpstreamServer]
  private var failedUntil: [UpstreamServer: Timestamp] = [:]
  private static let penalty = Duration.seconds(10)

  init(_ servers: [UpstreamServer]) { self.servers = servers.distinct }

  func order(at now: Timestamp) -> [UpstreamServer] {
    let isBad = servers.map { (failedUntil[$0] ?? now) > now }
    return zip(servers, isBad).filter { !$0.1 }.map(\.0) + zip(servers, isBad).filter(\.1).map(\.0)
  }

  mutating func failed(_ server: UpstreamServer, at now: Timestamp) { failedUntil[server] = now + Self.penalty }
  mutating func answered(_ server: UpstreamServer) { failedUntil[server] = nil }
}
