import APIMachinery
import Client
import ControllerKit

/// Sees to it that every namespace has a ServiceAccount named `default`.
public struct ServiceAccountController: Reconciler {
  public let name = "service-account-controller"

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.namespaces),
      Watch(WellKnown.serviceAccounts) { delta, _ in
        guard delta.new == nil, delta.key.name == "default" else { return [] }
        return [ObjectKey(WellKnown.namespaces.groupResource, name: delta.key.namespace)]
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let namespace = world.get(WellKnown.namespaces, key), !namespace.isBeingDeleted,
      world.get(WellKnown.serviceAccounts, namespace: key.name, "default") == nil
    else { return .done }
    let account: Value = [
      "apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "default", "namespace": .string(key.name)],
    ]
    return Plan([
      .one(Order(.create(ResourcePath(WellKnown.serviceAccounts, namespace: key.name), account), ignoring: [.alreadyExists, .notFound]))
    ])
  }
}
