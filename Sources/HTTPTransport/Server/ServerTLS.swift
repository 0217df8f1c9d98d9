import NIOSSL
import PKI
import Synchronization

/// What a server shows of itself and whom it believes, to be changed while it serves: connections from then on get the new certificate.
final class ServerTLS: Sendable {
  private let current: Mutex<(context: NIOSSLContext, settings: HTTPServer.TLSIdentity)>

  /// Throws when a certificate or key can't be read.
  init(_ settings: HTTPServer.TLSIdentity) throws { current = Mutex((try Self.context(settings), settings)) }

  var context: NIOSSLContext { current.withLock { $0.context } }

  func replace(_ identity: Identity) throws {
    var settings = current.withLock { $0.settings }
    settings.identity = identity
    let context = try Self.context(settings)
    current.withLock { $0 = (context, settings) }
  }

  private static func context(_ tls: HTTPServer.TLSIdentity) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(tls.identity.certificate.utf8)).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(tls.identity.privateKey.utf8), format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    // Authenticated ciphers with keys of the connection alone; in TLS 1.3 there are no others.
    configuration.cipherSuites = "ECDHE+AESGCM:ECDHE+CHACHA20"
    configuration.applicationProtocols = ["h2", "http/1.1"]
    configuration.trustRoots = .certificates(try (tls.clientAuthorities + tls.proxyAuthorities).flatMap { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) })
    configuration.certificateVerification = .optionalVerification
    return try NIOSSLContext(configuration: configuration)
  }
}
