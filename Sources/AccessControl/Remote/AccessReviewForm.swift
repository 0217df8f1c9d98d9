import APIMachinery

/// SubjectAccessReviews as authorization webhooks are asked (API reference: authorization.k8s.io).
public enum AccessReviewForm: String, Sendable, CaseIterable {
  case v1
  case v1beta1

  func review(of attributes: AuthorizationAttributes) -> Value {
    ["apiVersion": .string("authorization.k8s.io/" + rawValue), "kind": "SubjectAccessReview", "spec": spec(attributes), "status": ["allowed": false]]
  }

  /// The question; fields without a value are left out.
  func spec(_ attributes: AuthorizationAttributes) -> Value {
    var spec: Value = [:]
    func put(_ text: String, _ name: String, in value: inout Value) { if !text.isEmpty { value[name] = .string(text) } }
    if attributes.isResourceRequest {
      var resource: Value = [:]
      put(attributes.namespace, "namespace", in: &resource)
      put(attributes.verb, "verb", in: &resource)
      put(attributes.apiGroup, "group", in: &resource)
      put(attributes.apiVersion, "version", in: &resource)
      put(attributes.resource, "resource", in: &resource)
      put(attributes.subresource, "subresource", in: &resource)
      put(attributes.name, "name", in: &resource)
      if !attributes.fieldSelector.isEmpty { resource["fieldSelector"] = Self.requirements(attributes.fieldSelector) }
      spec["resourceAttributes"] = resource
    } else {
      var path: Value = [:]
      put(attributes.path, "path", in: &path)
      put(attributes.verb, "verb", in: &path)
      spec["nonResourceAttributes"] = path
    }
    let user = attributes.user
    put(user.name, "user", in: &spec)
    if !user.groups.isEmpty { spec[self == .v1 ? "groups" : "group"] = .array(user.groups.map { .string($0) }) }
    if !user.extra.isEmpty {
      spec["extra"] = .object(Object(user.extra.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map { .string($0) })) }))
    }
    put(user.uid, "uid", in: &spec)
    return spec
  }

  private static func requirements(_ selector: FieldSelector) -> Value {
    [
      "requirements": .array(
        selector.requirements.map { requirement in
          [
            "key": .string(requirement.field), "operator": requirement.isNegated ? "NotIn" : "In", "values": [.string(requirement.value)],
          ]
        })
    ]
  }
}

/// What an authorization webhook answered.
struct AccessReviewAnswer: Hashable, Sendable {
  var isAllowed: Bool
  var isDenied: Bool
  var reason: String
  var problem: String

  /// Throws for what is no answer: no status, wrong types, allowed and denied at once.
  init(_ review: Value) throws(ReviewFailure) {
    guard let status = review["status"], status.object != nil else { throw ReviewFailure("webhook response has no status") }
    isAllowed = try Self.flag(status, "allowed")
    isDenied = try Self.flag(status, "denied")
    reason = try Self.text(status, "reason")
    problem = try Self.text(status, "evaluationError")
    if isAllowed, isDenied { throw ReviewFailure("webhook subject access review returned both allow and deny response") }
  }

  private static func flag(_ status: Value, _ name: String) throws(ReviewFailure) -> Bool {
    guard let value = status[name], value != .null else { return false }
    guard let flag = value.bool else { throw ReviewFailure("webhook response: status.\(name) is a \(value.typeName), not a boolean") }
    return flag
  }

  private static func text(_ status: Value, _ name: String) throws(ReviewFailure) -> String {
    guard let value = status[name], value != .null else { return "" }
    guard let text = value.string else { throw ReviewFailure("webhook response: status.\(name) is a \(value.typeName), not a string") }
    return text
  }
}
