import APIMachinery
import Basics

/// A bootstrap token as clients write it: `abcdef.0123456789abcdef` (kubernetes.io, "Authenticating with Bootstrap Tokens").
public struct BootstrapToken: Hashable, Sendable {
  public var id: String
  public var secret: String

  /// nil for text of another form.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 6, parts[1].utf8.count == 16 else { return nil }
    let isPlain = (parts[0] + parts[1]).utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
    guard isPlain else { return nil }
    (id, secret) = (String(parts[0]), String(parts[1]))
  }
}

/// Knows bearers of bootstrap tokens by the Secrets in kube-system that hold them: `system:bootstrap:ID`, in `system:bootstrappers` and
/// the groups that the Secret adds. A token that isn't to be had there, for whatever reason, is somebody else's to judge.
public struct BootstrapTokenAuthenticator: Authenticator {
  public static let group = "system:bootstrappers"

  let objects: any ObjectLookup
  let clock: any WallClock

  public init(objects: any ObjectLookup, clock: any WallClock) { (self.objects, self.clock) = (objects, clock) }

  public func authenticate(_ credentials: Credentials) throws(StatusError) -> UserInfo? {
    guard let token = credentials.bearerToken.flatMap({ BootstrapToken($0) }) else { return nil }
    let key = ObjectKey(GroupResource(resource: "secrets"), namespace: "kube-system", name: "bootstrap-token-" + token.id)
    guard let secret = objects.object(key), secret["type"]?.string == "bootstrap.kubernetes.io/token", !secret.isBeingDeleted else {
      return nil
    }
    let data = secret["data"] ?? [:]
    guard Self.same(Self.text(data, "token-secret"), token.secret), Self.text(data, "token-id") == token.id,
      Self.text(data, "usage-bootstrap-authentication") == "true", isCurrent(Self.text(data, "expiration")),
      let groups = Self.groups(Self.text(data, "auth-extra-groups"))
    else { return nil }
    return UserInfo(name: "system:bootstrap:" + token.id, groups: [Self.group] + groups)
  }

  /// A time that can't be read is over.
  private func isCurrent(_ expiration: String) -> Bool {
    if expiration.isEmpty { return true }
    guard let end = Timestamp(rfc3339: expiration) else { return false }
    return clock.now < end
  }

  /// nil when one of them may not be given by a token: only those below `system:bootstrappers:` may.
  private static func groups(_ text: String) -> [String]? {
    var groups: [String] = []
    for name in text.split(separator: ",").map(String.init) {
      let prefix = group + ":"
      let rest = name.dropFirst(prefix.count)
      guard name.hasPrefix(prefix), (1...256).contains(rest.utf8.count), rest.last != ":", rest.last != "-",
        rest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x3a || $0 == 0x2d })
      else { return nil }
      if !groups.contains(name) { groups.append(name) }
    }
    return groups
  }

  private static func text(_ data: Value, _ key: String) -> String {
    String(decoding: Base64.decode(data[key]?.string ?? "") ?? [], as: UTF8.self)
  }

  /// Takes the same time wherever the difference is.
  private static func same(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && zip(a.utf8, b.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
