import APIMachinery
import Client
import ControllerKit

/// Puts the certificate that the API server's is verified with into every namespace, as the ConfigMap `kube-root-ca.crt` that pods
/// mount beside their token.
public struct RootCAPublisher: Reconciler {
  public static let configMapName = "kube-root-ca.crt"

  public let name = "root-ca-certificate-publisher-controller"
  public let account = "root-ca-cert-publisher"
  private let certificate: String

  /// `certificate`: PEM text.
  public init(certificate: String) { self.certificate = certificate }

  public var watches: [Watch] {
    [
      .object(WellKnown.namespaces),
      Watch(WellKnown.configMaps) { delta, _ in
        guard delta.key.name == Self.configMapName else { return [] }
        return [ObjectKey(WellKnown.namespaces.groupResource, name: delta.key.namespace)]
      },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let namespace = world.get(WellKnown.namespaces, key), !namespace.isBeingDeleted else { return .done }
    let path = ResourcePath(WellKnown.configMaps, namespace: key.name)
    guard var existing = world.get(WellKnown.configMaps, namespace: key.name, Self.configMapName) else {
      return Plan([.one(Order(.create(path, wanted(key.name)), ignoring: [.alreadyExists, .notFound]))])
    }
    guard existing["data"] != wanted(key.name)["data"] else { return .done }
    existing["data"] = wanted(key.name)["data"]
    return Plan([.one(.update(path, existing))])
  }

  private func wanted(_ namespace: String) -> Value {
    [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": .string(Self.configMapName), "namespace": .string(namespace),
        "annotations": [
          "kubernetes.io/description":
            "The certificates that the API server of this cluster is verified with from within, and nothing else."
        ],
      ],
      "data": ["ca.crt": .string(certificate)],
    ]
  }
}
