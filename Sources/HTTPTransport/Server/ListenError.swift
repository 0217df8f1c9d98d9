#if canImport(Glibc)
  import Glibc
#endif

/// An address that can't be listened on.
public struct ListenError: Error, CustomStringConvertible {
  public let host: String
  public let port: Int
  /// An error number of the system.
  public let code: Int32

  public var description: String {
    let reason = "can't listen on \(host.contains(":") ? "[\(host)]" : host):\(port): \(String(cString: strerror(code)).lowercased())"
    return switch code {
    case EADDRINUSE: reason + "; choose another port, or 0 for a free one"
    case EADDRNOTAVAIL: reason + "; choose an address of this host"
    default: reason
    }
  }
}
