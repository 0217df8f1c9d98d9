import Crypto

/// AES-GCM with a synthetic nonce: nonce, ciphertext and tag. The context is authenticated with it.
struct GCMSealing: Sendable {
  private static let nonceLength = 12
  private static let tagLength = 16

  let encryptionKey: SymmetricKey
  let nonceKey: SymmetricKey

  func seal(_ plain: [UInt8], context: String) -> [UInt8] {
    let nonce = DerivedKey.nonce(nonceKey, plain, context: context, count: Self.nonceLength)
    do {
      let box = try AES.GCM.seal(plain, using: encryptionKey, nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(context.utf8))
      return nonce + Array(box.ciphertext) + Array(box.tag)
    } catch {
      // Only a nonce or key of the wrong length, or more than 64 GiB of plaintext, could get here.
      preconditionFailure("AES-GCM refused to encrypt: \(error)")
    }
  }

  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] {
    guard bytes.count >= Self.nonceLength + Self.tagLength else { throw .malformed }
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: Array(bytes.prefix(Self.nonceLength))),
        ciphertext: Array(bytes[Self.nonceLength..<bytes.count - Self.tagLength]), tag: Array(bytes.suffix(Self.tagLength)))
      return Array(try AES.GCM.open(box, using: encryptionKey, authenticating: Array(context.utf8)))
    } catch {
      throw .refused
    }
  }
}

/// The store's own key: AES-256-GCM under keys derived from it.
struct GeneratedKey: SealingProvider {
  private let sealing: GCMSealing
  /// Tells which key a value was sealed with; says nothing about the key itself.
  let keyID: String

  /// `key` is 32 random bytes.
  init(_ key: [UInt8]) {
    let derived = DerivedKey(key)
    sealing = GCMSealing(encryptionKey: derived("kctl secret encryption"), nonceKey: derived("kctl secret nonce"))
    keyID = derived.identity("kctl secret key id")
  }

  var tag: String { "v1:" + keyID }
  var mark: String { tag }

  func seal(_ plain: [UInt8], context: String) -> [UInt8] { sealing.seal(plain, context: context) }
  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] { try sealing.open(bytes, context: context) }
}

/// A key of provider `aesgcm`: AES-GCM with the key itself, of 16, 24 or 32 bytes.
struct AESGCMKey: SealingProvider {
  private let sealing: GCMSealing
  let tag: String
  let mark: String

  init(name: String, key: [UInt8]) {
    let derived = DerivedKey(key)
    sealing = GCMSealing(encryptionKey: SymmetricKey(data: key), nonceKey: derived("kctl aesgcm nonce"))
    tag = "aesgcm:v1:" + name
    mark = tag + ":" + derived.identity("kctl key mark")
  }

  func seal(_ plain: [UInt8], context: String) -> [UInt8] { sealing.seal(plain, context: context) }
  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] { try sealing.open(bytes, context: context) }
}
