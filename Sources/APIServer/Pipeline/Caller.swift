import AccessControl

/// Who makes a request, and with what: the same for one from the wire and one made in process.
struct Caller: Sendable {
  var user: UserInfo
  var userAgent: String
  /// Of the request, not of the caller: what the audit log and the commit's trailers name it by.
  var auditID: String

  /// The field manager of a request that names none: the user agent up to its first slash, as upstream.
  var defaultFieldManager: String {
    let name = userAgent.prefix { $0 != "/" }
    return name.isEmpty ? "unknown" : String(name.prefix(128))
  }
}
