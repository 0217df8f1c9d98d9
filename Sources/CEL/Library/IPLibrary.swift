import Basics

/// Kubernetes' addresses: `ip("192.168.0.1").family()`.
enum IPLibrary {
  struct IPValue: OpaqueValue, CustomStringConvertible {
    static let name = "net.IP"
    let address: IPAddress
    var typeName: String { Self.name }
    var description: String { address.description }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self)?.address == address }
  }

  static let type = CELType.opaque(IPValue.name)

  static let functions: [String: CELFunction] = [
    "ip": CELFunction([.global(.string, to: type)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      let text = try arguments.string(0)
      guard let address = parse(text) else {
        throw EvaluationError("IP Address \(StringLibrary.quote(text)) parse error during conversion from string")
      }
      return .opaque(IPValue(address: address))
    },
    "isIP": CELFunction([.global(.string, to: .bool)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      .bool(parse(try arguments.string(0)) != nil)
    },
    "ip.isCanonical": CELFunction([.global(.string, to: .bool)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      let text = try arguments.string(0)
      guard let address = parse(text) else {
        throw EvaluationError("IP Address \(StringLibrary.quote(text)) parse error during conversion from string")
      }
      return .bool(address.description == text)
    },
    "family": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in .int(try address(arguments).isIPv6 ? 6 : 4) },
    "isUnspecified": test { $0.bytes.allSatisfy { $0 == 0 } },
    "isLoopback": test { address in
      address.isIPv6 ? address.bytes.dropLast().allSatisfy { $0 == 0 } && address.bytes[15] == 1 : address.bytes[0] == 127
    },
    "isLinkLocalMulticast": test { address in
      address.isIPv6
        ? address.bytes[0] == 0xff && address.bytes[1] & 0x0f == 2
        : address.bytes[0] == 224 && address.bytes[1] == 0 && address.bytes[2] == 0
    },
    "isLinkLocalUnicast": test { address in
      address.isIPv6 ? address.bytes[0] == 0xfe && address.bytes[1] & 0xc0 == 0x80 : address.bytes[0] == 169 && address.bytes[1] == 254
    },
    "isGlobalUnicast": test { address in
      let bytes = address.bytes
      if bytes.allSatisfy({ $0 == 0 }) || (!address.isIPv6 && bytes.allSatisfy { $0 == 255 }) { return false }
      if address.isIPv6 {
        let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
        return !isLoopback && bytes[0] != 0xff && !(bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80)
      }
      return bytes[0] != 127 && !(224...239).contains(bytes[0]) && !(bytes[0] == 169 && bytes[1] == 254)
    },
  ]

  /// Not IPv4 in IPv6 form, nor with a zone.
  static func parse(_ text: String) -> IPAddress? {
    guard let address = IPAddress(text) else { return nil }
    let isMapped =
      address.isIPv6 && address.bytes.prefix(10).allSatisfy { $0 == 0 } && address.bytes[10] == 0xff && address.bytes[11] == 0xff
    return isMapped ? nil : address
  }

  private static func address(_ arguments: [CELValue]) throws(EvaluationError) -> IPAddress {
    try arguments.opaque(0, IPValue.self).address
  }

  private static func test(_ holds: @escaping @Sendable (IPAddress) -> Bool) -> CELFunction {
    CELFunction([.member(type, to: .bool)]) { arguments throws(EvaluationError) in .bool(holds(try address(arguments))) }
  }
}
