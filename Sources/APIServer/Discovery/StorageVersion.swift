import APIMachinery
import Basics
import Crypto

/// The version that a resource's objects are kept in, as discovery tells it to clients that migrate stored objects.
enum StorageVersion {
  /// An opaque text that changes with the kind (API reference: APIResource.storageVersionHash): the first 8 bytes of the SHA-256 of
  /// GROUP/VERSION/KIND, as upstream's servers make it.
  static func hash(_ kind: GroupVersionKind) -> String {
    Base64.encode(Array(SHA256.hash(data: Array("\(kind.group)/\(kind.version)/\(kind.kind)".utf8))).prefix(8))
  }
}
