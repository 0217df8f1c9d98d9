import Basics
import CShims
import Glibc

/// A file descriptor that is closed when the last reference goes.
public final class Descriptor: Sendable {
  public let raw: Int32

  public init(owning raw: Int32) { self.raw = raw }
  deinit { close(raw) }

  /// Opens a file, close-on-exec.
  public static func open(_ path: String, flags: Int32, mode: UInt32 = 0o644) throws(SystemError) -> Descriptor {
    let raw = Glibc.open(path, flags | O_CLOEXEC, mode)
    guard raw >= 0 else { throw SystemError("open", path) }
    return Descriptor(owning: raw)
  }

  /// A pipe: what is written to the second can be read from the first. Both ends block.
  public static func pipe() throws(SystemError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard kctl_pipe(&ends) == 0 else { throw SystemError("pipe", "") }
    return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
  }

  /// Another descriptor of the same open file.
  public func duplicate() throws(SystemError) -> Descriptor {
    let copy = fcntl(raw, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SystemError("dup", "") }
    return Descriptor(owning: copy)
  }

  public func setNonBlocking() throws(SystemError) {
    let flags = fcntl(raw, F_GETFL)
    guard flags >= 0, fcntl(raw, F_SETFL, flags | O_NONBLOCK) == 0 else { throw SystemError("fcntl", "") }
  }

  /// Connects to a unix socket; the descriptor is non-blocking.
  public static func unixSocket(_ path: String, type: Int32) throws(SystemError) -> Descriptor {
    let raw = socket(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { throw SystemError("socket", path) }
    let descriptor = Descriptor(owning: raw)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw SystemError("connect", path, code: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    guard result == 0 else { throw SystemError("connect", path) }
    try descriptor.setNonBlocking()
    return descriptor
  }
}
