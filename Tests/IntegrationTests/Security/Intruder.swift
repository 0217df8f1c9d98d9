import Foundation
import Testing

/// Somebody with credentials of their own who asks a real daemon with curl, byte for byte as written.
struct Intruder {
  enum Credentials {
    case none
    case token(String)
    /// Files `NAME.crt` and `NAME.key` in the daemon's directory.
    case certificate(String)
  }

  let daemon: TestDaemon
  let server: String
  var credentials = Credentials.none
  var headers: [String] = []

  init(_ daemon: TestDaemon, _ credentials: Credentials = .none) throws {
    (self.daemon, self.credentials) = (daemon, credentials)
    server = try daemon.kctl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}").output
  }

  struct Answer: CustomStringConvertible {
    var status: Int
    var body: String
    var description: String { "\(status) \(body.prefix(600))" }
  }

  /// `path` as it goes over the wire: nothing is normalised.
  func ask(_ method: String, _ path: String, _ body: String? = nil, type: String = "application/json") throws -> Answer {
    var arguments = ["curl", "-sS", "--path-as-is", "-g", "-X", method, "--cacert", daemon.dataDirectory + "/pki/ca.crt", "-w", "\n%{http_code}", "--max-time", "30"]
    switch credentials {
    case .none: break
    case .token(let token): arguments += ["-H", "Authorization: Bearer " + token]
    case .certificate(let name): arguments += ["--cert", daemon.directory + "/\(name).crt", "--key", daemon.directory + "/\(name).key"]
    }
    for header in headers { arguments += ["-H", header] }
    if method == "HEAD" { arguments += ["-I"] }
    if body != nil { arguments += ["-H", "Content-Type: " + type, "--data-binary", "@-"] }
    let result = try Command(arguments: arguments + [server + path], input: body).run()
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
    return Answer(status: Int(lines.last ?? "") ?? 0, body: lines.dropLast().joined(separator: "\n") + result.errors)
  }

  /// A client certificate of the cluster's own authority, signed with its key: what was stolen, or what somebody was given.
  static func certificate(_ daemon: TestDaemon, _ name: String, subject: String, extensions: String = "extendedKeyUsage=clientAuth") throws {
    let made = try Command(
      arguments: [
        "bash", "-ec",
        """
        openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(name).key -subj '\(subject)' -out \(name).csr 2>/dev/null
        openssl x509 -req -in \(name).csr -CA $PKI/ca.crt -CAkey $PKI/ca.key -set_serial 0x$(openssl rand -hex 8) -days 1 -extfile <(printf '\(extensions)') -out \(name).crt 2>/dev/null
        """,
      ], environment: ["PKI": daemon.dataDirectory + "/pki"], directory: daemon.directory
    ).run()
    guard made.status == 0 else { throw CommandFailed(result: made) }
  }
}

/// A port of the loopback that takes connections and says nothing.
final class SilentPort {
  let number: Int
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0 }
    }
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    self.descriptor = descriptor
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
