import APIMachinery
import Client

extension APIServer {
  /// Acting as another user isn't there yet; going on as the caller would do something else than was asked.
  func refuseImpersonation(_ request: HTTPRequest) throws(StatusError) {
    let prefix = "impersonate-"
    guard let header = request.headers.fields.first(where: { $0.name.lowercased().hasPrefix(prefix) }) else { return }
    throw .notImplemented("impersonation (header \(header.name))")
  }
}
