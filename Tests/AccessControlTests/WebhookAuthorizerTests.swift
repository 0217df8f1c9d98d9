import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct WebhookAuthorizerTests {
  private static let eve = UserInfo(name: "eve", groups: ["dev"], extra: ["scope": ["a"]])
  private let clock = ManualClock()

  private func question(_ verb: String = "get") -> AuthorizationAttributes {
    AuthorizationAttributes(
      user: Self.eve, verb: verb, apiGroup: "apps", apiVersion: "v1", resource: "deployments", namespace: "prod", name: "web")
  }

  private func review(_ webhook: WebhookAuthorizer, _ attributes: AuthorizationAttributes) async throws -> AuthorizationReview {
    try await asking { () throws(StatusError) in webhook.review(attributes) }
  }

  @Test func `the service is asked in the version that it speaks, and decides`() async throws {
    for (form, groups) in [(AccessReviewForm.v1, "groups"), (.v1beta1, "group")] {
      var terms = WebhookAuthorizer.Terms()
      terms.form = form
      let endpoint = ScriptedEndpoint { _ in ["status": ["allowed": true, "reason": "because"]] }
      let review = try await review(WebhookAuthorizer(terms, endpoint: endpoint, clock: clock), question())
      #expect(review == AuthorizationReview(.allow, reason: "because"))
      #expect(
        endpoint.asked == [
          [
            "apiVersion": .string("authorization.k8s.io/\(form)"), "kind": "SubjectAccessReview", "status": ["allowed": false],
            "spec": [
              "resourceAttributes": ["namespace": "prod", "verb": "get", "group": "apps", "version": "v1", "resource": "deployments", "name": "web"],
              "user": "eve", groups: ["dev"], "extra": ["scope": ["a"]],
            ],
          ]
        ])
    }
  }

  @Test func `answers are kept for their time, those that allow longer`() async throws {
    let endpoint = ScriptedEndpoint { review in
      ["status": ["allowed": .bool(review[path: "spec", "resourceAttributes", "verb"] == "get")]]
    }
    let webhook = WebhookAuthorizer(WebhookAuthorizer.Terms(), endpoint: endpoint, clock: clock)
    for _ in 0..<3 {
      #expect(try await review(webhook, question("get")).isAllowed)
      #expect(try await review(webhook, question("delete")).isAllowed == false)
    }
    #expect(endpoint.asked.count == 2)
    clock.advance(by: .seconds(31))
    _ = try await review(webhook, question("get"))
    _ = try await review(webhook, question("delete"))
    #expect(endpoint.asked.count == 3)
    clock.advance(by: .seconds(270))
    _ = try await review(webhook, question("get"))
    #expect(endpoint.asked.count == 4)
  }

  @Test func `a question with a long selector isn't kept`() async throws {
    let endpoint = ScriptedEndpoint { _ in ["status": ["allowed": false]] }
    let webhook = WebhookAuthorizer(WebhookAuthorizer.Terms(), endpoint: endpoint, clock: clock)
    var long = question("list")
    long.fieldSelector = FieldSelector((0..<1_000).map { FieldSelector.Requirement("a", "\($0)") })
    for _ in 0..<2 { _ = try await review(webhook, long) }
    #expect(endpoint.asked.count == 2)
    long.fieldSelector = FieldSelector([.init("metadata.name", "a")])
    for _ in 0..<2 { _ = try await review(webhook, long) }
    #expect(endpoint.asked.count == 3)
    long.user.uid = String(repeating: "u", count: 20_000)
    for _ in 0..<2 { _ = try await review(webhook, long) }
    #expect(endpoint.asked.count == 5)
  }

  @Test func `with no lifetime every request asks once, however often it is judged`() async throws {
    let endpoint = ScriptedEndpoint { _ in ["status": ["allowed": true]] }
    var terms = WebhookAuthorizer.Terms()
    terms.allowedLifetime = .zero
    let webhook = WebhookAuthorizer(terms, endpoint: endpoint, clock: clock)
    for _ in 0..<2 {
      let twice = try await asking { () throws(StatusError) in [webhook.decide(question()), webhook.decide(question())] }
      #expect(twice == [.allow, .allow])
    }
    #expect(endpoint.asked.count == 2)
  }

  @Test(arguments: [
    ([:], "webhook response has no status"), (["status": ["allowed": "yes"]], "webhook response: status.allowed is a string, not a boolean"),
    (["status": ["allowed": true, "denied": true]], "webhook subject access review returned both allow and deny response"),
  ] as [(Value, String)])
  func `what is no answer is a failure, for which the policy decides`(answer: Value, problem: String) async throws {
    for denies in [false, true] {
      var terms = WebhookAuthorizer.Terms()
      terms.deniesOnFailure = denies
      let webhook = WebhookAuthorizer(terms, endpoint: ScriptedEndpoint { _ in answer }, clock: clock)
      let review = try await review(webhook, question())
      #expect(review.isDenied == denies && !review.isAllowed)
      #expect(review.problem == problem)
      await #expect(throws: StatusError.internalError(problem)) {
        try await asking { () throws(StatusError) in try AuthorizerChain([webhook]).authorize(question()) }
      }
      // Another policy that allows is not held up, unless the failure denies.
      let chain = AuthorizerChain([webhook, AlwaysAllowAuthorizer()])
      #expect(try await asking { () throws(StatusError) in chain.decide(question()) == .allow } == !denies)
    }
  }

  @Test func `a denial ends the asking, no opinion doesn't`() async throws {
    for denied in [true, false] {
      let webhook = WebhookAuthorizer(
        WebhookAuthorizer.Terms(), endpoint: ScriptedEndpoint { _ in ["status": ["allowed": false, "denied": .bool(denied), "reason": "no"]] }, clock: clock)
      let chain = AuthorizerChain([webhook, AlwaysAllowAuthorizer()])
      let decision = try await asking { () throws(StatusError) in chain.decide(question()) }
      #expect(decision == (denied ? .deny(reason: "no") : .allow))
    }
  }

  @Test func `conditions say which requests are asked about`() async throws {
    let endpoint = ScriptedEndpoint { _ in ["status": ["allowed": true]] }
    var terms = WebhookAuthorizer.Terms()
    terms.conditions = try MatchConditions([
      "has(request.resourceAttributes)", "request.resourceAttributes.namespace == 'prod'", "!('system:masters' in request.groups)",
    ])
    let webhook = WebhookAuthorizer(terms, endpoint: endpoint, clock: clock)
    #expect(try await review(webhook, question()).isAllowed)
    #expect(try await review(webhook, AuthorizationAttributes(user: Self.eve, verb: "get", path: "/metrics")).decision == .noOpinion())
    #expect(endpoint.asked.count == 1)
  }

  @Test func `a condition that fails is the failure policy's, unless another is false`() throws {
    let fails = "request.extra['x'][0] == 'y'"
    let conditions = try MatchConditions([fails])
    guard case .failed = conditions.verdict(question()) else { Issue.record("it should fail"); return }
    #expect(try MatchConditions([fails, "false"]).verdict(question()) == .differs)
    #expect(throws: MatchConditionError.self) { try MatchConditions(["request.nothing == 1"]) }
    #expect(throws: MatchConditionError.self) { try MatchConditions(["request.user"]) }
  }

  @Test func `without anybody who waits, nothing is allowed`() {
    let webhook = WebhookAuthorizer(WebhookAuthorizer.Terms(), endpoint: ScriptedEndpoint { _ in ["status": ["allowed": true]] }, clock: clock)
    #expect(!webhook.review(question()).isAllowed)
  }

  @Test func `a full cache lets go of what ends first`() {
    let cache = AnswerCache<Int, Int>(capacity: 16)
    for index in 0..<100 { cache.keep(index, for: index, lifetime: .seconds(100 + index), at: clock.now) }
    #expect(cache.count <= 16)
    #expect(cache.answer(99, at: clock.now) == 99)
    #expect(cache.answer(0, at: clock.now) == nil)
  }
}
