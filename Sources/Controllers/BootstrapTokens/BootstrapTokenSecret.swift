import APIMachinery
import Basics

/// A bootstrap token as its Secret in kube-system has it (kubernetes.io, "Authenticating with Bootstrap Tokens").
struct BootstrapTokenSecret {
  static let type = "bootstrap.kubernetes.io/token"
  static let namespace = "kube-system"
  let object: Value

  /// nil for a Secret of another type.
  init?(_ object: Value) {
    guard object["type"]?.string == Self.type else { return nil }
    self.object = object
  }

  var id: String { text("token-id") }
  var secret: String { text("token-secret") }
  var isForSigning: Bool { text("usage-bootstrap-signing") == "true" }

  enum Expiration: Hashable { case never, at(Timestamp), malformed }

  var expiration: Expiration {
    let text = text("expiration")
    if text.isEmpty { return .never }
    return Timestamp(rfc3339: text).map { .at($0) } ?? .malformed
  }

  /// A time that can't be read is over: what nobody can tell the end of must not live for ever.
  func isExpired(at now: Timestamp) -> Bool {
    switch expiration {
    case .never: false
    case .malformed: true
    case .at(let time): time <= now
    }
  }

  private func text(_ key: String) -> String {
    String(decoding: Base64.decode(object[path: "data", key]?.string ?? "") ?? [], as: UTF8.self)
  }
}
