import Crypto
import CryptoExtras

/// A key of provider `aescbc`: AES in CBC mode with PKCS#7 padding, then HMAC-SHA-256 over context, vector and ciphertext (encrypt, then
/// authenticate): vector, ciphertext, code. The cipher alone would neither notice changes nor hold a value in its place.
struct AESCBCKey: SealingProvider {
  private static let vectorLength = 16
  private static let codeLength = 32

  private let encryptionKey: SymmetricKey
  private let vectorKey: SymmetricKey
  private let codeKey: SymmetricKey
  let tag: String
  let mark: String

  /// `key`: 16, 24 or 32 bytes.
  init(name: String, key: [UInt8]) {
    let derived = DerivedKey(key)
    encryptionKey = SymmetricKey(data: key)
    (vectorKey, codeKey) = (derived("kctl aescbc vector"), derived("kctl aescbc code"))
    tag = "aescbc:v1:" + name
    mark = tag + ":" + derived.identity("kctl key mark")
  }

  func seal(_ plain: [UInt8], context: String) -> [UInt8] {
    let vector = DerivedKey.nonce(vectorKey, plain, context: context, count: Self.vectorLength)
    do {
      let body = vector + Array(try AES._CBC.encrypt(plain, using: encryptionKey, iv: AES._CBC.IV(ivBytes: vector)))
      return body + Array(code(of: body, context: context))
    } catch {
      // Only a key or vector of the wrong length could get here.
      preconditionFailure("AES-CBC refused to encrypt: \(error)")
    }
  }

  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] {
    let length = bytes.count - Self.codeLength - Self.vectorLength
    guard length >= 16, length % 16 == 0 else { throw .malformed }
    let body = Array(bytes.dropLast(Self.codeLength))
    guard HMAC<SHA256>.isValidAuthenticationCode(Array(bytes.suffix(Self.codeLength)), authenticating: authenticated(body, context), using: codeKey)
    else { throw .refused }
    do {
      let vector = try AES._CBC.IV(ivBytes: Array(body.prefix(Self.vectorLength)))
      return Array(try AES._CBC.decrypt(Array(body.dropFirst(Self.vectorLength)), using: encryptionKey, iv: vector))
    } catch {
      throw .refused
    }
  }

  private func code(of body: [UInt8], context: String) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: authenticated(body, context), using: codeKey)
  }

  private func authenticated(_ body: [UInt8], _ context: String) -> [UInt8] {
    let context = Array(context.utf8)
    return withUnsafeBytes(of: UInt64(context.count).littleEndian) { Array($0) } + context + body
  }
}
