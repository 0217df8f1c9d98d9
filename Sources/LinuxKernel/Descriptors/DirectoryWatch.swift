import Basics
import Glibc

/// Tells which files appear in a directory (created and closed, or renamed into it), by inotify(7).
public struct DirectoryWatch: Sendable {
  private let descriptor: Descriptor

  public init(_ path: String) throws(SystemError) {
    let raw = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard raw >= 0 else { throw SystemError("inotify", path) }
    descriptor = Descriptor(owning: raw)
    guard inotify_add_watch(raw, path, UInt32(IN_MOVED_TO | IN_CLOSE_WRITE)) >= 0 else { throw SystemError("inotify", path) }
  }

  /// Waits for the next names. nil stands for "some were missed, look yourself" (the kernel's queue was full).
  public func next() async throws -> [String?] {
    Self.names(in: try await Poller.shared.read(descriptor, upTo: 64 << 10))
  }

  /// Reads the records of inotify(7): an int, three 32-bit numbers, the last the length of the name that follows.
  static func names(in bytes: [UInt8]) -> [String?] {
    var names: [String?] = []
    var offset = 0
    while offset + 16 <= bytes.count {
      let (mask, length) = bytes.withUnsafeBytes {
        ($0.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self), $0.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
      }
      let end = min(bytes.count, offset + 16 + Int(length))
      if mask & UInt32(IN_Q_OVERFLOW) != 0 {
        names.append(nil)
      } else {
        names.append(String(decoding: bytes[(offset + 16)..<end].prefix { $0 != 0 }, as: UTF8.self))
      }
      offset = end
    }
    return names
  }
}
