import Glibc

/// A system call on a file that failed, in the form Go programs print: `open /a/b: no such file or directory`.
struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  var operation: String
  var path: String
  var code: Int32

  init(_ operation: String, _ path: String, code: Int32 = errno) {
    (self.operation, self.path, self.code) = (operation, path, code)
  }

  var description: String { "\(operation) \(path): \(Self.text(code))" }

  /// The error's text; its first letter in lower case, as in the messages users know.
  static func text(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
