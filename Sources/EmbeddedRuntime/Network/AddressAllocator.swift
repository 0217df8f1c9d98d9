import Basics

/// Gives out a node's pod addresses: each to one sandbox, and a freed one as late as possible again.
struct AddressAllocator: Hashable, Sendable {
  let prefix: IPPrefix
  /// The bridge's own, and the pods' way out.
  let gateway: IPAddress
  private(set) var used: Set<IPAddress> = []
  private var next = 2

  init(_ prefix: IPPrefix) {
    self.prefix = prefix
    gateway = prefix.address.advanced(by: 1)
  }

  /// nil when none is left. The network's own address, the gateway and (of IPv4) the broadcast address aren't given out.
  mutating func allocate() -> IPAddress? {
    let end = prefix.address.isIPv6 ? min(prefix.count, 1 << 20) : prefix.count - 1
    guard end > 2 else { return nil }
    for step in 0..<(end - 2) {
      let offset = 2 + (next - 2 + step) % (end - 2)
      let address = prefix.address.advanced(by: offset)
      if used.insert(address).inserted {
        next = offset + 1 < end ? offset + 1 : 2
        return address
      }
    }
    return nil
  }

  /// Marks one that is in use already, as found on disk.
  mutating func take(_ address: IPAddress) { used.insert(address) }
  mutating func free(_ address: IPAddress) { used.remove(address) }
}
