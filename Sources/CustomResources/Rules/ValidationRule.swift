import APIMachinery
import CEL

/// One of a schema's `x-kubernetes-validations`, compiled against what it stands in.
struct ValidationRule: Sendable {
  let rule: String
  let message: String
  let messageExpression: String
  let reason: FieldError.ErrorType
  let reasonText: String
  let fieldPath: String
  let isOldSelfOptional: Bool?

  init(_ source: Value) {
    rule = source["rule"]?.string ?? ""
    message = source["message"]?.string ?? ""
    messageExpression = source["messageExpression"]?.string ?? ""
    reasonText = source["reason"]?.string ?? ""
    reason = FieldError.ErrorType(rawValue: reasonText) ?? .invalid
    fieldPath = source["fieldPath"]?.string ?? ""
    isOldSelfOptional = source["optionalOldSelf"]?.bool
  }

  /// What is said when it doesn't hold and has no message of its own.
  var text: String {
    let trimmed = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.isEmpty ? "failed rule: " + rule.trimmingWhitespace : trimmed
  }
}

extension String {
  var trimmingWhitespace: String {
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}

/// A rule as a program.
struct CompiledRule: Sendable {
  let rule: ValidationRule
  let program: Program
  let messageProgram: Program?
  /// Whether it is about a change.
  let isTransition: Bool

  static func environment(_ type: DeclaredType, isOldSelfOptional: Bool) -> Environment {
    var environment = Environment(variables: ["self": .declared(type)])
    environment.variables["oldSelf"] = isOldSelfOptional ? .optional(.declared(type)) : .declared(type)
    return environment
  }

  init(_ rule: ValidationRule, _ type: DeclaredType) throws(CompileError) {
    let environment = Self.environment(type, isOldSelfOptional: rule.isOldSelfOptional ?? false)
    self.rule = rule
    program = try environment.compile(rule.rule, result: .bool)
    isTransition = program.references.contains("oldSelf")
    messageProgram = rule.messageExpression.isEmpty ? nil : try environment.compile(rule.messageExpression, result: .string)
  }
}
