import APIMachinery
import Basics
import Client
import ControllerKit
import PKI

/// Approves requests for kubelets' serving certificates: a node's own, for names and addresses that its Node object has and that
/// nobody else could be meant by.
///
/// Upstream leaves this to whoever runs the cluster, since a node says itself where it is. So no certificate is given for what
/// another node or the API server has, nor for a loopback, cluster-local or otherwise special name: what is in doubt waits for a person.
public struct ServingCertificateApprover: Reconciler {
  static let message = "Auto approving kubelet serving certificate: its names are those of the node that asks for it."

  public let name = "kubelet-serving-certificate-approver"
  public let account = "kubelet-serving-certificate-approver"

  public init() {}

  public var watches: [Watch] {
    [
      .object(WellKnown.certificateSigningRequests),
      // A node's addresses may come after its request.
      Watch(WellKnown.nodes) { delta, world in
        world.list(WellKnown.certificateSigningRequests)
          .filter { $0[path: "spec", "username"]?.string == CertificateSigner.nodePrefix + delta.key.name }
          .map { ObjectKey(WellKnown.certificateSigningRequests.groupResource, name: $0.name) }
      },
      Watch(WellKnown.endpointSlices) { _, _ in [] },
    ]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.certificateSigningRequests, key), !object.isBeingDeleted else { return .done }
    let view = CertificateRequestView(object)
    guard !view.isIssued, !view.isDecided, view.signer == CertificateSigner.kubeletServing.rawValue, let request = try? view.request(),
      CertificateSigner.kubeletServing.problem(request.names, usages: view.usages) == nil, request.names.commonName == view.username
    else { return .done }
    let nodeName = String(view.username.dropFirst(CertificateSigner.nodePrefix.count))
    let nodes = world.list(WellKnown.nodes)
    guard let node = nodes.first(where: { $0.name == nodeName }) else { return .done }
    var taken = Set(nodes.filter { $0.name != nodeName }.flatMap(Self.places))
    taken.formUnion(Self.serverAddresses(world))
    let own = Set(Self.places(node))
    let asked = request.names.dnsNames + request.names.addresses.map(\.description)
    guard asked.allSatisfy({ own.contains($0) && !taken.contains($0) && !Self.isSpecial($0) }) else { return .done }
    let approved = view.adding("Approved", reason: "AutoApproved", message: Self.message, at: world.now)
    let path = ResourcePath(WellKnown.certificateSigningRequests, subresource: "approval")
    return Plan([.one(Order(.update(path, approved), ignoring: [.notFound]))])
  }

  /// A node's name and all its addresses and host names.
  private static func places(_ node: Value) -> [String] {
    [node.name] + (node[path: "status", "addresses"]?.array ?? []).compactMap { $0["address"]?.string }.map { IPAddress($0)?.description ?? $0 }
  }

  /// Where the API server is: of an all-in-one host the node's own address, which the daemon gives its kubelet a certificate for itself.
  private static func serverAddresses(_ world: World) -> [String] {
    let slice = world.get(WellKnown.endpointSlices, namespace: "default", "kubernetes")
    return (slice?["endpoints"]?.array ?? []).flatMap { $0["addresses"]?.array ?? [] }.compactMap(\.string)
  }

  private static func isSpecial(_ name: String) -> Bool {
    if let address = IPAddress(name) {
      let bytes = address.bytes
      return bytes.allSatisfy { $0 == 0 } || (address.isIPv6 ? bytes.dropLast().allSatisfy { $0 == 0 } || bytes[0] == 0xff : bytes[0] == 127)
    }
    let labels = name.lowercased().split(separator: ".")
    return labels.first == "kubernetes" || labels.last == "localhost" || labels.contains("svc") || labels.suffix(2) == ["cluster", "local"]
      || name.contains("*")
  }
}
