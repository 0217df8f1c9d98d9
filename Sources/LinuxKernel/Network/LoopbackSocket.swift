import Basics
import CShims
import Glibc

/// A TCP connection to the loopback of a network namespace.
public enum LoopbackSocket {
  /// Connects to 127.0.0.1, and where nothing listens there to ::1. `namespace` is the pinned namespace's file; nil is our own.
  ///
  /// Throws what went wrong with either, in the words that Kubernetes' runtimes have for it.
  public static func connect(port: UInt16, namespace: String?) async throws -> any ByteConnection {
    do {
      return try await connect(ipv4(port), namespace)
    } catch let first as SystemError {
      do {
        return try await connect(ipv6(port), namespace)
      } catch let second as SystemError {
        throw LoopbackError(
          description: "failed to connect to localhost:\(port) inside namespace \"\(namespace ?? "host")\", "
            + "IPv4: dial tcp4 127.0.0.1:\(port): \(reason(first)) IPv6 dial tcp6 [::1]:\(port): \(reason(second))")
      }
    }
  }

  private static func reason(_ error: SystemError) -> String {
    "\(error.operation): " + String(cString: strerror(error.code)).lowercased()
  }

  private static func ipv4(_ port: UInt16) -> [UInt8] {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafeBytes(of: address) { Array($0) }
  }

  private static func ipv6(_ port: UInt16) -> [UInt8] {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    return withUnsafeBytes(of: address) { Array($0) }
  }

  private static func connect(_ address: [UInt8], _ namespace: String?) async throws -> any ByteConnection {
    let isIPv6 = address.count == MemoryLayout<sockaddr_in6>.size
    // A child opens it there, so that no thread of ours ever changes its namespace.
    let socket = try await onOwnThread {
      let (domain, type) = (isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue))
      let raw = namespace.map { kctl_socket_in($0, domain, type, 0) } ?? Glibc.socket(domain, type | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard raw >= 0 else { throw SystemError("socket", "") }
      let socket = Descriptor(owning: raw)
      try socket.setNonBlocking()
      return socket
    }
    let result = address.withUnsafeBytes { bytes in
      Glibc.connect(socket.raw, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    if result != 0 {
      guard errno == EINPROGRESS else { throw SystemError("connect", "") }
      try await Poller.shared.writable(socket)
      var (problem, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
      getsockopt(socket.raw, SOL_SOCKET, SO_ERROR, &problem, &size)
      guard problem == 0 else { throw SystemError("connect", "", code: problem) }
    }
    return try SocketConnection(socket)
  }
}

public struct LoopbackError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
}
