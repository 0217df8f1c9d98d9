import APIMachinery

/// An ABAC policy file: a JSON object a line; empty lines and those that begin with `#` don't count.
public struct AttributePolicyFile: Hashable, Sendable {
  public var policies: [AttributePolicy]

  /// Throws at the first bad line: a server that can't read its policies must not start.
  public init(_ text: String) throws(AttributePolicyFileError) {
    policies = []
    for (index, line) in Self.lines(text).enumerated() {
      let content = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      if content.isEmpty || content.hasPrefix("#") { continue }
      do throws(AttributePolicyError) {
        policies.append(try AttributePolicy(Self.parse(content)))
      } catch {
        throw AttributePolicyFileError(line: index + 1, problem: error)
      }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  private static func parse(_ line: Substring) throws(AttributePolicyError) -> Value {
    do { return try JSON.decode(Array(line.utf8)) } catch { throw .notJSON("\(error)") }
  }
}

public struct AttributePolicyFileError: Error, Hashable, CustomStringConvertible {
  public var line: Int
  public var problem: AttributePolicyError
  public var description: String { "error reading policy file, line \(line): \(problem)" }
}

/// Attribute-based access control: allowed is what one line of the policy file allows; nothing is denied.
public struct AttributeAuthorizer: Authorizer {
  private let policies: [AttributePolicy]

  public init(_ policies: [AttributePolicy]) { self.policies = policies }

  public func decide(_ attributes: AuthorizationAttributes) -> AuthorizationDecision {
    policies.contains { $0.allows(attributes) } ? .allow : .noOpinion(reason: "No policy matched.")
  }

  public func rules(for user: UserInfo, in namespace: String) -> HeldRules {
    HeldRules(policies.compactMap { $0.rule(for: user, in: namespace) })
  }
}

extension AttributePolicy {
  /// What the line allows the user in the namespace, as a rule of a role would say it; nil for nothing.
  fileprivate func rule(for user: UserInfo, in namespace: String) -> RoleRule? {
    let verbs = isReadOnly ? ["get", "list", "watch"] : ["*"]
    var probe = AuthorizationAttributes(user: user, verb: "get", path: path)
    if !path.isEmpty, allows(probe) { return RoleRule(verbs: verbs, nonResourceURLs: [path]) }
    probe = AuthorizationAttributes(user: user, verb: "get", apiGroup: apiGroup, resource: resource, namespace: namespace)
    return !resource.isEmpty && allows(probe) ? RoleRule(verbs: verbs, apiGroups: [apiGroup], resources: [resource]) : nil
  }
}
