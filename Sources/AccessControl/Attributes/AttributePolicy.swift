import APIMachinery

/// A line of an ABAC policy file (kubernetes.io, "Using ABAC Authorization"): whom it is for, and what it allows them.
public struct AttributePolicy: Hashable, Sendable {
  public var user = ""
  public var group = ""
  public var isReadOnly = false
  public var apiGroup = ""
  public var resource = ""
  public var namespace = ""
  public var path = ""

  private static let group = "abac.authorization.kubernetes.io"
  private static let everybody = "system:authenticated"

  /// Throws what is wrong with the line.
  init(_ value: Value) throws(AttributePolicyError) {
    guard value.object != nil else { throw .notAnObject }
    switch (value.apiVersion, value.kind) {
    case ("", ""): try readUnversioned(value)
    case (Self.group + "/v0", "Policy"): try readUnversioned(value)
    case (Self.group + "/v1beta1", "Policy"): try readSpec(value["spec"] ?? [:])
    case (let version, let kind): throw .unknownKind(apiVersion: version, kind: kind)
    }
    // In the file's language `*` is everybody who is known, never the anonymous.
    if user == "*" || group == "*" { (user, group) = (user == "*" ? "" : user, Self.everybody) }
  }

  private mutating func readSpec(_ spec: Value) throws(AttributePolicyError) {
    user = try Self.text(spec, "user")
    group = try Self.text(spec, "group")
    isReadOnly = try Self.flag(spec, "readonly")
    apiGroup = try Self.text(spec, "apiGroup")
    resource = try Self.text(spec, "resource")
    namespace = try Self.text(spec, "namespace")
    path = try Self.text(spec, "nonResourcePath")
  }

  /// The form of before there were versions: what is left out is everything.
  private mutating func readUnversioned(_ value: Value) throws(AttributePolicyError) {
    user = try Self.text(value, "user")
    group = try Self.text(value, "group")
    isReadOnly = try Self.flag(value, "readonly")
    (resource, namespace) = (try Self.text(value, "resource"), try Self.text(value, "namespace"))
    if user.isEmpty, group.isEmpty { group = Self.everybody }
    if namespace.isEmpty, resource.isEmpty { path = "*" }
    apiGroup = "*"
    if namespace.isEmpty { namespace = "*" }
    if resource.isEmpty { resource = "*" }
  }

  private static func text(_ value: Value, _ key: String) throws(AttributePolicyError) -> String {
    guard let given = value[key], given != .null else { return "" }
    guard let text = given.string else { throw .wrongType(field: key) }
    return text
  }

  private static func flag(_ value: Value, _ key: String) throws(AttributePolicyError) -> Bool {
    guard let given = value[key], given != .null else { return false }
    guard let flag = given.bool else { throw .wrongType(field: key) }
    return flag
  }

  func allows(_ attributes: AuthorizationAttributes) -> Bool {
    isFor(attributes.user) && (!isReadOnly || ["get", "list", "watch"].contains(attributes.verb))
      && (attributes.isResourceRequest ? matchesResource(attributes) : matches(path: attributes.path))
  }

  /// A line that names neither user nor group is for nobody; one that names both is for that user in that group.
  private func isFor(_ asker: UserInfo) -> Bool {
    if user.isEmpty, group.isEmpty { return false }
    return (user.isEmpty || user == asker.name) && (group.isEmpty || asker.groups.contains(group))
  }

  private func matchesResource(_ attributes: AuthorizationAttributes) -> Bool {
    (namespace == "*" || namespace == attributes.namespace) && (resource == "*" || resource == attributes.resource)
      && (apiGroup == "*" || apiGroup == attributes.apiGroup)
  }

  private func matches(path asked: String) -> Bool {
    if path == "*" || path == asked { return !path.isEmpty }
    return path.hasSuffix("*") && asked.hasPrefix(path.dropLast())
  }
}

public enum AttributePolicyError: Error, Hashable, CustomStringConvertible {
  case notAnObject
  case notJSON(String)
  case unknownKind(apiVersion: String, kind: String)
  case wrongType(field: String)

  public var description: String {
    switch self {
    case .notAnObject: "a policy is a JSON object"
    case .notJSON(let problem): problem
    case .unknownKind(let version, let kind): "no kind \"\(kind)\" is registered for version \"\(version)\""
    case .wrongType(let field): "field \"\(field)\" has the wrong type"
    }
  }
}
