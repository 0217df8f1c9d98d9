import Basics
import Crypto
import Glibc

/// Writes a pax archive to a file and hashes it on the way.
struct TarWriter {
  private let descriptor: Int32
  private var hash = SHA256()
  private(set) var bytesWritten: Int64 = 0

  /// The descriptor stays the caller's.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The entry's header; exactly `entry.size` bytes of content must follow by `content`, then `endContent`.
  mutating func header(_ entry: TarEntry) throws(ImageError) {
    let path = entry.kind == .directory && !entry.path.hasSuffix("/") ? entry.path + "/" : entry.path
    var records: [(String, [UInt8])] = []
    if path.utf8.count > 100 { records.append(("path", Array(path.utf8))) }
    if let link = Self.link(entry), link.utf8.count > 100 { records.append(("linkpath", Array(link.utf8))) }
    if entry.size >= 1 << 33 { records.append(("size", Array(String(entry.size).utf8))) }
    if entry.owner >= 1 << 21 { records.append(("uid", Array(String(entry.owner).utf8))) }
    if entry.group >= 1 << 21 { records.append(("gid", Array(String(entry.group).utf8))) }
    for (name, value) in entry.extendedAttributes.sorted(by: { $0.key < $1.key }) { records.append(("SCHILY.xattr." + name, value)) }
    if !records.isEmpty {
      let body = records.flatMap { Self.record($0.0, $0.1) }
      var extended = TarEntry(path: "PaxHeaders/" + String(path.suffix(60)), kind: .file, mode: 0o644, size: Int64(body.count))
      extended.modifiedNanoseconds = entry.modifiedNanoseconds
      try write(Self.block(extended, path: extended.path, type: "x"))
      try write(body)
      try endContent(Int64(body.count))
    }
    try write(Self.block(entry, path: path, type: Self.type(entry)))
  }

  mutating func content(_ bytes: some Collection<UInt8>) throws(ImageError) { try write(Array(bytes)) }

  /// Fills the last block of a content of this size.
  mutating func endContent(_ size: Int64) throws(ImageError) {
    try write([UInt8](repeating: 0, count: Int((512 - size % 512) % 512)))
  }

  mutating func finish() throws(ImageError) -> Digest {
    try write([UInt8](repeating: 0, count: 1024))
    return Digest(hash.finalize())
  }

  private mutating func write(_ bytes: [UInt8]) throws(ImageError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ImageError(.system, "write: \(String(cString: strerror(errno)))") }
      offset += count
    }
    hash.update(data: bytes)
    bytesWritten += Int64(bytes.count)
  }

  private static func link(_ entry: TarEntry) -> String? {
    switch entry.kind {
    case .symbolicLink(let target), .hardLink(let target): target
    default: nil
    }
  }

  private static func type(_ entry: TarEntry) -> Character {
    switch entry.kind {
    case .file: "0"
    case .hardLink: "1"
    case .symbolicLink: "2"
    case .characterDevice: "3"
    case .blockDevice: "4"
    case .directory: "5"
    case .fifo: "6"
    }
  }

  /// `LENGTH KEY=VALUE\n`, where the length counts its own digits.
  private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = [UInt8](" \(key)=".utf8) + value + [10]
    var length = rest.count + 1
    while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
    return Array(String(length).utf8) + rest
  }

  private static func block(_ entry: TarEntry, path: String, type: Character) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int, limit: Int) {
      for (position, byte) in bytes.prefix(limit).enumerated() { block[offset + position] = byte }
    }
    func octal(_ value: Int64, at offset: Int, width: Int) {
      let digits = String(max(0, value), radix: 8)
      let text =
        digits.utf8.count < width
        ? String(repeating: "0", count: width - 1 - digits.utf8.count) + digits : String(repeating: "7", count: width - 1)
      put(text.utf8, at: offset, limit: width - 1)
    }
    put(path.utf8, at: 0, limit: 100)
    octal(Int64(entry.mode), at: 100, width: 8)
    octal(Int64(entry.owner), at: 108, width: 8)
    octal(Int64(entry.group), at: 116, width: 8)
    octal(entry.size, at: 124, width: 12)
    octal(entry.modifiedNanoseconds / 1_000_000_000, at: 136, width: 12)
    put(String(type).utf8, at: 156, limit: 1)
    if let link = link(entry) { put(link.utf8, at: 157, limit: 100) }
    put("ustar\u{0}00".utf8, at: 257, limit: 8)
    switch entry.kind {
    case .characterDevice(let major, let minor), .blockDevice(let major, let minor):
      octal(Int64(major), at: 329, width: 8)
      octal(Int64(minor), at: 337, width: 8)
    default: break
    }
    put("        ".utf8, at: 148, limit: 8)
    let sum = block.reduce(0) { $0 + Int($1) }
    octal(Int64(sum), at: 148, width: 7)
    block[155] = 32
    return block
  }
}
