#if canImport(Glibc)
  import Glibc
#endif

/// An address that can't be listened on.
struct ListenError: Error, CustomStringConvertible {
  var host: String
  var port: Int
  /// An error number of the system.
  var code: Int32

  var description: String {
    let reason = "can't listen on \(host.contains(":") ? "[\(host)]" : host):\(port): \(String(cString: strerror(code)).lowercased())"
    return switch code {
    case EADDRINUSE: reason + "; choose another port, or 0 for a free one"
    case EADDRNOTAVAIL: reason + "; choose an address of this host"
    default: reason
    }
  }
}
