import APIMachinery
import Basics

/// A token in its compact form, taken apart; nothing of it is verified (RFC 7519).
struct JSONWebToken: Sendable {
  static let bytesMax = 64 << 10

  let algorithm: String
  let keyID: String
  let claims: Value
  /// What the signature is over.
  let signedText: Substring
  let signature: [UInt8]

  /// nil for anything but three parts of strict base64, the first two JSON objects. A header that demands understanding
  /// (`crit`) is not understood.
  init?(_ text: String) {
    guard text.utf8.count <= Self.bytesMax else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
      let signature = Base64URL.decode(parts[2]), let algorithm = header["alg"]?.string, header["crit"] == nil
    else { return nil }
    (self.algorithm, self.claims, self.signature) = (algorithm, claims, signature)
    keyID = header["kid"]?.string ?? ""
    signedText = text[..<parts[1].endIndex]
  }

  private static func object(_ part: Substring) -> Value? {
    guard let bytes = Base64URL.decode(part) else { return nil }
    var duplicates: [String] = []
    guard let value = try? JSON.decode(bytes, limits: JSON.Limits(depth: 16, bytes: bytesMax), duplicates: &duplicates),
      duplicates.isEmpty, case .object = value
    else { return nil }
    return value
  }

  /// Whether one of the keys has signed it: the one that it names, or any of its algorithm when it names none.
  func isSigned(by keys: [TokenVerificationKey]) -> Bool {
    keys.contains { key in
      (keyID.isEmpty || keyID == key.id) && key.algorithm.rawValue == algorithm && key.isValid(signature, over: signedText)
    }
  }

  var issuer: String { claims["iss"]?.string ?? "" }

  /// `aud` is one text or several.
  var audiences: [String] {
    if let one = claims["aud"]?.string { return [one] }
    return (claims["aud"]?.array ?? []).compactMap(\.string)
  }

  /// Between `nbf` and `exp`; a token that doesn't say when it ends is never current.
  func isCurrent(at now: Timestamp) -> Bool {
    guard let expiry = claims["exp"]?.int, now.secondsSinceEpoch < expiry else { return false }
    return (claims["nbf"]?.int ?? 0) <= now.secondsSinceEpoch
  }
}
