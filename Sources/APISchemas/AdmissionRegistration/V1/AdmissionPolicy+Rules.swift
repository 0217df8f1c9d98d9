import APIMachinery
import Basics

/// ValidatingAdmissionPolicy and MutatingAdmissionPolicy; whether their expressions compile is judged where CEL is.
struct AdmissionPolicyRules: KindRules {
  let isMutating: Bool

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.setDefault("failurePolicy", "Fail")
      MatchResourcesRules.applyDefaults(to: &spec, "matchConstraints")
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if let kind = spec["paramKind"] { validate(paramKind: kind, "spec.paramKind", &list) }
    if let constraints = spec["matchConstraints"] {
      MatchResourcesRules.validate(constraints, "spec.matchConstraints", needsRules: true, &list)
    } else {
      list.required("spec.matchConstraints")
    }
    MatchConditionValidation.validate(spec.list("matchConditions"), "spec.matchConditions", &list)
    list.oneOf(spec, "failurePolicy", ["Fail", "Ignore"], at: "spec", isRequired: true)
    for (position, variable) in spec.list("variables").enumerated() {
      validate(variable: variable, FieldPath("spec.variables").index(position), &list)
    }
    if isMutating { validateMutations(spec, &list) } else { validateValidations(object.name, spec, &list) }
    return list.errors
  }

  private func validate(paramKind kind: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let version = list.requiredText(kind, "apiVersion", path) {
      if let parsed = GroupVersion(version), !parsed.version.isEmpty {
        if !parsed.group.isEmpty { list.check(NameFormat.dns1123Subdomain(parsed.group), path.child("apiVersion"), version) }
        list.check(NameFormat.dns1035Label(parsed.version), path.child("apiVersion"), version)
      } else {
        list.invalid(path.child("apiVersion"), .string(version), "unexpected GroupVersion string: \(version)")
      }
    }
    guard let name = list.requiredText(kind, "kind", path), let message = NameFormat.dns1035Label(name.lowercased()).first else { return }
    list.invalid(path.child("kind"), .string(name), "may have mixed case, but should otherwise match: " + message)
  }

  private func validate(variable: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let name = variable.text("name")
    if name.isEmpty {
      list.required(path.child("name"), "name is not specified")
    } else if !isIdentifier(name) {
      list.invalid(path.child("name"), .string(name), "name is not a valid CEL identifier")
    }
    if variable.text("expression").trimmed.isEmpty { list.required(path.child("expression"), "expression is not specified") }
  }

  private func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.allSatisfy { $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "-") && NameFormat.isNamePart($0) }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let kind = spec["paramKind"].map { Value.string($0.text("apiVersion") + "/" + $0.text("kind")) } ?? "<unset>"
    return [
      .string(object.name), .int(Int64(spec.list(isMutating ? "mutations" : "validations").count)), kind, Cell.age(object, now),
    ]
  }
}
