import Basics

/// The mounts of a mount namespace, as /proc/self/mountinfo lists them (proc(5)), oldest first.
public struct MountTable: Sendable {
  public struct Entry: Hashable, Sendable {
    public var path: String
    public var fileSystem: String
    public var source: String
    /// The mount's own options and its file system's, comma-separated words.
    public var options: Set<String>
  }

  public var entries: [Entry]

  public init(mountinfo text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      // The optional fields end with a lone hyphen; behind it stand type, source and the file system's options.
      guard fields.count > 6, let hyphen = fields.dropFirst(6).firstIndex(of: "-"), hyphen + 2 < fields.count else { return nil }
      let options = Set(
        (fields[5].split(separator: ",") + (hyphen + 3 < fields.count ? fields[hyphen + 3].split(separator: ",") : [])).map(String.init))
      return Entry(
        path: Self.unescape(fields[4]), fileSystem: String(fields[hyphen + 1]), source: Self.unescape(fields[hyphen + 2]),
        options: options)
    }
  }

  /// Of this process; blocks.
  public static func current() throws(SystemError) -> MountTable {
    MountTable(mountinfo: try TextFile.read("/proc/self/mountinfo"))
  }

  public func contains(_ path: String) -> Bool { entries.contains { $0.path == path } }

  /// The mount points at and below a directory, in the order in which they can be unmounted.
  public func paths(within directory: String) -> [String] {
    entries.map(\.path).filter { $0 == directory || $0.hasPrefix(directory + "/") }.reversed()
  }

  /// Blanks and backslashes stand as three octal digits.
  private static func unescape(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (48...55).contains($0) }) {
        bytes.append(digits.reduce(0) { $0 &* 8 &+ ($1 - 48) })
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
