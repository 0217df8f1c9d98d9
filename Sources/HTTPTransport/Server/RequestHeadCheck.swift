import APIMachinery
import Client
import NIOHTTP1

/// What is wrong with the head of a request, beyond what the parser sees (RFC 9112 sections 3.2 and 6.1, RFC 9110 section 10.1.1).
package enum RequestHeadCheck {
  /// The answer to a head that isn't to be served; the connection ends with it, for where its body ends is anybody's guess.
  package static func refusal(_ head: HTTPRequestHead) -> StatusError? {
    guard head.version.major == 1 || head.version.major == 2 else {
      return StatusError(505, .badRequest, "the request's version of HTTP is not spoken here")
    }
    if head.version.major == 1 {
      if let refusal = framing(head) { return refusal }
      // Two hosts are two requests to two readers.
      let hosts = head.headers[canonicalForm: "host"].count
      guard hosts == 1 || (hosts == 0 && head.version.minor == 0) else {
        return .badRequest(hosts == 0 ? "missing required Host header" : "too many Host headers")
      }
    }
    guard target(head.uri) != nil || (head.method == .OPTIONS && head.uri == "*") else {
      return .badRequest("the request target is not a path")
    }
    let expectations = head.headers[canonicalForm: "expect"]
    guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }) else {
      return StatusError(417, .badRequest, "the expectation can't be met")
    }
    return nil
  }

  /// Whether everybody on the way agrees where the body ends.
  private static func framing(_ head: HTTPRequestHead) -> StatusError? {
    let lengths = head.headers["content-length"]
    let codings = head.headers["transfer-encoding"]
    guard !codings.isEmpty else {
      guard lengths.count <= 1, lengths.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
        return .badRequest("the Content-Length is not one number")
      }
      return nil
    }
    guard lengths.isEmpty else { return .badRequest("Content-Length and Transfer-Encoding exclude each other") }
    guard head.version.minor > 0 else { return .badRequest("HTTP/1.0 has no Transfer-Encoding") }
    guard codings.count == 1, codings[0].lowercased() == "chunked" else {
      return StatusError(501, .badRequest, "the Transfer-Encoding is not supported")
    }
    return nil
  }

  /// Path and query of a target in origin or absolute form; nil for any other.
  package static func target(_ uri: String) -> Substring? {
    if uri.hasPrefix("/") { return uri[...] }
    let lowercase = uri.prefix(8).lowercased()
    guard let scheme = ["http://", "https://"].first(where: { lowercase.hasPrefix($0) }) else { return nil }
    let rest = uri.dropFirst(scheme.count)
    guard let end = rest.firstIndex(where: { "/?#".contains($0) }) else { return "/" }
    return rest[end] == "/" ? rest[end...] : nil
  }
}
