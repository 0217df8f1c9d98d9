import APIMachinery
import AccessControl
import Basics
import Client

/// What a deployment decides about its API server.
public struct Configuration: Sendable {
  /// Cluster IPs of Services come from here.
  public var serviceRange: IPPrefix
  public var nodePorts: ClosedRange<Int>
  /// Users at the other end of the unix socket, by user id. They are administrators and persons.
  public var localUsers: [UInt32: String] = [0: "root"]
  /// Ways to know who is asking beyond certificates and the socket, asked before service accounts' tokens.
  public var authenticators: [any Authenticator] = []
  /// Asked after everybody else.
  public var lastAuthenticators: [any Authenticator] = []
  /// How a proxy in front names whom it has authenticated; nil: there is none.
  public var frontProxy: FrontProxyAuthenticator.Terms?
  public var anonymous = AnonymousAccess.everywhere
  /// The policies asked, in this order; the first that allows or denies decides. Members of `system:masters` pass before.
  public var authorizationSteps: [AuthorizationStep] = [.mode(.node), .mode(.rbac)]
  /// Whether one of the authenticators asks services elsewhere.
  public var asksElsewhere = false
  /// What is audited and where that goes; nil: nothing.
  public var audit: AuditConfiguration?
  /// What mode ABAC allows.
  public var attributePolicies: [AttributePolicy] = []
  /// Policies beyond the built-in ones, asked last.
  public var authorizers: [any Authorizer] = []
  /// Signs and knows tokens of service accounts; nil: there are none.
  public var serviceAccounts: ServiceAccountTokens?
  /// Where others find the keys that verify those tokens; empty: under the issuer's name.
  public var keySetURL = ""
  /// Which admission plugins take part.
  public var admission = AdmissionSelection()
  /// What they are told.
  public var admissionPlugins = AdmissionPluginConfiguration()
  /// `host:port` that discovery names.
  public var serverAddress = ""
  /// Checks beyond those of the API server itself.
  public var healthChecks: [HealthCheck] = []
  /// The way to what pods, services and nodes serve; without one, proxying is refused.
  public var proxy: (any ProxyTransport)?
  /// The way to kubelets in other processes, which verifies them and says who this server is; without it they can't be reached.
  public var kubeletTransport: (any ProxyTransport)?
  /// Which of a node's addresses its kubelet is asked at, the best first.
  public var kubeletAddressTypes = ["InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"]
  /// How many requests are worked on at once.
  public var requestLimits = RequestLimits()
  /// A request's body at most, as upstream's.
  public var bodyBytesMax = 3 << 20
  /// How other servers of the cluster are reached: those of aggregated APIs.
  public var connectUpstream: UpstreamConnector = { _ in
    throw StatusError(503, .serviceUnavailable, "this server has no way to reach other servers")
  }
  /// What webhooks of admission are shown.
  public var webhookCredentials: WebhookCredentials = { _, _, _ in nil }
  public var gitVersion = "v1.36.0"
  /// What this program was built from, for `/version`.
  public var build = BuildFacts()

  public struct RequestLimits: Hashable, Sendable {
    /// Requests that change nothing, and those that do. With fairness it is their sum that is shared.
    public var reading = 400
    public var mutating = 200
    /// Whether priority levels and flow schemas say whose requests are next.
    public var isFair = true
    public init() {}
  }

  /// One line of `/readyz?verbose`.
  public struct HealthCheck: Sendable {
    public var name: String
    /// Whether it is a reason to start the process anew, not only to send it no requests: a check of `/livez` and `/healthz` too.
    public var isLiveness: Bool
    /// What is wrong; nil for nothing.
    public var check: @Sendable () -> String?
    public init(_ name: String, isLiveness: Bool = false, _ check: @escaping @Sendable () -> String?) {
      (self.name, self.isLiveness, self.check) = (name, isLiveness, check)
    }
  }

  /// Service range 10.96.0.0/12, node ports 30000 to 32767.
  public init() {
    serviceRange = Self.defaultServiceRange
    nodePorts = 30000...32767
  }

  /// Policies that ask nobody outside, by their names.
  public var authorizationModes: [AuthorizationMode] {
    get { authorizationSteps.compactMap { step in if case .mode(let mode) = step { mode } else { nil } } }
    set { authorizationSteps = newValue.map { .mode($0) } }
  }

  private static let defaultServiceRange: IPPrefix = {
    guard let prefix = IPPrefix("10.96.0.0/12") else { preconditionFailure("10.96.0.0/12 is a prefix") }
    return prefix
  }()
}
