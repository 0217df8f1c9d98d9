import APIMachinery
import Basics
import Crypto

/// Encrypts what is secret in a Secret before it touches the disk (design I7), and decrypts it on the way back.
///
/// AES-256-GCM. The nonce is an HMAC of context and plaintext (synthetic, as in RFC 5297), so a value that hasn't changed gives the
/// same text, and diffs show what changed without showing what it is. The context (object and field) is authenticated: a
/// sealed value that is moved elsewhere doesn't open. Text form: `kctl:v1:<key id>:<base64 of nonce, ciphertext, tag>`.
public struct SecretSealer: Sendable {
  private static let prefix = "kctl:v1:"
  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
  private static let nonceLength = 12
  private static let tagLength = 16

  private let encryptionKey: SymmetricKey
  private let nonceKey: SymmetricKey
  /// Tells which key a value was sealed with; says nothing about the key itself.
  public let keyID: String

  /// `key` is 32 random bytes.
  public init(key: [UInt8]) {
    let master = SymmetricKey(data: key)
    func derive(_ purpose: String) -> SymmetricKey {
      SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: master)))
    }
    encryptionKey = derive("kctl secret encryption")
    nonceKey = derive("kctl secret nonce")
    let check = HMAC<SHA256>.authenticationCode(for: Array("kctl secret key id".utf8), using: master)
    keyID = Array(check).prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Whether objects of this key hold secrets.
  public static func concerns(_ key: ObjectKey) -> Bool { key.resource == GroupResource(resource: "secrets") }

  public static func isSealed(_ text: String) -> Bool { text.hasPrefix(prefix) }

  /// Whether any value in the object is sealed.
  public static func holdsSealedValues(_ secret: Value) -> Bool {
    ["data", "stringData"].contains { secret[$0]?.object?.values.contains { $0.string.map(isSealed) ?? false } ?? false }
  }

  // MARK: - objects

  /// The Secret with every value sealed: `data`, `stringData`, and the annotation in which kubectl keeps a copy of both.
  public func seal(_ secret: Value) -> Value {
    transform(secret) { value, context in .string(seal(value, context: context)) }
  }

  /// The Secret in clear. Values that are not sealed stay as they are.
  public func unseal(_ secret: Value) throws(GitStoreError) -> Value {
    var failure: GitStoreError?
    let clear = transform(secret) { value, context in
      guard let text = value.string, Self.isSealed(text) else { return value }
      do throws(GitStoreError) { return try unseal(text, context: context) } catch {
        failure = failure ?? error
        return value
      }
    }
    if let failure { throw failure }
    return clear
  }

  private func transform(_ secret: Value, _ change: (Value, String) -> Value) -> Value {
    var result = secret
    let object = "\(secret.namespace.isEmpty ? "default" : secret.namespace)/\(secret.name)"
    for field in ["data", "stringData"] {
      guard case .object(let values)? = secret[field] else { continue }
      var changed = Object()
      for entry in values { changed[entry.key] = change(entry.value, "\(object)/\(field)/\(entry.key)") }
      result[field] = .object(changed)
    }
    if let copy = secret[path: "metadata", "annotations", Self.lastApplied] {
      result[path: "metadata", "annotations", Self.lastApplied] = change(copy, "\(object)/annotation")
    }
    return result
  }

  private func seal(_ value: Value, context: String) -> String {
    // One letter tells a string from any other JSON.
    let plain = value.string.map { [UInt8(ascii: "s")] + Array($0.utf8) } ?? [UInt8(ascii: "j")] + JSON.encode(value)
    return "\(Self.prefix)\(keyID):\(Base64.encode(seal(plain, context: context)))"
  }

  private func unseal(_ text: String, context: String) throws(GitStoreError) -> Value {
    let parts = text.dropFirst(Self.prefix.utf8.count).split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let bytes = Base64.decode(String(parts[1])) else {
      throw .secretKey("\(context) is not a sealed value")
    }
    guard parts[0] == keyID else {
      throw .secretKey(
        "\(context) was sealed with key \(parts[0]), but the key file holds key \(keyID): give the key file it was sealed with")
    }
    let plain = try unseal(bytes, context: context)
    switch plain.first {
    case UInt8(ascii: "s"): return .string(String(decoding: plain.dropFirst(), as: UTF8.self))
    case UInt8(ascii: "j"):
      do { return try JSON.decode(Array(plain.dropFirst())) } catch { throw .secretKey("\(context): \(error)") }
    default: throw .secretKey("\(context) is not a sealed value")
    }
  }

  // MARK: - bytes

  /// Nonce, ciphertext and tag.
  func seal(_ plain: [UInt8], context: String) -> [UInt8] {
    let context = Array(context.utf8)
    var authenticator = HMAC<SHA256>(key: nonceKey)
    authenticator.update(data: withUnsafeBytes(of: UInt64(context.count).littleEndian) { Array($0) })
    authenticator.update(data: context)
    authenticator.update(data: plain)
    let nonce = Array(authenticator.finalize()).prefix(Self.nonceLength)
    do {
      let box = try AES.GCM.seal(plain, using: encryptionKey, nonce: AES.GCM.Nonce(data: Array(nonce)), authenticating: context)
      return nonce + Array(box.ciphertext) + Array(box.tag)
    } catch {
      // Only a nonce or key of the wrong length, or more than 64 GiB of plaintext, could get here.
      preconditionFailure("AES-GCM refused to encrypt: \(error)")
    }
  }

  func unseal(_ bytes: [UInt8], context: String) throws(GitStoreError) -> [UInt8] {
    guard bytes.count >= Self.nonceLength + Self.tagLength else { throw .secretKey("\(context) is not a sealed value") }
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: Array(bytes.prefix(Self.nonceLength))),
        ciphertext: Array(bytes[Self.nonceLength..<bytes.count - Self.tagLength]), tag: Array(bytes.suffix(Self.tagLength)))
      return Array(try AES.GCM.open(box, using: encryptionKey, authenticating: Array(context.utf8)))
    } catch {
      throw .secretKey("\(context) can't be decrypted: it was altered, or sealed with another key than \(keyID)")
    }
  }
}
