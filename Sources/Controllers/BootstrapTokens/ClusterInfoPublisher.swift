import APIMachinery
import Client
import ControllerKit

/// Keeps `cluster-info` of kube-public as it should be: a kubeconfig with the cluster's address and certificate and nobody's credentials,
/// which a host that is to join reads before it trusts anything.
public struct ClusterInfoPublisher: Reconciler {
  public let name = "cluster-info-publisher"
  public let account = "cluster-info-publisher"
  private let kubeconfig: String

  /// `kubeconfig`: YAML text.
  public init(kubeconfig: String) { self.kubeconfig = kubeconfig }

  public var watches: [Watch] {
    [
      Watch(WellKnown.namespaces) { delta, _ in delta.key.name == BootstrapSigner.namespace ? [Self.key] : [] },
      Watch(WellKnown.configMaps) { delta, _ in delta.key == Self.key ? [Self.key] : [] },
    ]
  }

  private static var key: ObjectKey {
    ObjectKey(WellKnown.configMaps.groupResource, namespace: BootstrapSigner.namespace, name: BootstrapSigner.configMapName)
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    let path = ResourcePath(WellKnown.configMaps, namespace: key.namespace)
    guard let namespace = world.get(WellKnown.namespaces, namespace: "", key.namespace), !namespace.isBeingDeleted else { return .done }
    guard var map = world.get(WellKnown.configMaps, key) else {
      let map: Value = [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)],
        "data": ["kubeconfig": .string(kubeconfig)],
      ]
      return Plan([.one(Order(.create(path, map), ignoring: [.alreadyExists]))])
    }
    guard map[path: "data", "kubeconfig"]?.string != kubeconfig else { return .done }
    map[path: "data", "kubeconfig"] = .string(kubeconfig)
    return Plan([.one(.update(path, map))])
  }
}
