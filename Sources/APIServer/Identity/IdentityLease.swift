import APIMachinery
import Basics

/// What an API server publishes of itself beside others on the same store: a Lease in kube-system, which ends by itself when the
/// server is gone (KEP-1965).
struct IdentityLease: Sendable {
  static let namespace = "kube-system"
  static let label = "apiserver.kubernetes.io/identity"
  static let component = "kube-apiserver"
  static let durationSeconds: Int64 = 3600
  static let renewInterval = Duration.seconds(10)

  /// The same for the same host and port, so that a server that is started again takes its lease up again.
  let name: String
  let hostname: String
  let holder: String
  /// Where clients in the cluster reach the server; nil when nothing of the kind is known.
  var advertised: (address: IPAddress, port: Int)?

  init(hostname: String, serverAddress: String, instance: String) {
    name = "apiserver-" + Checksum.text(Array((hostname + "\n" + serverAddress).utf8)).lowercased()
    self.hostname = hostname
    holder = name + "_" + instance
  }

  /// The lease as it is to be written next, over the one that is there.
  func renewed(_ existing: Value?, at now: Timestamp) -> Value {
    var lease =
      existing ?? [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": ["name": .string(name), "namespace": .string(Self.namespace)],
      ]
    var labels = lease.metadata["labels"] ?? [:]
    labels[Self.label] = .string(Self.component)
    // A host's name may be none that a label can hold ("(none)", a long domain): that is no reason to be unknown.
    labels["kubernetes.io/hostname"] = NameFormat.labelValue(hostname).isEmpty ? .string(hostname) : nil
    lease[path: "metadata", "labels"] = labels
    lease[path: "metadata", "annotations", AdvertisedEndpoints.annotation] = advertised.map { .string("\($0.address) \($0.port)") }
    if lease["spec"]?["holderIdentity"]?.string != holder { lease[path: "spec", "acquireTime"] = .string(now.rfc3339Micro) }
    lease[path: "spec", "holderIdentity"] = .string(holder)
    lease[path: "spec", "leaseDurationSeconds"] = .int(Self.durationSeconds)
    lease[path: "spec", "renewTime"] = .string(now.rfc3339Micro)
    return lease
  }

  /// Whether a server's lease has run out: nobody renews it any more.
  static func isExpired(_ lease: Value, at now: Timestamp) -> Bool {
    guard let renewed = lease["spec"]?["renewTime"]?.string.flatMap({ Timestamp(rfc3339: $0) }) else { return true }
    return renewed + .seconds(lease["spec"]?["leaseDurationSeconds"]?.int ?? durationSeconds) < now
  }
}
