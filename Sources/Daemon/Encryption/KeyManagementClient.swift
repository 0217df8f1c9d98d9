import AccessControl
import Basics
import GitStore
import HTTPTransport
import NIOPosix

/// A KMS plugin of version v2 on a unix socket of this host (KEP-3299).
struct KeyManagementClient: KeyService {
  /// Upstream's limits for what is kept beside each value.
  private static let keyIDBytesMax = 1_024
  private static let ciphertextBytesMax = 1_024
  private static let annotationBytesMax = 32 << 10

  private let caller: UnaryCaller
  private let random: any RandomSource

  init(_ service: EncryptionConfiguration.Service, random: any RandomSource) {
    caller = UnaryCaller(socket: service.socket, timeout: service.timeout, group: .singleton)
    self.random = random
  }

  func currentKey() throws -> String {
    let status = try KeyManagementMessages.status(caller.call(KeyManagementMessages.service + "Status", []))
    guard ["v2", "v2beta1"].contains(status.version) else {
      throw KeyServiceError("it speaks version \"\(status.version)\" of the protocol, and v2 is needed")
    }
    guard status.health == "ok" else { throw KeyServiceError("it says that it isn't well: \"\(status.health.prefix(200))\"") }
    try Self.check(keyID: status.keyID)
    return status.keyID
  }

  func encrypt(_ plain: [UInt8]) throws -> EncryptedKey {
    let request = KeyManagementMessages.encrypt(plain, uid: random.uuid())
    let key = try KeyManagementMessages.encrypted(caller.call(KeyManagementMessages.service + "Encrypt", request))
    try Self.check(keyID: key.keyID)
    guard !key.ciphertext.isEmpty, key.ciphertext.count <= Self.ciphertextBytesMax else {
      throw KeyServiceError("it encrypted the seed to \(key.ciphertext.count) bytes, and 1 to \(Self.ciphertextBytesMax) may be")
    }
    let size = key.annotations.reduce(0) { $0 + $1.key.utf8.count + $1.value.count }
    guard size <= Self.annotationBytesMax else { throw KeyServiceError("its annotations are \(size) bytes, and \(Self.annotationBytesMax) may be") }
    return key
  }

  func decrypt(_ key: EncryptedKey) throws -> [UInt8] {
    let request = KeyManagementMessages.decrypt(key, uid: random.uuid())
    return try KeyManagementMessages.decrypted(caller.call(KeyManagementMessages.service + "Decrypt", request))
  }

  private static func check(keyID: String) throws {
    guard !keyID.isEmpty, keyID.utf8.count <= keyIDBytesMax else {
      throw KeyServiceError("its key id has \(keyID.utf8.count) bytes, and 1 to \(keyIDBytesMax) may be")
    }
  }
}
