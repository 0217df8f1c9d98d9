import APIMachinery
import Basics

struct RoleRules: KindRules {
  /// ClusterRole rather than Role.
  let isClusterWide: Bool

  var nameRule: NameRule { .pathSegment }

  func cells(_ object: Value, now: Timestamp) -> [Value] { Cell.nameAndCreation(object) }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    for (position, rule) in object.list("rules").enumerated() {
      validate(rule: rule, FieldPath("rules").index(position), &list)
    }
    if let aggregation = object["aggregationRule"] {
      let path: FieldPath = "aggregationRule.clusterRoleSelectors"
      let selectors = aggregation.list("clusterRoleSelectors")
      if selectors.isEmpty { list.required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil") }
      for (position, selector) in selectors.enumerated() {
        LabelSelectorValidation.validate(selector, path.index(position), &list)
      }
    }
    return list.errors
  }

  private func validate(rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if rule.list("verbs").isEmpty { list.required(path.child("verbs"), "verbs must contain at least one value") }
    let urls = rule.list("nonResourceURLs")
    guard urls.isEmpty else {
      let place = path.child("nonResourceURLs")
      if !isClusterWide { list.invalid(place, .array(urls), "namespaced rules cannot apply to non-resource URLs") }
      if ["apiGroups", "resources", "resourceNames"].contains(where: { !rule.list($0).isEmpty }) {
        list.invalid(place, .array(urls), "rules cannot apply to both regular resources and non-resource URLs")
      }
      return
    }
    if rule.list("apiGroups").isEmpty { list.required(path.child("apiGroups"), "resource rules must supply at least one api group") }
    if rule.list("resources").isEmpty { list.required(path.child("resources"), "resource rules must supply at least one resource") }
  }
}
