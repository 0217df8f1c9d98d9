import Client
import NIOCore
import NIOSSL
import NIOTLS
import PKI
import Synchronization

/// Finds out whether a server's certificate is of the name that was asked for. NIOSSL verifies who has signed it, and is content when it
/// has the address of the peer in place of the name: whoever may have a certificate for an address could be anybody on it.
final class ServerNameCheck: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private let name: String
  private let isSkipped: Bool
  private var promise: EventLoopPromise<Void>?

  /// `promise` is kept in any case: when the certificate was looked at, and when there will be none.
  init(name: String, isSkipped: Bool, promise: EventLoopPromise<Void>) { (self.name, self.isSkipped, self.promise) = (name, isSkipped, promise) }

  private func settle(_ error: (any Error)?) {
    if let error { promise?.fail(error) } else { promise?.succeed(()) }
    promise = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { check(context) }
    context.fireUserInboundEventTriggered(event)
  }

  private func check(_ context: ChannelHandlerContext) {
    if isSkipped { return settle(nil) }
    let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
    guard let bytes = try? handler?.peerCertificate?.toDERBytes(), let names = CertificateNames(certificate: bytes) else {
      return refuse("x509: the certificate can't be read", context)
    }
    guard names.isOf(name) else {
      let known = names.dnsNames + names.addresses.map(\.description)
      return refuse("x509: certificate is valid for \(known.isEmpty ? "no names" : known.joined(separator: ", ")), not \(name)", context)
    }
    settle(nil)
  }

  private func refuse(_ reason: String, _ context: ChannelHandlerContext) {
    settle(TrustError(reason))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let isDistrust = "\(error)".contains("CERTIFICATE_VERIFY_FAILED")
    settle(isDistrust ? TrustError("x509: certificate signed by unknown authority, or not valid now") : error)
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    settle(ConnectionClosedBeforeResponse(isSent: false))
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { settle(ConnectionClosedBeforeResponse(isSent: false)) }
}

/// The checks of connections that are being tried, of which one becomes the connection.
final class ServerNameChecks: Sendable {
  private let futures = Mutex<[ObjectIdentifier: EventLoopFuture<Void>]>([:])

  func add(_ future: EventLoopFuture<Void>, of channel: any Channel) { futures.withLock { $0[ObjectIdentifier(channel)] = future } }

  /// Returns when the channel's server is who it should be, at once where nothing is checked; throws `TrustError` when it isn't.
  func settled(_ channel: any Channel) async throws { try await futures.withLock { $0[ObjectIdentifier(channel)] }?.get() }
}
