import Basics
import HTTPTransport
import Logging

/// Where pods and other hosts reach this API server.
enum AdvertisedAddress {
  /// The address that the options name; else the one that is served at. A server that serves this host alone is also served at its
  /// node's address, which the node's pods can reach; without a node there is none: nil.
  static func choose(
    _ options: DaemonOptions, node: NodeAgent?, control: ControlPlane, certificates: ServingCertificates, logger: Logger
  ) async -> (address: IPAddress, port: Int)? {
    if let address = options.certificates.advertiseAddress.flatMap({ IPAddress($0) }) { return (address, control.port) }
    guard let bound = IPAddress(options.bindAddress) else { return nil }
    if bound.bytes.allSatisfy({ $0 == 0 }) {
      let text = options.nodeIP ?? RouteAddress.toward("192.0.2.1", port: 9) ?? node?.addresses.first?.description
      return text.flatMap { IPAddress($0) }.map { ($0, control.port) }
    }
    guard isLoopback(bound) else { return (bound, control.port) }
    guard let address = node?.addresses.first, !isLoopback(address) else { return nil }
    do {
      let tls = HTTPServer.TLSIdentity(
        identity: certificates.server, clientAuthorities: [certificates.authority.identity.certificate])
      _ = try await control.http.listen(host: address.description, port: control.port, tls: tls)
      return (address, control.port)
    } catch {
      logger.warning("the API can't be served to pods", metadata: ["address": "\(address):\(control.port)", "error": "\(error)"])
      return nil
    }
  }

  private static func isLoopback(_ address: IPAddress) -> Bool {
    address.isIPv6 ? address.bytes.dropLast().allSatisfy { $0 == 0 } && address.bytes.last == 1 : address.bytes[0] == 127
  }
}
