import Crypto

/// The four kinds of git object, numbered as in packs.
public enum ObjectKind: UInt8, Sendable {
  case commit = 1
  case tree = 2
  case blob = 3
  case tag = 4

  public var name: StaticString {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "blob"
    case .tag: "tag"
    }
  }

  /// The id of an object of this kind with this content (SHA-1).
  public func id(of content: [UInt8]) -> ObjectID {
    var hash = Insecure.SHA1()
    var header: [UInt8] = []
    header.reserveCapacity(32)
    name.withUTF8Buffer { header.append(contentsOf: $0) }
    header.append(UInt8(ascii: " "))
    header.append(contentsOf: String(content.count).utf8)
    header.append(0)
    header.withUnsafeBytes { hash.update(bufferPointer: $0) }
    content.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { ObjectID(unchecked: $0) }
  }
}
