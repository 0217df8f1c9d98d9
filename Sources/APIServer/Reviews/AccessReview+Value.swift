import APIMachinery
import AccessControl

extension UserInfo {
  /// The user that a SubjectAccessReview asks about.
  init(review spec: Value) {
    var extra: [String: [String]] = [:]
    for field in spec["extra"]?.object ?? Object() { extra[field.key.lowercased()] = (field.value.array ?? []).compactMap(\.string) }
    self.init(
      name: spec["user"]?.string ?? "", uid: spec["uid"]?.string ?? "", groups: (spec["groups"]?.array ?? []).compactMap(\.string),
      extra: extra)
  }
}

extension AuthorizationAttributes {
  /// What a review asks about; `*` is asked as it stands, so that only who may do all may do it.
  init(review spec: Value, by user: UserInfo) {
    if let path = spec["nonResourceAttributes"] {
      self.init(user: user, verb: path["verb"]?.string ?? "", path: path["path"]?.string ?? "")
      return
    }
    let attributes = spec["resourceAttributes"]
    func text(_ key: String) -> String { attributes?[key]?.string ?? "" }
    self.init(
      user: user, verb: text("verb"), apiGroup: text("group"), apiVersion: text("version"), resource: text("resource"),
      subresource: text("subresource"), namespace: text("namespace"), name: text("name"),
      fieldSelector: FieldSelector(review: attributes?["fieldSelector"]))
  }
}

extension FieldSelector {
  /// Of a review: its text, or those of its requirements that name one value; what it can't say so, it doesn't limit.
  fileprivate init(review value: Value?) {
    if let text = value?["rawSelector"]?.string, !text.isEmpty {
      self = (try? FieldSelector(parsing: text)) ?? .everything
      return
    }
    self.init(
      (value?["requirements"]?.array ?? []).compactMap { requirement in
        guard let field = requirement["key"]?.string, let values = requirement["values"]?.array, values.count == 1,
          let only = values[0].string
        else { return nil }
        switch requirement["operator"]?.string {
        case "In": return Requirement(field, only)
        case "NotIn": return Requirement(field, only, isNegated: true)
        default: return nil
        }
      })
  }
}
