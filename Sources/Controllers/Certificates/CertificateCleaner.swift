import APIMachinery
import Basics
import Client
import ControllerKit
import PKI

/// Removes requests that have done their work: issued, denied or failed an hour ago, not decided for a day, or whose certificate has run
/// out (upstream's terms).
public struct CertificateCleaner: Reconciler {
  static let decidedLife = Duration.seconds(3_600)
  static let pendingLife = Duration.seconds(24 * 3_600)

  public let name = "certificatesigningrequest-cleaner-controller"
  public let account = "certificate-controller"

  public init() {}

  public var watches: [Watch] { [.object(WellKnown.certificateSigningRequests)] }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.certificateSigningRequests, key), !object.isBeingDeleted else { return .done }
    guard let end = end(object) else { return .done }
    guard end <= world.now else { return Plan(requeueAfter: end - world.now) }
    let options = DeleteOptions(uid: object.uid, resourceVersion: object.resourceVersion)
    return Plan([.one(.delete(ResourcePath(WellKnown.certificateSigningRequests), name: object.name, options))])
  }

  /// When the request is to go; nil when it stays until something happens to it.
  private func end(_ object: Value) -> Timestamp? {
    let view = CertificateRequestView(object)
    let created = object.creationTimestamp ?? Timestamp(secondsSinceEpoch: 0)
    if !view.isDecided, !view.isFailed { return created + Self.pendingLife }
    var ends: [Timestamp] = []
    for type in ["Denied", "Failed"] + (view.isIssued ? ["Approved"] : []) {
      guard let condition = view.condition(type) else { continue }
      ends.append((condition["lastUpdateTime"]?.string.flatMap { Timestamp(rfc3339: $0) } ?? created) + Self.decidedLife)
    }
    if view.isIssued, let bytes = Base64.decode(object[path: "status", "certificate"]?.string ?? ""),
      let facts = try? CertificateFacts(pem: String(decoding: bytes, as: UTF8.self))
    {
      ends.append(facts.notAfter)
    }
    return ends.min()
  }
}
