import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// Who is at the other end of a unix socket, as the kernel says (SO_PEERCRED, unix(7)).
enum PeerCredentials {
  /// `struct ucred`, which the Glibc module doesn't show.
  private struct Credentials { var process: pid_t; var user: uid_t; var group: gid_t }

  static func userID(of channel: any Channel) -> UInt32? {
    guard let provider = channel as? any SocketOptionProvider else { return nil }
    let future: EventLoopFuture<Credentials> = provider.unsafeGetSocketOption(level: .init(rawValue: SOL_SOCKET), name: .init(rawValue: SO_PEERCRED))
    // The option is read on this event loop, at once: the future is complete when it is returned.
    nonisolated(unsafe) var credentials: Credentials?
    future.assumeIsolated().whenSuccess { credentials = $0 }
    return credentials?.user
  }
}
