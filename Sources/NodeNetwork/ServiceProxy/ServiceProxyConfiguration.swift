import Basics

/// Which node the proxy works on, and what its rules may be called.
public struct ServiceProxyConfiguration: Hashable, Sendable {
  public var nodeName: String
  /// Tells this instance's tables from those of other instances on the host: lower-case letters and digits.
  public var instance: String
  /// Where this node's pods have their addresses: whoever asks from there is a pod of this instance.
  public var podCIDRs: [IPPrefix]
  /// Addresses of the node besides those that its Node names.
  public var nodeAddresses: [IPAddress] = []
  /// Where Services get their cluster IPs, as far as that is known: what no Service has is refused to pods instead of sent out of the host.
  public var serviceRanges: [IPPrefix] = []
  /// Whether the host knows IPv6; rules for it can't be loaded where it doesn't.
  public var hasIPv6 = true
  /// How often rules are loaded at most, in the long run.
  public var syncInterval = Duration.seconds(1)

  public init(nodeName: String, instance: String, podCIDRs: [IPPrefix]) {
    (self.nodeName, self.instance, self.podCIDRs) = (nodeName, instance, podCIDRs)
  }

  /// The name of the instance's tables, one for each family of addresses.
  public var table: String { "kctl-proxy-" + instance }

  func podCIDRs(_ family: AddressFamily) -> [IPPrefix] { podCIDRs.filter { family.includes($0.address) } }
  func serviceRanges(_ family: AddressFamily) -> [IPPrefix] { serviceRanges.filter { family.includes($0.address) } }
}
