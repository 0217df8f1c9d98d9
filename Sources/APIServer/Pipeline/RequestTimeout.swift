import APIMachinery
import CEL
import Client

/// The `timeout` that a client sets itself for a request that is answered at once. Every answer here comes within any of them, so the
/// text only has to make sense.
enum RequestTimeout {
  private static let longRunning: Set<String> = ["log", "exec", "attach", "portforward", "proxy"]

  /// What is long-running has its own timeouts, and a proxied service its own parameters.
  static func check(_ query: QueryParameters, _ info: RequestInfo) throws(StatusError) {
    guard let text = query["timeout"], !text.isEmpty, info.verb != "watch", !longRunning.contains(info.subresource) else { return }
    guard GoDuration.parse(text) != nil else { throw .badRequest("invalid timeout specified in the request URL - \(text.prefix(64))") }
  }
}
