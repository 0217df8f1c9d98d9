/// Who may do what, as expressions ask it. The server answers.
public protocol CELAuthorizer: Sendable {
  func decide(_ question: AuthorizationQuestion) -> AuthorizationAnswer
}

public struct AuthorizationQuestion: Hashable, Sendable {
  public var path: String?
  public var group = ""
  public var resource = ""
  public var subresource = ""
  public var namespace = ""
  public var name = ""
  public var verb = ""
  /// A service account to ask for; nil for the request's own user.
  public var serviceAccount: (namespace: String, name: String)? {
    get { account.map { ($0[0], $0[1]) } }
    set { account = newValue.map { [$0.namespace, $0.name] } }
  }
  private var account: [String]?
  public init() {}
}

public struct AuthorizationAnswer: Sendable {
  public var isAllowed: Bool
  public var reason: String
  public var error: String?
  public init(isAllowed: Bool, reason: String = "", error: String? = nil) {
    (self.isAllowed, self.reason, self.error) = (isAllowed, reason, error)
  }
}

/// `authorizer.group("apps").resource("deployments").namespace("x").check("create").allowed()`: for environments that
/// declare a variable of `authorizerType`.
public enum AuthorizerLibrary {
  public static let authorizerType = CELType.opaque("kubernetes.authorization.Authorizer")
  private static let pathType = CELType.opaque("kubernetes.authorization.PathCheck")
  private static let groupType = CELType.opaque("kubernetes.authorization.GroupCheck")
  /// Of `authorizer.requestResource` too.
  public static let resourceType = CELType.opaque("kubernetes.authorization.ResourceCheck")
  private static let decisionType = CELType.opaque("kubernetes.authorization.Decision")

  struct Check: OpaqueValue {
    let type: CELType
    let authorizer: any CELAuthorizer
    var question: AuthorizationQuestion
    var typeName: String { type.description }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self).map { $0.question == question && $0.type == type } ?? false }
  }

  struct Decision: OpaqueValue {
    let answer: AuthorizationAnswer
    var typeName: String { decisionType.description }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self)?.answer.isAllowed == answer.isAllowed }
  }

  public static func value(_ authorizer: any CELAuthorizer) -> CELValue {
    .opaque(Check(type: authorizerType, authorizer: authorizer, question: AuthorizationQuestion()))
  }

  /// A resource that is asked about already: only the verb is missing.
  public static func value(_ authorizer: any CELAuthorizer, about resource: AuthorizationQuestion) -> CELValue {
    .opaque(Check(type: resourceType, authorizer: authorizer, question: resource))
  }

  public static let functions: [String: CELFunction] = [
    "path": step(authorizerType, pathType) { $0.path = $1 },
    "group": step(authorizerType, groupType) { $0.group = $1 },
    "resource": step(groupType, resourceType) { $0.resource = $1 },
    "subresource": step(resourceType, resourceType) { $0.subresource = $1 },
    "namespace": step(resourceType, resourceType) { $0.namespace = $1 },
    "name": step(resourceType, resourceType) { $0.name = $1 },
    "serviceAccount": CELFunction([.member(authorizerType, .string, .string, to: authorizerType)]) { arguments throws(EvaluationError) in
      var check = try arguments.opaque(0, Check.self)
      check.question.serviceAccount = (try arguments.string(1), try arguments.string(2))
      return .opaque(check)
    },
    "check": CELFunction([.member(pathType, .string, to: decisionType), .member(resourceType, .string, to: decisionType)]) {
      arguments throws(EvaluationError) in
      var check = try arguments.opaque(0, Check.self)
      check.question.verb = try arguments.string(1)
      return .opaque(Decision(answer: check.authorizer.decide(check.question)))
    },
    "allowed": CELFunction([.member(decisionType, to: .bool)]) { arguments throws(EvaluationError) in
      .bool(try arguments.opaque(0, Decision.self).answer.isAllowed)
    },
    "reason": CELFunction([.member(decisionType, to: .string)]) { arguments throws(EvaluationError) in
      .string(try arguments.opaque(0, Decision.self).answer.reason)
    },
    "errored": CELFunction([.member(decisionType, to: .bool)]) { arguments throws(EvaluationError) in
      .bool(try arguments.opaque(0, Decision.self).answer.error != nil)
    },
    "error": CELFunction([.member(decisionType, to: .string)]) { arguments throws(EvaluationError) in
      .string(try arguments.opaque(0, Decision.self).answer.error ?? "")
    },
  ]

  private static func step(
    _ from: CELType, _ to: CELType, _ change: @escaping @Sendable (inout AuthorizationQuestion, String) -> Void
  ) -> CELFunction {
    CELFunction([.member(from, .string, to: to)]) { arguments throws(EvaluationError) in
      var question = try arguments.opaque(0, Check.self)
      change(&question.question, try arguments.string(1))
      return .opaque(Check(type: to, authorizer: question.authorizer, question: question.question))
    }
  }
}
