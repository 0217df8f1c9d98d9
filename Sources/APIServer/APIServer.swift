import APIMachinery
import APISchemas
import AccessControl
import Basics
import Client
import Logging
import Store

/// The Kubernetes API over an object store: a request value in, a response value out.
///
/// It holds no connection and knows no transport; `handle` may be called from anywhere, concurrently. The pipeline is one
/// file a stage, in the folder Pipeline. Everything it decides is decided by synchronous functions on a `UnitOfWork`,
/// and becomes visible as one transaction of the store.
public final class APIServer: Sendable {
  public let configuration: Configuration
  let store: any ObjectStore
  let clock: any WallClock
  let random: any RandomSource
  let authenticator: AuthenticatorChain
  let authorizer: AuthorizerChain
  let serviceAccountAuthenticator: ServiceAccountAuthenticator?
  let admission: AdmissionChain
  let desired: DesiredPolicy
  let services: ServiceAllocator
  let hub: WatchHub
  let servedAPIs: ServedAPIs
  let metrics = RequestMetrics()
  let aggregator: Aggregator
  let webhooks: WebhookCaller
  let dynamicAdmission: DynamicAdmission
  let hooks = StartupHooks()
  let nodeConnection: @Sendable (String) -> (any NodeConnection)?
  let logger: Logger

  /// `nodeConnection`: the kubelet of a node, by the node's name; nil for one that can't be reached.
  public init(
    store: any ObjectStore, scheme: Scheme = .builtIn, clock: any WallClock = SystemClock(), random: any RandomSource = SystemRandom(),
    configuration: Configuration = Configuration(), logger: Logger = Logger(label: "apiserver"),
    nodeConnection: @escaping @Sendable (String) -> (any NodeConnection)? = { _ in nil }
  ) {
    (self.store, self.clock, self.random) = (store, clock, random)
    (self.configuration, self.logger, self.nodeConnection) = (configuration, logger, nodeConnection)
    let serviceAccounts = configuration.serviceAccounts.map {
      ServiceAccountAuthenticator($0, objects: StoreObjectLookup(store: store), clock: clock)
    }
    serviceAccountAuthenticator = serviceAccounts
    authenticator = AuthenticatorChain(
      [CertificateAuthenticator(), UnixSocketAuthenticator(users: configuration.localUsers)] + configuration.authenticators
        + [BootstrapTokenAuthenticator(objects: StoreObjectLookup(store: store), clock: clock)] + (serviceAccounts.map { [$0] } ?? []))
    let roles = RoleAuthorizer(StoreObjectReader(store: store))
    let policies = AuthorizationPolicies(roles: roles, store: store, attributePolicies: configuration.attributePolicies)
    authorizer = AuthorizerChain(
      [GroupAuthorizer(), ComponentAuthorizer(), PathAuthorizer()]
        + configuration.authorizationModes.map { policies.authorizer(of: $0) } + configuration.authorizers)
    // What upstream's registries do themselves can't be left out.
    admission = AdmissionChain(
      configuration.admission.plugins(.init(random: random, authorizer: authorizer))
        + [CertificateRequester(), RoleEscalation(check: EscalationCheck(roles, authorizer: authorizer))])
    desired = DesiredPolicy()
    services = ServiceAllocator(store: store, range: configuration.serviceRange, nodePorts: configuration.nodePorts, random: random)
    hub = WatchHub(store: store, clock: clock)
    let pool = UpstreamPool(configuration.connectUpstream)
    aggregator = Aggregator(store: store, pool: pool)
    dynamicAdmission = DynamicAdmission(store: store, configuration.admission)
    webhooks = WebhookCaller(store: store, pool: pool, clock: clock)
    servedAPIs = ServedAPIs(scheme, store: store, serverAddress: configuration.serverAddress)
  }

  /// Answers one request. Never throws: what goes wrong is a Status.
  public func handle(_ request: HTTPRequest) async -> HTTPResponse { await handle(request, as: nil) }

  /// Answers a request whose caller is known already (in process).
  func handle(_ request: HTTPRequest, as user: UserInfo?) async -> HTTPResponse {
    let auditID = random.uuid()
    let start = clock.now
    let mutates = !["GET", "HEAD", "OPTIONS"].contains(request.method)
    metrics.begin(mutates: mutates)
    defer { metrics.end(mutates: mutates) }
    let api = servedAPIs.current()
    var response: HTTPResponse
    var info: RequestInfo?
    do throws(StatusError) {
      let query = try QueryParameters(request.query)
      let asked = try RequestInfo(method: request.method, path: request.path, query: query)
      info = asked
      response = try await serving(api) { () async throws(StatusError) in
        try await route(request, asked, query, as: user, auditID: auditID)
      }
    } catch {
      response = ResponseWriter.failure(error, request)
    }
    count(info, request, response.status, since: start, api)
    Compression.apply(to: &response, request)
    response.headers["Audit-Id"] = auditID
    if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-cache, private" }
    return response
  }

  /// In-process access with an identity: the same pipeline from authorization on, without a wire.
  public func client(as user: UserInfo, userAgent: String) -> DirectClient {
    DirectClient(server: self, user: user, userAgent: userAgent)
  }
}
