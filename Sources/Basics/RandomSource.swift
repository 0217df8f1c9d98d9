/// Where randomness comes from: the system's generator in production, a seeded one in tests and in the simulator.
public protocol RandomSource: Sendable {
  func next() -> UInt64
}

extension RandomSource {
  /// A number in `0..<bound`; `bound` must be positive. The bias for the small bounds in use here is below 2^-40.
  public func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A suffix for generated names: consonants and digits that can't spell words, as Kubernetes uses.
  public func nameSuffix(_ length: Int = 5) -> String {
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String((0..<length).map { _ in alphabet[below(alphabet.count)] })
  }

  /// A random (version 4, RFC 9562) UUID in lower case.
  public func uuid() -> String {
    var bytes = [UInt8]()
    for word in [next(), next()] { withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) } }
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array("0123456789abcdef")
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }
}

/// The system's cryptographically secure generator.
public struct SystemRandom: RandomSource {
  public init() {}
  public func next() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
