import Client
import Synchronization

/// The clients of other servers, one a target, so that connections are used again.
final class UpstreamPool: Sendable {
  /// Targets come and go with endpoints and certificates: beyond this many, all are forgotten and made again.
  static let exchangesMax = 256

  private let exchanges = Mutex<[UpstreamTarget: any HTTPExchange]>([:])
  private let connect: UpstreamConnector

  init(_ connect: @escaping UpstreamConnector) { self.connect = connect }

  func exchange(_ target: UpstreamTarget) throws -> any HTTPExchange {
    if let known = exchanges.withLock({ $0[target] }) { return known }
    let made = try connect(target)
    exchanges.withLock { exchanges in
      if exchanges.count >= Self.exchangesMax { exchanges = [:] }
      exchanges[target] = made
    }
    return made
  }
}
