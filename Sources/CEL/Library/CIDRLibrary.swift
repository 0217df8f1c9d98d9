import Basics

/// Kubernetes' address blocks: `cidr("10.0.0.0/8").containsIP("10.1.2.3")`.
enum CIDRLibrary {
  struct CIDRValue: OpaqueValue, CustomStringConvertible {
    static let name = "net.CIDR"
    let address: IPAddress
    let prefix: IPPrefix
    var typeName: String { Self.name }
    var description: String { "\(address)/\(prefix.length)" }
    func isEqual(to other: any OpaqueValue) -> Bool {
      guard let other = other as? Self else { return false }
      return other.prefix == prefix && other.address == address
    }

    init?(_ text: String) {
      guard let prefix = IPPrefix(text), let address = IPLibrary.parse(String(text.prefix { $0 != "/" })) else { return nil }
      (self.prefix, self.address) = (prefix, address)
    }

    init(prefix: IPPrefix) { (self.prefix, address) = (prefix, prefix.address) }

    func contains(_ other: CIDRValue) -> Bool { prefix.length <= other.prefix.length && prefix.contains(other.prefix.address) }
  }

  private static let type = CELType.opaque(CIDRValue.name)

  static let functions: [String: CELFunction] = [
    "cidr": CELFunction([.global(.string, to: type)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      .opaque(try parse(try arguments.string(0)))
    },
    "isCIDR": CELFunction([.global(.string, to: .bool)], cost: .traversal(0)) { arguments throws(EvaluationError) in
      .bool(CIDRValue(try arguments.string(0)) != nil)
    },
    "containsIP": CELFunction([.member(type, .string, to: .bool), .member(type, IPLibrary.type, to: .bool)]) {
      arguments throws(EvaluationError) in
      let cidr = try arguments.opaque(0, CIDRValue.self)
      if case .string(let text) = arguments[1] {
        guard let address = IPLibrary.parse(text) else {
          throw EvaluationError("IP Address \(StringLibrary.quote(text)) parse error during conversion from string")
        }
        return .bool(cidr.prefix.contains(address))
      }
      return .bool(cidr.prefix.contains(try arguments.opaque(1, IPLibrary.IPValue.self).address))
    },
    "containsCIDR": CELFunction([.member(type, .string, to: .bool), .member(type, type, to: .bool)]) { arguments throws(EvaluationError) in
      let cidr = try arguments.opaque(0, CIDRValue.self)
      if case .string(let text) = arguments[1] { return .bool(cidr.contains(try parse(text))) }
      return .bool(cidr.contains(try arguments.opaque(1, CIDRValue.self)))
    },
    "ip": CELFunction([.member(type, to: IPLibrary.type)]) { arguments throws(EvaluationError) in
      .opaque(IPLibrary.IPValue(address: try arguments.opaque(0, CIDRValue.self).address))
    },
    "masked": CELFunction([.member(type, to: type)]) { arguments throws(EvaluationError) in
      .opaque(CIDRValue(prefix: try arguments.opaque(0, CIDRValue.self).prefix))
    },
    "prefixLength": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in
      .int(Int64(try arguments.opaque(0, CIDRValue.self).prefix.length))
    },
  ]

  private static func parse(_ text: String) throws(EvaluationError) -> CIDRValue {
    guard let cidr = CIDRValue(text) else {
      throw EvaluationError("network address parse error during conversion from string: \(StringLibrary.quote(text))")
    }
    return cidr
  }
}
