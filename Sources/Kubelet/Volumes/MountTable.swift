import Glibc

/// The mounts of this process's namespace, from /proc/self/mountinfo.
enum MountTable {
  /// Mount points at or below a path, deepest first.
  static func points(below path: String) -> [String] {
    let text = String(decoding: Files.read("/proc/self/mountinfo") ?? [], as: UTF8.self)
    return points(below: path, in: text)
  }

  static func points(below path: String, in mountinfo: String) -> [String] {
    mountinfo.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      return fields.count > 4 ? unescaped(String(fields[4])) : nil
    }
    .filter { $0 == path || $0.hasPrefix(path + "/") }
    .sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) }
  }

  /// Blanks and backslashes are written as three octal digits.
  private static func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.first {
      if byte == UInt8(ascii: "\\"), bytes.count >= 4,
        let code = UInt8(String(decoding: bytes.dropFirst().prefix(3), as: UTF8.self), radix: 8)
      {
        result.append(code)
        bytes = bytes.dropFirst(4)
      } else {
        result.append(byte)
        bytes = bytes.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
