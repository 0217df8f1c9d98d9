import Crypto
import CryptoExtras

/// Keys in PEM text, as `--service-account-key-file` and `--service-account-signing-key-file` take them: public or private, RSA
/// or ECDSA P-256, several in one file.
public enum TokenKeyFile {
  /// The first private key of the text.
  public static func signingKey(_ text: String) throws(TokenKeyError) -> TokenSigningKey {
    for block in blocks(text) {
      if let key = privateKey(block) { return key }
    }
    throw .noKey("data does not contain a valid RSA or ECDSA P-256 private key")
  }

  /// Every key of the text; of a private one its public part.
  public static func verificationKeys(_ text: String) throws(TokenKeyError) -> [TokenVerificationKey] {
    let keys = blocks(text).compactMap { privateKey($0)?.verification ?? publicKey($0) }
    guard !keys.isEmpty else { throw .noKey("data does not contain any valid RSA or ECDSA P-256 public keys") }
    return keys
  }

  private static func privateKey(_ block: String) -> TokenSigningKey? {
    guard block.hasPrefix("-----BEGIN "), block.prefix(40).contains("PRIVATE KEY") else { return nil }
    if let key = try? P256.Signing.PrivateKey(pemRepresentation: block) { return TokenSigningKey(.p256(key)) }
    if let key = try? _RSA.Signing.PrivateKey(pemRepresentation: block) { return TokenSigningKey(.rsa(key)) }
    return nil
  }

  private static func publicKey(_ block: String) -> TokenVerificationKey? {
    if let key = try? P256.Signing.PublicKey(pemRepresentation: block) { return TokenVerificationKey(.p256(key)) }
    if let key = try? _RSA.Signing.PublicKey(pemRepresentation: block) { return TokenVerificationKey(.rsa(key)) }
    return nil
  }

  private static func blocks(_ text: String) -> [String] {
    var blocks: [String] = []
    var lines: [Substring]?
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("-----BEGIN ") { lines = [] }
      lines?.append(line)
      if line.hasPrefix("-----END "), let whole = lines {
        blocks.append(whole.joined(separator: "\n") + "\n")
        lines = nil
      }
    }
    return blocks
  }
}

public enum TokenKeyError: Error, Hashable, CustomStringConvertible {
  case noKey(String)
  public var description: String { if case .noKey(let problem) = self { problem } else { "" } }
}
