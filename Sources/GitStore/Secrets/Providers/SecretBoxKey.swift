import Crypto

/// XSalsa20-Poly1305 (NaCl's crypto_secretbox): the code, then the ciphertext.
enum SecretBox {
  static let codeLength = 16

  static func seal(_ plain: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8] {
    let stream = Salsa20.extendedStream(key: key, nonce: nonce, count: 32 + plain.count)
    let sealed = zip(plain, stream.dropFirst(32)).map { $0 ^ $1 }
    return Poly1305.code(of: sealed[...], key: Array(stream.prefix(32))) + sealed
  }

  /// Nil when the code isn't the message's.
  static func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
    guard box.count >= codeLength else { return nil }
    let sealed = box.dropFirst(codeLength)
    let stream = Salsa20.extendedStream(key: key, nonce: nonce, count: 32 + sealed.count)
    let code = Poly1305.code(of: sealed, key: Array(stream.prefix(32)))
    // Every byte is looked at, so that the time taken tells nothing.
    guard zip(code, box).reduce(UInt8(0), { $0 | ($1.0 ^ $1.1) }) == 0 else { return nil }
    return zip(sealed, stream.dropFirst(32)).map { $0 ^ $1 }
  }
}

/// A key of provider `secretbox`, of 32 bytes: nonce and box.
///
/// A box authenticates nothing beside its content; what holds a value in its place is the nonce, which is a function of both, and is
/// worked out again when the box is open.
struct SecretBoxKey: SealingProvider {
  private static let nonceLength = 24

  private let key: [UInt8]
  private let nonceKey: SymmetricKey
  let tag: String
  let mark: String

  init(name: String, key: [UInt8]) {
    let derived = DerivedKey(key)
    (self.key, nonceKey) = (key, derived("kctl secretbox nonce"))
    tag = "secretbox:v1:" + name
    mark = tag + ":" + derived.identity("kctl key mark")
  }

  func seal(_ plain: [UInt8], context: String) -> [UInt8] {
    let nonce = DerivedKey.nonce(nonceKey, plain, context: context, count: Self.nonceLength)
    return nonce + SecretBox.seal(plain, key: key, nonce: nonce)
  }

  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] {
    guard bytes.count >= Self.nonceLength + SecretBox.codeLength else { throw .malformed }
    let nonce = Array(bytes.prefix(Self.nonceLength))
    guard let plain = SecretBox.open(Array(bytes.dropFirst(Self.nonceLength)), key: key, nonce: nonce),
      DerivedKey.nonce(nonceKey, plain, context: context, count: Self.nonceLength) == nonce
    else { throw .refused }
    return plain
  }
}
