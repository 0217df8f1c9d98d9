import Basics
import Crypto

/// A signature of a text by a shared secret, without the text: a JSON Web Signature with detached payload (RFC 7515 appendix F) and
/// HS256, as bootstrap tokens sign `cluster-info`.
public enum TokenSignature {
  /// `header..signature`
  public static func sign(_ text: String, keyID: String, secret: String) -> String {
    let header = "{\"alg\":\"HS256\",\"kid\":\"\(keyID)\"}"
    let protected = encode(Array(header.utf8))
    return protected + ".." + encode(code(protected, text, secret))
  }

  /// Whether the signature is of this text, by this secret. Takes the same time wherever the difference is.
  public static func isValid(_ signature: String, of text: String, keyID: String, secret: String) -> Bool {
    let expected = Array(sign(text, keyID: keyID, secret: secret).utf8)
    let given = Array(signature.utf8)
    guard expected.count == given.count else { return false }
    return zip(expected, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func code(_ protected: String, _ text: String, _ secret: String) -> [UInt8] {
    let input = Array((protected + "." + encode(Array(text.utf8))).utf8)
    return Array(HMAC<SHA256>.authenticationCode(for: input, using: SymmetricKey(data: Array(secret.utf8))))
  }

  /// base64url without padding (RFC 4648 section 5).
  private static func encode(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
  }
}
