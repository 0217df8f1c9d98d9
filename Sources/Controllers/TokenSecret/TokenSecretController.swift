import APIMachinery
import Basics
import Client
import ControllerKit

/// Fills Secrets of the type `kubernetes.io/service-account-token` with a token of their account, and deletes those whose account is
/// gone (kubernetes.io, "Managing Service Accounts": long-lived API tokens).
public struct TokenSecretController: Reconciler {
  static let type = "kubernetes.io/service-account-token"
  static let nameAnnotation = "kubernetes.io/service-account.name"
  static let uidAnnotation = "kubernetes.io/service-account.uid"

  public let name = "tokens-controller"
  public let account = "system:kube-controller-manager"
  private let certificate: String
  private let sign: @Sendable (_ secret: Value, _ account: Value) throws -> String

  /// `sign` makes the token of a Secret and its account.
  public init(certificate: String, sign: @escaping @Sendable (_ secret: Value, _ account: Value) throws -> String) {
    (self.certificate, self.sign) = (certificate, sign)
  }

  public var watches: [Watch] {
    [
      Watch(WellKnown.secrets) { delta, _ in delta.new?["type"]?.string == Self.type ? [delta.key] : [] },
      Watch(WellKnown.serviceAccounts) { delta, world in
        world.list(WellKnown.secrets, namespace: delta.key.namespace)
          .filter { $0["type"]?.string == Self.type && $0.annotations[Self.nameAnnotation] == delta.key.name }
          .map { ObjectKey(WellKnown.secrets.groupResource, namespace: $0.namespace, name: $0.name) }
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let secret = world.get(WellKnown.secrets, key), secret["type"]?.string == Self.type, !secret.isBeingDeleted,
      let accountName = secret.annotations[Self.nameAnnotation], !accountName.isEmpty
    else { return .done }
    let path = ResourcePath(WellKnown.secrets, namespace: key.namespace)
    let account = world.get(WellKnown.serviceAccounts, namespace: key.namespace, accountName)
    let uid = secret.annotations[Self.uidAnnotation] ?? ""
    guard let account, uid.isEmpty || uid == account.uid else {
      // Without an account, or with another of its name, the token is worth nothing any more.
      let accounts = ResourcePath(WellKnown.serviceAccounts, namespace: key.namespace)
      return Plan([
        .guarded(
          [Check(accounts, name: accountName, uid: uid, .absent)],
          [.one(.delete(path, name: secret.name, DeleteOptions(uid: secret.uid)))])
      ])
    }
    guard let filled = filled(secret, account), filled != secret else { return .done }
    return Plan([.one(.update(path, filled))])
  }

  /// nil when the token can't be signed.
  private func filled(_ secret: Value, _ account: Value) -> Value? {
    var filled = secret
    filled[path: "metadata", "annotations", Self.uidAnnotation] = .string(account.uid)
    if filled[path: "data", "token"]?.string?.isEmpty ?? true {
      guard let token = try? sign(secret, account) else { return nil }
      filled[path: "data", "token"] = .string(Base64.encode(token.utf8))
    }
    filled[path: "data", "ca.crt"] = .string(Base64.encode(certificate.utf8))
    filled[path: "data", "namespace"] = .string(Base64.encode(secret.namespace.utf8))
    return filled
  }
}
