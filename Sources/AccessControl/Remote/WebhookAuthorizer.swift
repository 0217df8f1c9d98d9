import APIMachinery
import Basics

/// Mode Webhook: a service elsewhere decides (kubernetes.io, "Webhook Mode").
///
/// Answers are kept for a time, those that allow longer. Where the service can't be reached or answers nonsense, the failure policy
/// decides: no opinion, or a denial.
public struct WebhookAuthorizer: Authorizer {
  public struct Terms: Sendable {
    public var name: String
    public var form = AccessReviewForm.v1
    /// Zero keeps no answers of that kind.
    public var allowedLifetime = Duration.seconds(300)
    public var refusedLifetime = Duration.seconds(30)
    public var deniesOnFailure = false
    public var conditions = MatchConditions()
    public init(name: String = "webhook") { self.name = name }
  }

  /// Questions longer than this are asked each time: a client must not fill the cache with them.
  private static let keptBytesMax = 10_000

  public let terms: Terms
  private let endpoint: any ReviewEndpoint
  private let clock: any WallClock
  private let cache = AnswerCache<AuthorizationAttributes, AuthorizationReview>()

  public init(_ terms: Terms, endpoint: any ReviewEndpoint, clock: any WallClock) {
    (self.terms, self.endpoint, self.clock) = (terms, endpoint, clock)
  }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision { review(attributes).decision }

  public func review(_ attributes: AuthorizationAttributes) -> AuthorizationReview {
    switch terms.conditions.verdict(attributes) {
    case .matches: break
    case .differs: return AuthorizationReview(.noOpinion())
    case .failed(let problem): return failure(problem)
    }
    if let kept = cache.answer(attributes, at: clock.now) { return kept }
    guard let questions = RemoteQuestions.current else { return failure("nobody waits for the answer of a webhook here") }
    return questions.answer("authorize \(terms.name) " + JSON.text(AccessReviewForm.v1.spec(attributes))) { await ask(attributes) } ?? .pending
  }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    HeldRules([], isIncomplete: true, problem: "webhook authorizer does not support user rule resolution")
  }

  private func failure(_ problem: String) -> AuthorizationReview {
    var review = AuthorizationReview(terms.deniesOnFailure ? .deny(reason: "") : .noOpinion())
    review.problem = problem
    return review
  }

  private func ask(_ attributes: AuthorizationAttributes) async -> AuthorizationReview {
    do throws(ReviewFailure) {
      let value = try await endpoint.answer(terms.form.review(of: attributes), pausing: { [clock] in try await clock.sleep(for: $0) })
      let answer = try AccessReviewAnswer(value)
      var review = AuthorizationReview(
        answer.isAllowed ? .allow : answer.isDenied ? .deny(reason: answer.reason) : .noOpinion(reason: answer.reason), reason: answer.reason)
      review.problem = answer.problem
      if Self.size(attributes) <= Self.keptBytesMax {
        cache.keep(
          review, for: attributes, lifetime: answer.isAllowed ? terms.allowedLifetime : terms.refusedLifetime, at: clock.now)
      }
      return review
    } catch {
      return failure(error.description)
    }
  }

  private static func size(_ attributes: AuthorizationAttributes) -> Int {
    let user = attributes.user
    return attributes.namespace.utf8.count + attributes.verb.utf8.count + attributes.apiGroup.utf8.count + attributes.resource.utf8.count
      + attributes.subresource.utf8.count + attributes.name.utf8.count + attributes.path.utf8.count + user.name.utf8.count
      + user.uid.utf8.count + user.groups.reduce(0) { $0 + $1.utf8.count }
      // Many small parts take more room than their text.
      + attributes.fieldSelector.requirements.reduce(0) {
        $0 + $1.field.utf8.count + $1.value.utf8.count + MemoryLayout<FieldSelector.Requirement>.size
      }
      + user.extra.reduce(0) { $0 + $1.key.utf8.count + $1.value.reduce(0) { $0 + $1.utf8.count } }
  }
}
