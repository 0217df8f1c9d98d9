import Basics
import Crypto

/// Keys made of a key, one for each purpose.
struct DerivedKey {
  private let master: SymmetricKey

  init(_ key: [UInt8]) { master = SymmetricKey(data: key) }

  func callAsFunction(_ purpose: String) -> SymmetricKey {
    SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: master)))
  }

  /// Tells the key from others; says nothing about it.
  func identity(_ purpose: String, count: Int = 4) -> String {
    let check = HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: master)
    return Hexadecimal.encode(check.prefix(count))
  }

  /// A pseudo-random function of context and plaintext: a nonce that never repeats but for the same value in the same place (synthetic, as
  /// in RFC 5297). `count`: 32 at most.
  static func nonce(_ key: SymmetricKey, _ plain: [UInt8], context: String, count: Int) -> [UInt8] {
    let context = Array(context.utf8)
    var authenticator = HMAC<SHA256>(key: key)
    authenticator.update(data: withUnsafeBytes(of: UInt64(context.count).littleEndian) { Array($0) })
    authenticator.update(data: context)
    authenticator.update(data: plain)
    return Array(Array(authenticator.finalize()).prefix(count))
  }
}
