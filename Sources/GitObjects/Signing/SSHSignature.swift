import Basics
import Crypto

/// A signature in the format of `ssh-keygen -Y sign` (OpenSSH, PROTOCOL.sshsig), as git keeps it in a commit's `gpgsig`.
public struct SSHSignature: Hashable, Sendable {
  /// What git's signatures are for: a signature made for something else isn't one of a commit.
  public static let gitNamespace = "git"

  private static let magic = Array("SSHSIG".utf8)
  private static let header = "-----BEGIN SSH SIGNATURE-----"
  private static let footer = "-----END SSH SIGNATURE-----"
  private static let textBytesMax = 16 << 10

  public let key: SSHPublicKey
  public let namespace: String
  private let hash: String
  private let signature: [UInt8]

  init(key: SSHPublicKey, namespace: String, hash: String, signature: [UInt8]) {
    (self.key, self.namespace, self.hash, self.signature) = (key, namespace, hash, signature)
  }

  /// Reads the armoured text; nil for what isn't one whole signature of version 1.
  public init?(armoured text: some StringProtocol) {
    guard text.utf8.count <= Self.textBytesMax else { return nil }
    let lines = String(text).split { $0.isNewline }.map { String($0) }
    guard lines.count >= 3, lines.first == Self.header, lines.last == Self.footer,
      let bytes = Base64.decode(lines.dropFirst().dropLast().joined())
    else { return nil }
    var reader = SSHReader(bytes)
    guard reader.raw(6) == Self.magic, reader.uint32() == 1, let blob = reader.string(), let key = SSHPublicKey(blob: blob),
      let namespace = reader.text(), reader.string() != nil, let hash = reader.text(), hash == "sha512" || hash == "sha256",
      let signature = reader.string(), reader.isAtEnd
    else { return nil }
    self.init(key: key, namespace: namespace, hash: hash, signature: signature)
  }

  /// Lines of 70 characters between header and footer.
  public var armoured: String {
    var writer = SSHWriter()
    writer.raw(Self.magic)
    writer.uint32(1)
    writer.string(key.blob)
    writer.string(namespace)
    writer.string("")
    writer.string(hash)
    writer.string(signature)
    var rest = Base64.encode(writer.bytes)[...]
    var text = Self.header + "\n"
    while !rest.isEmpty {
      text += rest.prefix(70) + "\n"
      rest = rest.dropFirst(70)
    }
    return text + Self.footer
  }

  /// Whether the signature is one of its key over the message, for this purpose.
  public func isValid(over message: [UInt8], namespace: String = gitNamespace) -> Bool {
    guard self.namespace == namespace else { return false }
    return key.isValid(signature, over: Self.signedData(message, namespace: namespace, hash: hash))
  }

  /// What is signed is the message's digest, with what it is for.
  static func signedData(_ message: [UInt8], namespace: String, hash: String) -> [UInt8] {
    var writer = SSHWriter()
    writer.raw(magic)
    writer.string(namespace)
    writer.string("")
    writer.string(hash)
    writer.string(hash == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message)))
    return writer.bytes
  }
}
