import APIMachinery
import Basics
import Crypto
import FoundationEssentials

/// The public half of a cluster's key: with it anybody seals Secrets for the cluster, and only the cluster opens them (design I7).
///
/// HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305, each value on its own, bound to its object and field as those that
/// the store seals itself. A value: `kctl:hpke:v1:<key id>:<base64 of encapsulated key and ciphertext>`.
public struct SealingKey: Sendable {
  static let tagPrefix = "hpke:v1:"
  private static let textPrefix = "kctl-seal-v1"
  static let ciphersuite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  static let info = Data("kctl:hpke:v1".utf8)
  static let encapsulatedLength = 32

  private let key: Curve25519.KeyAgreement.PublicKey
  /// The beginning of the key's SHA-256, in hexadecimal.
  public let id: String

  init(_ key: Curve25519.KeyAgreement.PublicKey) {
    self.key = key
    id = Hexadecimal.encode(SHA256.hash(data: key.rawRepresentation).prefix(4))
  }

  /// From the text that `text` gives; nil for anything else.
  public init?(_ text: String) {
    let parts = text.prefix { !$0.isNewline }.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == Self.textPrefix, let bytes = Base64.decode(parts[1]),
      let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
    else { return nil }
    self.init(key)
  }

  /// Nothing in it is secret.
  public var text: String { "\(Self.textPrefix):\(Base64.encode(Array(key.rawRepresentation)))" }

  /// The key that a sealed value names; nil for anything that wasn't sealed with a public key.
  public static func id(of text: String) -> String? {
    guard let sealed = SealedText(text), sealed.tag.hasPrefix(tagPrefix) else { return nil }
    return String(sealed.tag.dropFirst(tagPrefix.utf8.count))
  }

  /// The Secret with every value sealed. Values that are sealed already stay as they are. Throws for a Secret without a name: what it is
  /// sealed for must be known.
  public func seal(_ secret: Value) throws(GitStoreError) -> Value {
    guard !secret.name.isEmpty else { throw .secretKey("metadata.name: a Secret needs a name before it can be sealed: values are sealed for their object") }
    var failure: GitStoreError?
    let sealed = SealedFields.transform(secret) { value, context in
      if let text = value.string, SealedText.isSealed(text) { return value }
      do throws(GitStoreError) { return .string(try seal(value, context: context)) } catch {
        failure = failure ?? error
        return value
      }
    }
    if let failure { throw failure }
    return sealed
  }

  private func seal(_ value: Value, context: String) throws(GitStoreError) -> String {
    do {
      var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.ciphersuite, info: Self.info)
      let sealed = try sender.seal(SecretSealer.plain(value), authenticating: Array(context.utf8))
      return SealedText(tag: Self.tagPrefix + id, bytes: Array(sender.encapsulatedKey) + Array(sealed)).text
    } catch {
      throw .secretKey("\(context) can't be sealed: \(error)")
    }
  }
}

/// The other half: opens what was sealed to it.
public struct OpeningKey: Sendable {
  private let key: Curve25519.KeyAgreement.PrivateKey
  public let sealing: SealingKey

  /// A new one, from the system's generator.
  public init() { self.init(Curve25519.KeyAgreement.PrivateKey()) }

  private init(_ key: Curve25519.KeyAgreement.PrivateKey) { (self.key, sealing) = (key, SealingKey(key.publicKey)) }

  /// From what `secretBytes` gives; nil for anything else.
  public init?(secretBytes: [UInt8]) {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secretBytes) else { return nil }
    self.init(key)
  }

  public var secretBytes: [UInt8] { Array(key.rawRepresentation) }

  func open(_ bytes: [UInt8], context: String) throws(GitStoreError) -> [UInt8] {
    guard bytes.count > SealingKey.encapsulatedLength else { throw SecretSealer.notSealed(context) }
    do {
      var recipient = try HPKE.Recipient(
        privateKey: key, ciphersuite: SealingKey.ciphersuite, info: SealingKey.info,
        encapsulatedKey: Data(bytes.prefix(SealingKey.encapsulatedLength)))
      return Array(try recipient.open(Array(bytes.dropFirst(SealingKey.encapsulatedLength)), authenticating: Array(context.utf8)))
    } catch {
      throw .secretKey("\(context) can't be decrypted: it was altered, or sealed for another object or field than this one")
    }
  }
}
