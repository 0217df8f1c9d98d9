#if canImport(Glibc)
  import Glibc
#endif

/// Tells systemd how the service is doing (sd_notify(3): a datagram to the socket named by NOTIFY_SOCKET).
enum ServiceNotification {
  /// Does nothing when the process isn't run by a service manager.
  static func send(_ state: String, socketPath: String?) {
    guard let socketPath, !socketPath.isEmpty else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var path = Array(socketPath.utf8)
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, state, state.utf8.count, Int32(MSG_NOSIGNAL), $0, length) }
    }
  }
}
