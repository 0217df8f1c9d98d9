import NIOCore
import NIOHTTP2

/// Ends a connection whose peer has broken the protocol (RFC 9113 section 5.4.1). The HTTP/2 handler has said so with a GOAWAY by
/// then; it leaves it to others to hang up. Errors of one stream reset that stream alone, and too many of them are one of the connection.
final class HTTP2ErrorHandler: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !Self.isOfStream(error) { context.close(promise: nil) }
  }

  private static func isOfStream(_ error: any Error) -> Bool {
    switch error {
    case is NIOHTTP2Errors.StreamError, is NIOHTTP2Errors.ForbiddenHeaderField, is NIOHTTP2Errors.MissingPseudoHeader,
      is NIOHTTP2Errors.DuplicatePseudoHeader, is NIOHTTP2Errors.UnknownPseudoHeader, is NIOHTTP2Errors.InvalidPseudoHeaders,
      is NIOHTTP2Errors.PseudoHeaderAfterRegularHeader, is NIOHTTP2Errors.ContentLengthViolated, is NIOHTTP2Errors.FlowControlViolation,
      is NIOHTTP2Errors.StreamClosed, is NIOHTTP2Errors.NoSuchStream:
      true
    default: false
    }
  }
}
