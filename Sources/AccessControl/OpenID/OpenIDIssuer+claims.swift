import APIMachinery
import CEL

/// Why a token that is signed and current makes nobody known.
struct ClaimError: Error, Hashable, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

extension OpenIDIssuer {
  private static let costMax: UInt64 = 1_000_000

  /// The user that the claims make, when all rules hold.
  func user(_ claims: Value) throws(ClaimError) -> UserInfo {
    try check(claimRules, claims, ["claims": CELValue(claims)])
    var user = UserInfo(name: try username(claims))
    if let groups { user.groups = try texts(groups, claims, "groups") }
    if let uid { user.uid = try texts(uid, claims, "uid").first ?? "" }
    for (key, program) in extra {
      let values = try Self.texts(try Self.evaluate(program, ["claims": CELValue(claims)]), "extra \(key)")
      if !values.isEmpty { user.extra[key] = values }
    }
    guard !user.isDaemon else { throw ClaimError("the user name \"\(user.name)\" is the server's own") }
    if !userRules.isEmpty { try check(userRules, claims, ["user": CELValue(Self.value(user), as: TokenExpressions.userType)]) }
    return user
  }

  private func username(_ claims: Value) throws(ClaimError) -> String {
    switch username {
    case .expression(let program):
      guard let name = try Self.evaluate(program, ["claims": CELValue(claims)]).string, !name.isEmpty else {
        throw ClaimError("the username expression gives no text")
      }
      return name
    case .claim(let claim, let prefix):
      guard let name = claims[claim]?.string, !name.isEmpty else { throw ClaimError("the claim \"\(claim)\" for the user name is missing or no text") }
      // An address that nobody has verified is anybody's. Without the claim the issuer is trusted.
      if claim == "email", let verified = claims["email_verified"] {
        guard verified.bool == true else { throw ClaimError("email not verified") }
      }
      return prefix + name
    }
  }

  private func texts(_ source: Source, _ claims: Value, _ what: String) throws(ClaimError) -> [String] {
    switch source {
    case .expression(let program): return try Self.texts(try Self.evaluate(program, ["claims": CELValue(claims)]), what)
    case .claim(let claim, let prefix):
      guard let value = claims[claim], value != .null else { return [] }
      if let one = value.string { return [prefix + one] }
      guard let all = value.array, all.allSatisfy({ $0.string != nil }) else { throw ClaimError("the claim \"\(claim)\" for \(what) is neither a text nor texts") }
      return all.compactMap(\.string).map { prefix + $0 }
    }
  }

  /// Null and empty texts are nothing.
  private static func texts(_ value: CELValue, _ what: String) throws(ClaimError) -> [String] {
    switch value.json {
    case .null?: return []
    case .string(let one)?: return one.isEmpty ? [] : [one]
    case .array(let all)? where all.allSatisfy({ $0.string != nil }): return all.compactMap(\.string).filter { !$0.isEmpty }
    default: throw ClaimError("the expression for \(what) gives neither a text nor texts")
    }
  }

  private func check(_ rules: [Rule], _ claims: Value, _ bindings: [String: CELValue]) throws(ClaimError) {
    for rule in rules {
      switch rule.kind {
      case .claim(let claim, let required):
        guard claims[claim]?.string == required else { throw ClaimError("required claim \"\(claim)\" is not \"\(required)\"") }
      case .expression(let program):
        guard try Self.evaluate(program, bindings).bool == true else {
          throw ClaimError(rule.message.isEmpty ? "validation expression '\(program.source)' failed" : rule.message)
        }
      }
    }
  }

  private static func evaluate(_ program: Program, _ bindings: [String: CELValue]) throws(ClaimError) -> CELValue {
    switch program.evaluate(bindings, costLimit: costMax).result {
    case .success(let value): return value
    case .failure(let error): throw ClaimError("expression '\(program.source)': \(error.description)")
    }
  }

  private static func value(_ user: UserInfo) -> Value {
    [
      "username": .string(user.name), "uid": .string(user.uid), "groups": .array(user.groups.map { .string($0) }),
      "extra": .object(Object(user.extra.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map { .string($0) })) })),
    ]
  }
}
