/// What an archive says about one file.
struct TarEntry: Hashable {
  enum Kind: Hashable {
    case file, directory, fifo
    /// The target as written.
    case symbolicLink(String)
    /// A path in the archive.
    case hardLink(String)
    case characterDevice(major: UInt32, minor: UInt32)
    case blockDevice(major: UInt32, minor: UInt32)
  }
  /// As written, with `/` between parts.
  var path: String
  var kind: Kind
  /// Permission bits with set-user-ID, set-group-ID and sticky.
  var mode: UInt32
  var owner: UInt32
  var group: UInt32
  var size: Int64
  var modifiedNanoseconds: Int64
  var extendedAttributes: [String: [UInt8]] = [:]

  init(path: String, kind: Kind, mode: UInt32, owner: UInt32 = 0, group: UInt32 = 0, size: Int64 = 0, modifiedNanoseconds: Int64 = 0) {
    (self.path, self.kind, self.mode, self.owner, self.group) = (path, kind, mode, owner, group)
    (self.size, self.modifiedNanoseconds) = (size, modifiedNanoseconds)
  }
}
