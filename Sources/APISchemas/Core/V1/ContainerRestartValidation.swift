import APIMachinery

/// The rules of what becomes of a single container that ends (KEP-5307), or that is resized.
enum ContainerRestartValidation {
  static let rulesMax = 20
  static let exitCodesMax = 255

  static func validate(_ container: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let rules = container.list("restartPolicyRules")
    list.oneOf(container, "restartPolicy", ["Always", "Never", "OnFailure"], at: path)
    if container.isUnset("restartPolicy"), !rules.isEmpty {
      list.required(path.child("restartPolicy"), "must specify restartPolicy when restart rules are used")
    }
    list.tooMany(rules.count, rulesMax, path.child("restartPolicyRules"))
    for (position, rule) in rules.enumerated() { self.rule(rule, path.child("restartPolicyRules").index(position), &list) }
  }

  private static func rule(_ rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let actions = ["Restart", "RestartAllContainers"]
    if !actions.contains(rule.text("action")) { list.notSupported(path.child("action"), .string(rule.text("action")), actions) }
    let place = path.child("exitCodes")
    guard let codes = rule["exitCodes"] else { return list.required(place, "must be specified") }
    let operators = ["In", "NotIn"]
    if !operators.contains(codes.text("operator")) {
      list.notSupported(place.child("operator"), .string(codes.text("operator")), operators)
    }
    list.tooMany(codes.list("values").count, exitCodesMax, place.child("values"))
  }

  /// `podPolicy`: the pod's restartPolicy. What is never started again can't be restarted for a resize either.
  static func resizePolicy(_ container: Value, podPolicy: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    var seen: Set<String> = []
    let place = path.child("resizePolicy")
    for (position, policy) in container.list("resizePolicy").enumerated() {
      let name = policy.text("resourceName")
      if !seen.insert(name).inserted { list.duplicate(place.index(position), .string(name)) }
      required(name, of: ["cpu", "memory"], place, &list)
      let restart = policy.text("restartPolicy")
      required(restart, of: ["NotRequired", "RestartContainer"], place, &list)
      if podPolicy == "Never", restart != "NotRequired" {
        list.invalid(place, .string(restart), "must be 'NotRequired' when `restartPolicy` is 'Never'")
      }
    }
  }

  private static func required(_ text: String, of supported: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    if text.isEmpty { list.required(path) } else if !supported.contains(text) { list.notSupported(path, .string(text), supported) }
  }
}
