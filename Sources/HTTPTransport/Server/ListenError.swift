import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// An address that can't be listened on.
public struct ListenError: Error, CustomStringConvertible {
  public let host: String
  public let port: Int
  /// An error number of the system.
  public let code: Int32

  public init(host: String, port: Int, code: Int32) { (self.host, self.port, self.code) = (host, port, code) }

  public var description: String {
    let address = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    let text = "can't listen on \(address): \(SystemError("bind", address, code: code).reason.lowercased())"
    return switch code {
    case EADDRINUSE: text + "; choose another port, or 0 for a free one"
    case EADDRNOTAVAIL: text + "; choose an address of this host"
    default: text
    }
  }
}
