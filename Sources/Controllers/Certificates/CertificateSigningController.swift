import APIMachinery
import Basics
import Client
import ControllerKit
import PKI

/// Signs approved requests of the built-in signers. One that its signer doesn't allow fails for good, with the condition that says why.
public struct CertificateSigningController: Reconciler {
  /// The terms of upstream's `--cluster-signing-duration`.
  public static let defaultLifetime = Duration.seconds(365 * 86_400)
  static let lifetimeMin = Duration.seconds(600)

  public let name = "certificatesigningrequest-signing-controller"
  public let account = "certificate-controller"
  private let authority: CertificateAuthority
  private let lifetimeMax: Duration

  /// `lifetimeMax`: of every certificate; what a request asks for is cut to it.
  public init(authority: CertificateAuthority, lifetimeMax: Duration = defaultLifetime) {
    (self.authority, self.lifetimeMax) = (authority, lifetimeMax)
  }

  public var watches: [Watch] { [.object(WellKnown.certificateSigningRequests)] }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.certificateSigningRequests, key), !object.isBeingDeleted else { return .done }
    let view = CertificateRequestView(object)
    guard view.isApproved, !view.isFailed, !view.isIssued, let signer = CertificateSigner(rawValue: view.signer) else { return .done }
    do {
      let request = try view.request()
      if let problem = signer.problem(request.names, usages: view.usages) { return fail(view, "SignerValidationFailure", problem, world.now) }
      let certificate = try authority.sign(request, usages: view.usages, lifetime: lifetime(view.expirationSeconds), now: world.now)
      var issued = object
      issued[path: "status", "certificate"] = .string(Base64.encode(certificate.utf8))
      return Plan([.one(.updateStatus(WellKnown.certificateSigningRequests, issued))])
    } catch {
      // Neither a request that can't be read nor unknown usages get better by trying again.
      return fail(view, "SigningError", "unable to sign the request: \(error)", world.now)
    }
  }

  private func fail(_ view: CertificateRequestView, _ reason: String, _ message: String, _ now: Timestamp) -> Plan {
    Plan([.one(.updateStatus(WellKnown.certificateSigningRequests, view.adding("Failed", reason: reason, message: message, at: now)))])
  }

  func lifetime(_ seconds: Int64?) -> Duration {
    guard let seconds else { return lifetimeMax }
    return min(max(.seconds(seconds), Self.lifetimeMin), lifetimeMax)
  }
}
