/// Poly1305 (RFC 8439 section 2.5), the one-time authenticator of secretbox.
enum Poly1305 {
  private static let clamp: UInt128 = 0x0fff_fffc_0fff_fffc_0fff_fffc_0fff_ffff

  /// The sum so far, modulo 2^130 - 5 but not always the least: `high` counts in units of 2^128.
  private struct Sum {
    var low: UInt128 = 0
    var high: UInt64 = 0

    mutating func add(_ block: UInt128, mark: UInt64) {
      let (sum, carried) = low.addingReportingOverflow(block)
      low = sum
      high += mark + (carried ? 1 : 0)
    }

    /// Schoolbook in words of 64 bits. No column overflows: a clamped key's words are below 2^60, and `high` is below 8.
    mutating func multiply(by key: UInt128) {
      let (r0, r1) = (key & 0xffff_ffff_ffff_ffff, key >> 64)
      let (h0, h1, h2) = (low & 0xffff_ffff_ffff_ffff, low >> 64, UInt128(high))
      let first = h0 * r0
      let second = h0 * r1 + h1 * r0 + (first >> 64)
      let third = h1 * r1 + h2 * r0 + (second >> 64)
      let fourth = h2 * r1 + (third >> 64)
      let word: UInt128 = 0xffff_ffff_ffff_ffff
      low = (second & word) << 64 | first & word
      // What stands above 2^130 counts fivefold below it: once as it is, and once more four times over.
      let above = fourth << 64 | third & word
      high = UInt64(truncatingIfNeeded: above & 3)
      add(above >> 2, mark: 0)
      add(above & ~3, mark: 0)
    }

    /// The least representative's lowest 128 bits.
    var reduced: UInt128 {
      let (next, carried) = low.addingReportingOverflow(5)
      let isAbove = (high + (carried ? 1 : 0)) >> 2
      // Without a branch on what is secret.
      let mask = UInt128(0) &- UInt128(isAbove)
      return low & ~mask | next & mask
    }
  }

  /// `key`: 32 bytes that authenticate this message alone.
  static func code(of message: ArraySlice<UInt8>, key: [UInt8]) -> [UInt8] {
    let multiplier = number(key[..<16]) & clamp
    var sum = Sum()
    var rest = message
    while rest.count >= 16 {
      sum.add(number(rest.prefix(16)), mark: 1)
      sum.multiply(by: multiplier)
      rest = rest.dropFirst(16)
    }
    if !rest.isEmpty {
      sum.add(number(rest) | 1 << UInt128(8 * rest.count), mark: 0)
      sum.multiply(by: multiplier)
    }
    let code = sum.reduced &+ number(key[16..<32])
    return (0..<16).map { UInt8(truncatingIfNeeded: code >> UInt128(8 * $0)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
    bytes.reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
  }
}
