import APIMachinery
import APISchemas
import AccessControl

extension APIServer {
  /// The kinds that are questions: the answer is the question with its status, and nothing is kept.
  func answerReview(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    let kind = request.definition.gvk
    guard let question = Review(kind) else { throw .notImplemented("create of \(request.groupResource)") }
    var object = try decodeStored(body, request, parameters, in: &unit)
    try place(&object, request)
    let errors = scheme.validateReview(object, of: request.definition)
    guard errors.isEmpty else { throw .invalid(kind, object.name, errors) }
    object["status"] = answer(question, object["spec"] ?? [:], request.caller.user)
    return .value(scheme.convert(object, to: request.served.gvk), status: 201)
  }

  private enum Review {
    case identity, access, ownAccess, ownRules, token

    init?(_ kind: GroupVersionKind) {
      switch (kind.group, kind.kind) {
      case ("authentication.k8s.io", "SelfSubjectReview"): self = .identity
      case ("authentication.k8s.io", "TokenReview"): self = .token
      case ("authorization.k8s.io", "SubjectAccessReview"), ("authorization.k8s.io", "LocalSubjectAccessReview"): self = .access
      case ("authorization.k8s.io", "SelfSubjectAccessReview"): self = .ownAccess
      case ("authorization.k8s.io", "SelfSubjectRulesReview"): self = .ownRules
      default: return nil
      }
    }
  }

  private func answer(_ question: Review, _ spec: Value, _ asker: UserInfo) -> Value {
    switch question {
    case .identity: ["userInfo": asker.wire]
    case .access: access(AuthorizationAttributes(review: spec, by: UserInfo(review: spec)))
    case .ownAccess: access(AuthorizationAttributes(review: spec, by: asker))
    case .ownRules: held(authorizer.rules(for: asker, in: spec["namespace"]?.string ?? ""))
    case .token: owner(of: spec["token"]?.string ?? "", audiences: spec["audiences"]?.array?.compactMap(\.string) ?? [])
    }
  }

  private func access(_ attributes: AuthorizationAttributes) -> Value {
    // Nobody comes from outside as the daemon: who asks about it has a name that somebody made up.
    guard !attributes.user.isDaemon else { return ["allowed": false, "reason": .string("\(attributes.user.name) is nobody's name")] }
    let review = authorizer.review(attributes)
    var status: Value = ["allowed": .bool(review.isAllowed)]
    if review.isDenied { status["denied"] = true }
    if !review.reason.isEmpty { status["reason"] = .string(review.reason) }
    if !review.problem.isEmpty { status["evaluationError"] = .string(review.problem) }
    return status
  }

  private func held(_ held: HeldRules) -> Value {
    var resourceRules: [Value] = []
    var pathRules: [Value] = []
    for rule in held.rules {
      if rule.nonResourceURLs.isEmpty { resourceRules.append(rule.value) } else { pathRules.append(rule.value) }
    }
    var status: Value = [
      "resourceRules": .array(resourceRules), "nonResourceRules": .array(pathRules), "incomplete": .bool(held.isIncomplete),
    ]
    if !held.problem.isEmpty { status["evaluationError"] = .string(held.problem) }
    return status
  }

  /// Whose the token is. Asked for audiences, a token must be for one of them; tokens that know of none are for the API server.
  private func owner(of token: String, audiences: [String]) -> Value {
    do throws(StatusError) {
      let own = configuration.serviceAccounts?.audiences ?? []
      if let found = try serviceAccountAuthenticator?.identify(token, audiences: audiences.isEmpty ? own : audiences) {
        var answer: Value = ["authenticated": true, "user": found.user.joining("system:authenticated").wire]
        if !found.audiences.isEmpty { answer["audiences"] = .array(found.audiences.map { .string($0) }) }
        return answer
      }
      guard audiences.isEmpty || audiences.contains(where: own.contains) else { throw .unauthorized() }
      return ["authenticated": true, "user": try authenticator.authenticate(Credentials(bearerToken: token)).wire]
    } catch {
      // A token that nobody knows is an answer, not a failure.
      return error.code == 401 ? ["user": [:]] : ["user": [:], "error": .string(error.message)]
    }
  }
}
