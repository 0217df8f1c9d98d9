#if canImport(Glibc)
  import Glibc
#endif

/// Which of its addresses this host has towards another.
enum RouteAddress {
  /// As the kernel would choose it; nothing is sent. nil when the name or the way isn't known. Blocks for the look-up of a name.
  static func toward(_ host: String, port: Int) -> String? {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0, let first = list?.pointee else { return nil }
    defer { freeaddrinfo(list) }
    let descriptor = socket(first.ai_family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard connect(descriptor, first.ai_addr, first.ai_addrlen) == 0 else { return nil }
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let code = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor, address, &length) == 0 else { return Int32(-1) }
        return getnameinfo(address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
      }
    }
    guard code == 0 else { return nil }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.hasPrefix("127.") || text == "::1" || text.contains("%") ? nil : text
  }
}
