import APIMachinery
import APISchemas
import AccessControl
import Basics
import Client
import Logging
import Store
import Synchronization

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
  let policies: AuthorizationPolicies
  /// The policies in the order that was asked for.
  let steps: ReplaceableAuthorizer
  /// Whether a policy or an authenticator asks services elsewhere.
  let asksElsewhere: Atomic<Bool>
  let serviceAccountAuthenticator: ServiceAccountAuthenticator?
  let admission: AdmissionChain
  let desired: DesiredPolicy
  /// One of the two, or neither: whose requests are next, or how many there may be.
  let flows: FlowController?
  let flightLimit: FlightLimit?
  let services: ServiceAllocator
  let hub: WatchHub
  let recent = RecentObjects()
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
      (configuration.frontProxy.map { [FrontProxyAuthenticator($0)] } ?? [])
        + [CertificateAuthenticator(), UnixSocketAuthenticator(users: configuration.localUsers)] + configuration.authenticators
        + [BootstrapTokenAuthenticator(objects: StoreObjectLookup(store: store), clock: clock)] + (serviceAccounts.map { [$0] } ?? [])
        + configuration.lastAuthenticators, anonymous: configuration.anonymous)
    let roles = RoleAuthorizer(StoreObjectReader(store: store))
    policies = AuthorizationPolicies(roles: roles, store: store, attributePolicies: configuration.attributePolicies)
    asksElsewhere = Atomic(configuration.asksElsewhere || configuration.authorizationSteps.contains(where: \.asksElsewhere))
    steps = ReplaceableAuthorizer(policies.authorizers(of: configuration.authorizationSteps))
    authorizer = AuthorizerChain(
      [GroupAuthorizer(), ComponentAuthorizer(), PathAuthorizer(), steps] + configuration.authorizers)
    servedAPIs = ServedAPIs(scheme, store: store, serverAddress: configuration.serverAddress)
    // What upstream's registries do themselves can't be left out.
    admission = AdmissionChain(
      configuration.admission.plugins(
        .init(random: random, authorizer: authorizer, served: servedAPIs, configuration: configuration.admissionPlugins))
        + [CertificateRequester(), RoleEscalation(check: EscalationCheck(roles, authorizer: authorizer))])
    desired = DesiredPolicy()
    let limits = configuration.requestLimits
    flows = limits.isFair ? FlowController(store: store, clock: clock, seats: limits.reading + limits.mutating) : nil
    flightLimit = limits.isFair ? nil : FlightLimit(reading: limits.reading, mutating: limits.mutating)
    services = ServiceAllocator(store: store, range: configuration.serviceRange, nodePorts: configuration.nodePorts, random: random)
    hub = WatchHub(store: store, clock: clock)
    let pool = UpstreamPool(configuration.connectUpstream)
    aggregator = Aggregator(store: store, pool: pool)
    dynamicAdmission = DynamicAdmission(store: store, configuration.admission)
    webhooks = WebhookCaller(store: store, pool: pool, clock: clock, credentials: configuration.webhookCredentials)
  }

  /// Answers one request. Never throws: what goes wrong is a Status.
  public func handle(_ request: HTTPRequest) async -> HTTPResponse { await handle(request, as: nil) }

  /// Answers a request whose caller is known already (in process).
  func handle(_ request: HTTPRequest, as user: UserInfo?) async -> HTTPResponse {
    guard asksElsewhere.load(ordering: .relaxed) else { return await answer(request, as: user) }
    return await RemoteQuestions.$current.withValue(RemoteQuestions()) { await answer(request, as: user) }
  }

  private func answer(_ request: HTTPRequest, as user: UserInfo?) async -> HTTPResponse {
    let auditID = Self.auditID(of: request) ?? random.uuid()
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

  /// What the caller names the request by, such as a proxy before us that has logged it; nil for what isn't fit for a header.
  static func auditID(of request: HTTPRequest) -> String? {
    guard let id = request.headers["Audit-ID"], (1...64).contains(id.utf8.count), id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return id
  }

  /// In-process access with an identity: the same pipeline from authorization on, without a wire.
  public func client(as user: UserInfo, userAgent: String) -> DirectClient {
    DirectClient(server: self, user: user, userAgent: userAgent)
  }
}
