import APIMachinery
import Basics
import Client
import ControllerKit
import PKI

/// Signs the kubeconfig in `cluster-info` of kube-public with each bootstrap token that is for it, so that who knows a token can trust
/// what everybody may read.
public struct BootstrapSigner: Reconciler {
  public static let configMapName = "cluster-info"
  public static let namespace = "kube-public"
  public static let signaturePrefix = "jws-kubeconfig-"

  public let name = "bootstrap-signer-controller"
  public let account = "bootstrap-signer"

  public init() {}

  private static var key: ObjectKey { ObjectKey(WellKnown.configMaps.groupResource, namespace: namespace, name: configMapName) }

  public var watches: [Watch] {
    [
      Watch(WellKnown.configMaps) { delta, _ in delta.key == Self.key ? [Self.key] : [] },
      Watch(WellKnown.secrets) { delta, _ in
        guard delta.key.namespace == BootstrapTokenSecret.namespace else { return [] }
        let states = [delta.old, delta.new].compactMap { $0 }
        return states.contains { BootstrapTokenSecret($0) != nil } ? [Self.key] : []
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let map = world.get(WellKnown.configMaps, key), let kubeconfig = map[path: "data", "kubeconfig"]?.string else { return .done }
    var wanted = map
    for field in map["data"]?.object ?? Object() where field.key.hasPrefix(Self.signaturePrefix) {
      wanted[path: "data", field.key] = nil
    }
    for secret in world.list(WellKnown.secrets, namespace: BootstrapTokenSecret.namespace) {
      guard let token = BootstrapTokenSecret(secret), token.isForSigning, !token.isExpired(at: world.now), !secret.isBeingDeleted,
        secret.name == "bootstrap-token-" + token.id, !token.secret.isEmpty
      else { continue }
      wanted[path: "data", Self.signaturePrefix + token.id] =
        .string(TokenSignature.sign(kubeconfig, keyID: token.id, secret: token.secret))
    }
    guard Self.fields(wanted) != Self.fields(map) else { return .done }
    return Plan([.one(.update(ResourcePath(WellKnown.configMaps, namespace: Self.namespace), wanted))])
  }

  private static func fields(_ map: Value) -> [String: Value] {
    Dictionary((map["data"]?.object ?? Object()).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
