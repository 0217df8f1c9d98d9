import GitObjects

/// What a commit's signature is worth.
public enum SignatureVerdict: Hashable, Sendable, CustomStringConvertible {
  case unsigned
  /// Not in SSH's format, or not one of its key over the commit.
  case bad
  /// Good, but by a key that nobody known signs with, or not at that time.
  case unknownKey(fingerprint: String)
  case good(principal: String)

  public var principal: String? { if case .good(let principal) = self { principal } else { nil } }

  public var description: String {
    switch self {
    case .unsigned: "it is not signed"
    case .bad: "its signature is bad"
    case .unknownKey(let fingerprint): "it is signed with the key \(fingerprint), which is not in the list of signers"
    case .good(let principal): "signed by \(principal)"
    }
  }

  /// Of a commit's own bytes. The time that counts is the committer's, as for git.
  public init(of bytes: [UInt8], _ signers: AllowedSigners) {
    let signed = SignedCommit(bytes)
    guard let text = signed.signature else {
      self = .unsigned
      return
    }
    guard let signature = SSHSignature(armoured: text), signature.isValid(over: signed.content), let commit = try? Commit(decoding: bytes) else {
      self = .bad
      return
    }
    self = signers.principal(of: signature.key, at: commit.committer.time).map { .good(principal: $0) }
      ?? .unknownKey(fingerprint: signature.key.fingerprint)
  }
}
