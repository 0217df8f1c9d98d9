import APIMachinery
import Basics
import CLI
import Crypto
import CryptoExtras

/// Keys of a backup under a passphrase: AES-256-GCM with a key from PBKDF2-HMAC-SHA-256 (RFC 8018) and a salt of its own.
///
/// A first line with what is needed to make the key again, then the sealed files.
enum KeyEnvelope {
  private static let mark = "kctl-keys-v1"
  /// OWASP's number for this function (Password Storage Cheat Sheet, 2023).
  private static let rounds = 600_000
  private static let roundsMin = 210_000
  private static let roundsMax = 10_000_000

  static func seal(_ files: [String: [UInt8]], passphrase: String) async throws -> [UInt8] {
    let salt = SystemRandom().bytes(16)
    let content = JSON.encode(.object(Object(files.sorted { $0.key < $1.key }.map { ($0.key, Value.string(Base64.encode($0.value))) })))
    let saltText = Base64.encode(salt)
    let header = "\(mark) \(rounds) \(saltText)\n"
    let key = try await onOwnThread { try derive(passphrase, salt, rounds) }
    let box = try AES.GCM.seal(content, using: key, authenticating: Array(header.utf8))
    guard let sealed = box.combined else { throw CommandFailure("the keys could not be sealed") }
    return Array(header.utf8) + Array(sealed)
  }

  static func open(_ bytes: [UInt8], passphrase: String) async throws -> [String: [UInt8]] {
    let damaged = CommandFailure("the sealed keys are damaged, or of another version of kctl")
    guard let end = bytes.firstIndex(of: 0x0a) else { throw damaged }
    let header = bytes[...end]
    let words = String(decoding: header.dropLast(), as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 3, words[0] == mark, let rounds = Int(words[1]), (roundsMin...roundsMax).contains(rounds), let salt = Base64.decode(words[2])
    else { throw damaged }
    let key = try await onOwnThread { try derive(passphrase, salt, rounds) }
    guard let box = try? AES.GCM.SealedBox(combined: Array(bytes[(end + 1)...])) else { throw damaged }
    guard let content = try? AES.GCM.open(box, using: key, authenticating: Array(header)) else {
      throw CommandFailure("the keys can't be opened: the passphrase is another, or the file is damaged")
    }
    var files: [String: [UInt8]] = [:]
    for (name, value) in try JSON.decode(Array(content)).object ?? [:] {
      guard !name.split(separator: "/").contains(".."), !name.hasPrefix("/"), let bytes = value.string.flatMap({ Base64.decode($0) }) else { throw damaged }
      files[name] = bytes
    }
    return files
  }

  private static func derive(_ passphrase: String, _ salt: [UInt8], _ rounds: Int) throws -> SymmetricKey {
    try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(passphrase.utf8), salt: salt, using: .sha256, outputByteCount: 32, rounds: rounds)
  }
}
