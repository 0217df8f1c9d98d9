/// Salsa20 and XSalsa20 (D. J. Bernstein, "The Salsa20 family of stream ciphers", "Extending the Salsa20 nonce").
enum Salsa20 {
  /// Words 0, 5, 10 and 15 of the matrix: "expand 32-byte k".
  private static let constants: [UInt32] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]

  /// The stream of XSalsa20: `count` bytes for a key of 32 bytes and a nonce of 24.
  static func extendedStream(key: [UInt8], nonce: [UInt8], count: Int) -> [UInt8] {
    let keys = words(key)
    let first = matrix(keys, input: words(Array(nonce.prefix(16))))
    let mixed = rounds(first)
    // HSalsa20: the diagonal and the input's places, without the sum at the end.
    let derived = [0, 5, 10, 15, 6, 7, 8, 9].map { mixed[$0] }
    let rest = words(Array(nonce.dropFirst(16)))
    var stream: [UInt8] = []
    stream.reserveCapacity(count + 64)
    var counter: UInt64 = 0
    while stream.count < count {
      let block = matrix(derived, input: rest + [UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32)])
      for (sum, start) in zip(rounds(block), block) {
        let word = sum &+ start
        for shift in [0, 8, 16, 24] as [UInt32] { stream.append(UInt8(truncatingIfNeeded: word >> shift)) }
      }
      counter += 1
    }
    return Array(stream.prefix(count))
  }

  private static func matrix(_ key: [UInt32], input: [UInt32]) -> [UInt32] {
    [constants[0]] + key[0..<4] + [constants[1]] + input + [constants[2]] + key[4..<8] + [constants[3]]
  }

  /// Twenty rounds, a column round and a row round in turn.
  private static func rounds(_ start: [UInt32]) -> [UInt32] {
    var x = start
    func quarter(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
      x[b] ^= rotated(x[a] &+ x[d], 7)
      x[c] ^= rotated(x[b] &+ x[a], 9)
      x[d] ^= rotated(x[c] &+ x[b], 13)
      x[a] ^= rotated(x[d] &+ x[c], 18)
    }
    for _ in 0..<10 {
      quarter(0, 4, 8, 12)
      quarter(5, 9, 13, 1)
      quarter(10, 14, 2, 6)
      quarter(15, 3, 7, 11)
      quarter(0, 1, 2, 3)
      quarter(5, 6, 7, 4)
      quarter(10, 11, 8, 9)
      quarter(15, 12, 13, 14)
    }
    return x
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }

  private static func words(_ bytes: [UInt8]) -> [UInt32] {
    stride(from: 0, to: bytes.count, by: 4).map { start in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
  }
}
