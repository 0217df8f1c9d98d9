import APIMachinery
import Basics
import Client
import ControllerKit

/// Deletes bootstrap tokens when they have run out.
public struct TokenCleaner: Reconciler {
  public let name = "token-cleaner-controller"
  public let account = "token-cleaner"

  public init() {}

  public var watches: [Watch] {
    [
      Watch(WellKnown.secrets) { delta, _ in
        let isToken = delta.key.namespace == BootstrapTokenSecret.namespace && delta.new.flatMap { BootstrapTokenSecret($0) } != nil
        return isToken ? [delta.key] : []
      }
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.secrets, key), !object.isBeingDeleted, let token = BootstrapTokenSecret(object) else { return .done }
    guard token.isExpired(at: world.now) else {
      guard case .at(let time) = token.expiration else { return .done }
      return Plan(requeueAfter: time - world.now)
    }
    let options = DeleteOptions(uid: object.uid, resourceVersion: object.resourceVersion)
    return Plan([.one(.delete(ResourcePath(WellKnown.secrets, namespace: object.namespace), name: object.name, options))])
  }
}
