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
  /// The policies asked, in this order; the first that allows or denies decides. Members of `system:masters` pass before.
  public var authorizationModes: [AuthorizationMode] = [.node, .rbac]
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
  /// A request's body at most, as upstream's.
  public var bodyBytesMax = 3 << 20
  /// How other servers of the cluster are reached: those of aggregated APIs.
  public var connectUpstream: UpstreamConnector = { _ in
    throw StatusError(503, .serviceUnavailable, "this server has no way to reach other servers")
  }
  public var gitVersion = "v1.36.0"
  /// What this program was built from, for `/version`.
  public var build = BuildFacts()

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

  private static let defaultServiceRange: IPPrefix = {
    guard let prefix = IPPrefix("10.96.0.0/12") else { preconditionFailure("10.96.0.0/12 is a prefix") }
    return prefix
  }()
}
