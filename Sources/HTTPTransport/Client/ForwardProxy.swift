import Basics
import Client
import NIOCore
import NIOPosix

/// A proxy that connections are made through: by CONNECT (RFC 9110 section 9.3.6) or SOCKS 5 without a password (RFC 1928).
public struct ForwardProxy: Hashable, Sendable {
  enum Scheme: Hashable, Sendable { case http, socks5 }

  let scheme: Scheme
  let host: String
  let port: Int
  /// What Proxy-Authorization says.
  let authorization: String?

  /// nil for a URL of another scheme, or none at all.
  public init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    switch text[..<mark.lowerBound] {
    case "http": scheme = .http
    case "socks5", "socks5h": scheme = .socks5
    default: return nil
    }
    var rest = text[mark.upperBound...]
    var authorization: String?
    if let at = rest.lastIndex(of: "@") {
      authorization = "Basic " + Base64.encode(String(rest[..<at]).utf8)
      rest = rest[rest.index(after: at)...]
    }
    self.authorization = authorization
    guard let url = ServerURL("http://" + rest) else { return nil }
    (host, port) = (url.host, rest.contains(":") || scheme == .http ? url.port : 1080)
  }

  /// A channel to the place, through the proxy, with what `configure` gives it. Throws a `DialError` for a proxy that isn't there or refuses.
  func connect(
    _ bootstrap: ClientBootstrap, to host: String, _ port: Int, _ configure: @escaping @Sendable (any Channel) throws -> Void
  ) async throws -> any Channel {
    let address = "\(self.host):\(self.port)"
    let channel: any Channel
    do {
      channel = try await bootstrap.connect(host: self.host, port: self.port).connection()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw DialError(address: address, reason: "the proxy can't be reached: \(error)")
    }
    let promise = channel.eventLoop.makePromise(of: Void.self)
    do {
      try await channel.eventLoop.submit {
        try channel.pipeline.syncOperations.addHandler(ProxyHandshake(scheme == .http ? connectRequest(host, port) : socksRequest(host, port), scheme, promise))
      }.get()
      try await promise.futureResult.get()
      try await channel.eventLoop.submit { try configure(channel) }.get()
      return channel
    } catch let refusal as ProxyRefusal {
      channel.close(promise: nil)
      throw DialError(address: address, reason: "the proxy refuses the connection: \(refusal.reason)")
    } catch {
      channel.close(promise: nil)
      throw error
    }
  }

  private func connectRequest(_ host: String, _ port: Int) -> [UInt8] {
    let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    let authorization = authorization.map { "Proxy-Authorization: \($0)\r\n" } ?? ""
    return Array("CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\n\(authorization)\r\n".utf8)
  }

  /// Behind the greeting; the name is the proxy's to resolve.
  private func socksRequest(_ host: String, _ port: Int) -> [UInt8] {
    let name = Array(host.utf8.prefix(255))
    return [5, 1, 0, 3, UInt8(name.count)] + name + [UInt8(port >> 8 & 0xff), UInt8(port & 0xff)]
  }
}

private struct ProxyRefusal: Error { var reason: String }

/// Speaks with the proxy until the way is open, then leaves the channel. State on the event loop only.
private final class ProxyHandshake: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let answerBytesMax = 16 << 10
  private let request: [UInt8]
  private let scheme: ForwardProxy.Scheme
  private let promise: EventLoopPromise<Void>
  private var answer: [UInt8] = []
  private var isGreeted = false

  init(_ request: [UInt8], _ scheme: ForwardProxy.Scheme, _ promise: EventLoopPromise<Void>) {
    (self.request, self.scheme, self.promise) = (request, scheme, promise)
  }

  func handlerAdded(context: ChannelHandlerContext) { send(scheme == .http ? request : [5, 1, 0], context) }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    answer += Array(unwrapInboundIn(data).readableBytesView)
    if answer.count > Self.answerBytesMax { return refuse("its answer is too long") }
    switch scheme {
    case .http: readConnect(context)
    case .socks5: readSocks(context)
    }
  }

  private func readConnect(_ context: ChannelHandlerContext) {
    let text = String(decoding: answer, as: UTF8.self)
    guard text.contains("\r\n\r\n") else { return }
    let line = text.prefix { $0 != "\r\n" && $0 != "\r" }
    let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    (200..<300).contains(status) ? finish(context) : refuse(String(line))
  }

  private func readSocks(_ context: ChannelHandlerContext) {
    if !isGreeted {
      guard answer.count >= 2 else { return }
      guard answer[0] == 5, answer[1] == 0 else { return refuse("it wants a password, or is no SOCKS 5 proxy") }
      isGreeted = true
      answer.removeFirst(2)
      send(request, context)
    }
    guard answer.count >= 5 else { return }
    guard answer[1] == 0 else { return refuse("SOCKS error \(answer[1])") }
    let addressBytes = switch answer[3] {
    case 1: 4
    case 4: 16
    default: 1 + Int(answer[4])
    }
    if answer.count >= 4 + addressBytes + 2 { finish(context) }
  }

  private func finish(_ context: ChannelHandlerContext) {
    let promise = promise
    context.pipeline.syncOperations.removeHandler(self).assumeIsolated().whenComplete { _ in promise.succeed() }
  }

  private func refuse(_ reason: String) { promise.fail(ProxyRefusal(reason: reason)) }

  func channelInactive(context: ChannelHandlerContext) {
    refuse("it closed the connection")
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.fail(error) }
}
