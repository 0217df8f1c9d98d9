import Basics
import Crypto
import FoundationEssentials

/// Signs commits with an Ed25519 key, so that `git log --show-signature` and `kctl verify` tell who made them.
public struct CommitSigner: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  public let publicKey: SSHPublicKey

  private init(_ key: Curve25519.Signing.PrivateKey) {
    self.key = key
    var writer = SSHWriter()
    writer.string("ssh-ed25519")
    writer.string(Array(key.publicKey.rawRepresentation))
    guard let publicKey = SSHPublicKey(blob: writer.bytes) else { preconditionFailure("a key's own encoding can be read") }
    self.publicKey = publicKey
  }

  public static func generate() -> CommitSigner { CommitSigner(Curve25519.Signing.PrivateKey()) }

  /// From the text that `text` gives; nil for anything else.
  public init?(_ text: String) {
    guard let seed = Base64.decode(String(text.prefix { !$0.isNewline })), seed.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { return nil }
    self.init(key)
  }

  /// The private key: 32 bytes in base64. To be readable by its owner alone.
  public var text: String { Base64.encode(Array(key.rawRepresentation)) + "\n" }

  public func signature(over message: [UInt8], namespace: String = SSHSignature.gitNamespace) -> SSHSignature? {
    let data = SSHSignature.signedData(message, namespace: namespace, hash: "sha512")
    guard let signature = try? key.signature(for: data) else { return nil }
    var writer = SSHWriter()
    writer.string("ssh-ed25519")
    writer.string(Array(signature))
    return SSHSignature(key: publicKey, namespace: namespace, hash: "sha512", signature: writer.bytes)
  }

  /// The commit's bytes with its signature in them.
  public func sign(_ commit: Commit) -> [UInt8] {
    let bytes = commit.encoded
    guard let signature = signature(over: bytes) else { return bytes }
    return SignedCommit.insert(signature.armoured, into: bytes)
  }
}

extension Commit {
  /// The commit's bytes, signed where there is somebody to sign.
  public func encoded(by signer: CommitSigner?) -> [UInt8] { signer?.sign(self) ?? encoded }
}
