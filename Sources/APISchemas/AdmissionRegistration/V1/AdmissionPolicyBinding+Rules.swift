import APIMachinery
import Basics

/// ValidatingAdmissionPolicyBinding and MutatingAdmissionPolicyBinding.
struct AdmissionPolicyBindingRules: KindRules {
  let isMutating: Bool

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { MatchResourcesRules.applyDefaults(to: &$0, "matchResources") }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let name = list.requiredText(spec, "policyName", "spec") {
      list.check(NameFormat.dns1123Subdomain(name), "spec.policyName", name)
    }
    if let reference = spec["paramRef"] { validate(paramRef: reference, "spec.paramRef", &list) }
    if let resources = spec["matchResources"] {
      MatchResourcesRules.validate(resources, "spec.matchResources", needsRules: false, &list)
    }
    if !isMutating { validate(actions: spec.list("validationActions"), "spec.validationActions", &list) }
    return list.errors
  }

  private func validate(paramRef reference: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let name = reference.text("name")
    if let selector = reference["selector"] {
      LabelSelectorValidation.validate(selector, path.child("selector"), &list)
      if !name.isEmpty { list.forbidden(path.child("name"), "name and selector are mutually exclusive") }
    } else if name.isEmpty {
      list.required(path, "one of name or selector must be specified")
    } else {
      list.check(NameFormat.pathSegment(name), path.child("name"), name)
    }
    list.oneOf(reference, "parameterNotFoundAction", ["Allow", "Deny"], at: path, isRequired: true)
  }

  private func validate(actions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if actions.isEmpty { list.required(path, "at least one validation action is required") }
    var seen = Set<Value>()
    for (position, action) in actions.enumerated() {
      if !["Audit", "Deny", "Warn"].contains(action.string) {
        list.notSupported(path.index(position), action, ["Audit", "Deny", "Warn"])
      }
      if !seen.insert(action).inserted { list.duplicate(path.index(position), action) }
    }
    if seen.isSuperset(of: ["Deny", "Warn"]) {
      list.invalid(
        path, .array(actions),
        "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers "
          + "serves no purpose)")
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    var parameters = "<unset>"
    if let reference = spec["paramRef"] {
      let name = reference.isUnset("name") ? "*" : reference.text("name")
      parameters = reference.isUnset("namespace") ? name : reference.text("namespace") + "/" + name
    }
    return [.string(object.name), .string(spec.text("policyName")), .string(parameters), Cell.age(object, now)]
  }
}

/// Which requests policies and their bindings are about.
enum MatchResourcesRules {
  static func applyDefaults(to spec: inout Value, _ key: String) {
    spec.edit(key) { resources in
      resources.setDefault("matchPolicy", "Equivalent")
      if resources["namespaceSelector"] == nil { resources["namespaceSelector"] = [:] }
      if resources["objectSelector"] == nil { resources["objectSelector"] = [:] }
      for rules in ["resourceRules", "excludeResourceRules"] { resources.editEach(rules) { $0.setDefault("scope", "*") } }
    }
  }

  static func validate(_ resources: Value, _ path: FieldPath, needsRules: Bool, _ list: inout FieldErrorList) {
    list.oneOf(resources, "matchPolicy", ["Equivalent", "Exact"], at: path, isRequired: true)
    for key in ["namespaceSelector", "objectSelector"] {
      if let selector = resources[key] {
        LabelSelectorValidation.validate(selector, path.child(key), &list)
      } else {
        list.required(path.child(key))
      }
    }
    if needsRules, resources.list("resourceRules").isEmpty { list.required(path.child("resourceRules")) }
    for key in ["resourceRules", "excludeResourceRules"] {
      for (position, rule) in resources.list(key).enumerated() {
        let place = path.child(key).index(position)
        RequestRuleValidation.validate(rule, place, &list)
        var names = Set<Value>()
        for (index, name) in rule.list("resourceNames").enumerated() {
          list.check(NameFormat.pathSegment(name.string ?? ""), place.child("resourceNames").index(index), name.string ?? "")
          if !names.insert(name).inserted { list.duplicate(place.child("resourceNames").index(index), name) }
        }
      }
    }
  }
}
