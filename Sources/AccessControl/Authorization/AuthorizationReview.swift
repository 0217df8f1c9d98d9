/// A decision and why it was made; the reason of an allowance is for reviews and the audit log.
public struct AuthorizationReview: Hashable, Sendable {
  public var decision: AuthorizationDecision
  public var reason: String
  /// What went wrong in finding out; empty when nothing did.
  public var problem = ""

  public init(_ decision: AuthorizationDecision, reason: String = "") {
    self.decision = decision
    switch decision {
    case .deny(let own), .noOpinion(let own): self.reason = reason.isEmpty ? own : reason
    case .allow: self.reason = reason
    }
  }

  /// Nothing can be said before a question to another service is answered (`RemoteQuestions`); a denial until then, so that nobody else
  /// is asked meanwhile.
  static let pending = AuthorizationReview(.deny(reason: "the answer of another service is awaited"))

  public var isAllowed: Bool { decision == .allow }
  public var isDenied: Bool { if case .deny = decision { true } else { false } }
}

/// What somebody may do, as far as policies can list it.
public struct HeldRules: Sendable {
  public var rules: [RoleRule]
  /// Whether there may be more than what is listed: a policy that can't list its rules.
  public var isIncomplete: Bool
  /// What went wrong in finding out; empty when nothing did.
  public var problem: String

  public init(_ rules: [RoleRule], isIncomplete: Bool = false, problem: String = "") {
    (self.rules, self.isIncomplete, self.problem) = (rules, isIncomplete, problem)
  }
}
