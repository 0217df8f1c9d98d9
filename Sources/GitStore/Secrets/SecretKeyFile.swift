import Basics
import Glibc

/// The file with the key that Secrets are sealed with: 32 bytes in base64, readable by its owner alone.
enum SecretKeyFile {
  private static let keyLength = 32

  /// Nil when there is no such file.
  static func load(_ path: String) throws(GitStoreError) -> GeneratedKey? {
    guard access(path, F_OK) == 0 else { return nil }
    let text: String
    do { text = try TextFile.read(path) } catch { throw .system(error) }
    guard let key = Base64.decode(String(text.prefix { $0 != "\n" })), key.count == keyLength else {
      throw .secretKey("\(path) doesn't hold a key of \(keyLength) bytes in base64")
    }
    return GeneratedKey(key)
  }

  /// A fresh key, to be saved once it is sure that nothing was sealed with another.
  static func generate(_ random: any RandomSource) -> [UInt8] { random.bytes(keyLength) }

  static func save(_ key: [UInt8], _ path: String) throws(GitStoreError) {
    do {
      try TextFile.makeDirectories(TextFile.parent(of: path), mode: 0o700, isLasting: true)
      try TextFile.write(Base64.encode(key) + "\n", to: path, mode: 0o600)
    } catch {
      throw .system(error)
    }
  }
}
