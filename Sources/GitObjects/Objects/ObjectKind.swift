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
    let header = "\(name) \(content.count)\0"
    hash.update(data: Array(header.utf8))
    content.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { ObjectID(unchecked: Array($0)) }
  }
}
