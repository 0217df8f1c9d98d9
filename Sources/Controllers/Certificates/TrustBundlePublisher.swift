import APIMachinery
import Client
import ControllerKit

/// Publishes what API servers' certificates are verified with as a ClusterTrustBundle of the signer `kubernetes.io/kube-apiserver-serving`,
/// and removes what it published before of another authority (KEP-3257).
public struct TrustBundlePublisher: Reconciler {
  static let signer = "kubernetes.io/kube-apiserver-serving"
  static let prefix = "kubernetes.io:kube-apiserver-serving:"

  public let name = "kube-apiserver-serving-clustertrustbundle-publisher-controller"
  public let account = "kube-apiserver-serving-clustertrustbundle-publisher"
  private let certificate: String
  private let hash: String

  /// `certificate`: PEM text; `hash`: of it, a name's worth of letters and digits.
  public init(certificate: String, hash: String) { (self.certificate, self.hash) = (certificate, hash) }

  private var bundleName: String { Self.prefix + hash }
  private var key: ObjectKey { ObjectKey(WellKnown.clusterTrustBundles.groupResource, name: bundleName) }

  public var watches: [Watch] {
    // A namespace that is always there gives the first look.
    [
      Watch(WellKnown.namespaces) { delta, _ in delta.key.name == "kube-system" ? [key] : [] },
      Watch(WellKnown.clusterTrustBundles) { delta, _ in delta.key.name.hasPrefix(Self.prefix) ? [key] : [] },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    let path = ResourcePath(WellKnown.clusterTrustBundles)
    var plan = Plan()
    let published = world.list(WellKnown.clusterTrustBundles).filter { $0[path: "spec", "signerName"]?.string == Self.signer }
    if var current = published.first(where: { $0.name == bundleName }) {
      if current[path: "spec", "trustBundle"]?.string != certificate {
        current[path: "spec", "trustBundle"] = .string(certificate)
        plan.add(.update(path, current))
      }
    } else {
      let bundle: Value = [
        "apiVersion": "certificates.k8s.io/v1beta1", "kind": "ClusterTrustBundle", "metadata": ["name": .string(bundleName)],
        "spec": ["signerName": .string(Self.signer), "trustBundle": .string(certificate)],
      ]
      plan.add(Order(.create(path, bundle), ignoring: [.alreadyExists]))
    }
    for old in published where old.name != bundleName { plan.add(.delete(path, name: old.name, DeleteOptions(uid: old.uid))) }
    return plan
  }
}
