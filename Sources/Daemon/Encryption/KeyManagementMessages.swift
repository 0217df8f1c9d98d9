import APISchemas
import GitStore

/// The messages of a KMS plugin, version v2 (k8s.io/kms/apis/v2: the numbers of the fields are theirs).
enum KeyManagementMessages {
  static let service = "/v2.KeyManagementService/"

  struct Status: Hashable {
    var version = ""
    var health = ""
    var keyID = ""
  }

  static func encrypt(_ plain: [UInt8], uid: String) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.lengthDelimited(1, plain)
    writer.string(2, uid)
    return writer.bytes
  }

  static func decrypt(_ key: EncryptedKey, uid: String) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.lengthDelimited(1, key.ciphertext)
    writer.string(2, uid)
    writer.string(3, key.keyID)
    for (name, value) in key.annotations.sorted(by: { $0.key < $1.key }) {
      writer.nested(4) { entry in
        entry.string(1, name)
        entry.lengthDelimited(2, value)
      }
    }
    return writer.bytes
  }

  static func status(_ bytes: [UInt8]) throws -> Status {
    var status = Status()
    try fields(bytes) { number, block in
      switch number {
      case 1: status.version = text(block)
      case 2: status.health = text(block)
      case 3: status.keyID = text(block)
      default: break
      }
    }
    return status
  }

  static func encrypted(_ bytes: [UInt8]) throws -> EncryptedKey {
    var key = EncryptedKey(ciphertext: [], keyID: "")
    try fields(bytes) { number, block in
      switch number {
      case 1: key.ciphertext = Array(block)
      case 2: key.keyID = text(block)
      case 3:
        var (name, value) = ("", [UInt8]())
        try fields(Array(block)) { number, block in
          if number == 1 { name = text(block) }
          if number == 2 { value = Array(block) }
        }
        key.annotations[name] = value
      default: break
      }
    }
    return key
  }

  static func decrypted(_ bytes: [UInt8]) throws -> [UInt8] {
    var plain: [UInt8] = []
    try fields(bytes) { number, block in if number == 1 { plain = Array(block) } }
    return plain
  }

  private static func text(_ block: UnsafeRawBufferPointer) -> String { String(decoding: block, as: UTF8.self) }

  /// Calls `body` for each field that has a length; the messages have no others.
  private static func fields(_ bytes: [UInt8], _ body: (Int, UnsafeRawBufferPointer) throws -> Void) throws {
    try bytes.withUnsafeBytes { buffer in
      var reader = ProtobufReader(buffer)
      while !reader.isAtEnd {
        let (number, wireType) = try reader.tag()
        if wireType == 2 { try body(number, try reader.block()) } else { try reader.skip(wireType) }
      }
    }
  }
}
