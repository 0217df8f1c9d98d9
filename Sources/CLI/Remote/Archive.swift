/// The entries of a tar archive (POSIX.1-2001 ustar, with GNU and pax long names read), as `cp` needs them: files and directories.
struct ArchiveEntry: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case file, directory, other }
  var path: String
  var kind: Kind
  var mode: UInt32
  var size: Int
}

enum Archive {
  static let blockBytes = 512
  /// Two empty blocks.
  static let end = [UInt8](repeating: 0, count: 2 * blockBytes)

  /// The header blocks of an entry; a path over 100 bytes gets a pax header before it.
  static func header(_ entry: ArchiveEntry) -> [UInt8] {
    let path = entry.kind == .directory && !entry.path.hasSuffix("/") ? entry.path + "/" : entry.path
    let plain = block(path: path, mode: entry.mode, size: entry.size, type: entry.kind == .directory ? "5" : "0")
    guard path.utf8.count > 100 else { return plain }
    let record = record("path", path)
    return block(path: "pax_header", mode: 0o644, size: record.count, type: "x") + record + padding(record.count) + plain
  }

  static func padding(_ size: Int) -> [UInt8] { [UInt8](repeating: 0, count: (blockBytes - size % blockBytes) % blockBytes) }

  /// `25 path=…\n`: its length counts itself.
  private static func record(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count + 1
    while "\(length)\(rest)".utf8.count != length { length = "\(length)\(rest)".utf8.count }
    return Array("\(length)\(rest)".utf8)
  }

  private static func block(path: String, mode: UInt32, size: Int, type: Character) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockBytes)
    func put(_ bytes: some Collection<UInt8>, at offset: Int) { block.replaceSubrange(offset..<(offset + bytes.count), with: bytes) }
    func octal(_ value: Int, width: Int) -> [UInt8] {
      let digits = String(value, radix: 8)
      return Array((String(repeating: "0", count: max(0, width - 1 - digits.count)) + digits).utf8) + [0]
    }
    put(Array(path.utf8.prefix(100)), at: 0)
    put(octal(Int(mode), width: 8), at: 100)
    put(octal(0, width: 8), at: 108)
    put(octal(0, width: 8), at: 116)
    // 11 octal digits hold 8 GiB; beyond, GNU's binary form.
    put(size < 1 << 33 ? octal(size, width: 12) : [0x80, 0, 0, 0] + withUnsafeBytes(of: UInt64(size).bigEndian) { Array($0) }, at: 124)
    put(octal(0, width: 12), at: 136)
    put([UInt8](repeating: 32, count: 8), at: 148)
    put(Array(String(type).utf8), at: 156)
    put(Array("ustar\u{0}00".utf8), at: 257)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, width: 7) + [32], at: 148)
    return block
  }
}
