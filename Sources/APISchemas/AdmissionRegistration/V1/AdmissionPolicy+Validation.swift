import APIMachinery

extension AdmissionPolicyRules {
  private static let auditAnnotationsMax = 20
  private static let reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"]

  func validateValidations(_ name: String, _ spec: Value, _ list: inout FieldErrorList) {
    let validations = spec.list("validations")
    let annotations = spec.list("auditAnnotations")
    if validations.isEmpty, annotations.isEmpty {
      list.required("spec.validations", "validations or auditAnnotations must contain at least one item")
      list.required("spec.auditAnnotations", "validations or auditAnnotations must contain at least one item")
    }
    for (position, validation) in validations.enumerated() {
      validate(validation, FieldPath("spec.validations").index(position), &list)
    }
    validate(annotations: annotations, of: name, "spec.auditAnnotations", &list)
  }

  private func validate(_ validation: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if validation.text("expression").trimmed.isEmpty { list.required(path.child("expression"), "expression is not specified") }
    if let expression = validation["messageExpression"]?.string, expression.trimmed.isEmpty {
      list.invalid(path.child("messageExpression"), .string(expression), "must be non-empty if specified")
    }
    if let message = validation["message"]?.string {
      if message.trimmed.isEmpty {
        list.invalid(path.child("message"), .string(message), "message must be non-empty if specified")
      } else if message.contains("\n") {
        list.invalid(path.child("message"), .string(message), "message must not contain line breaks")
      }
    } else if validation.text("expression").contains("\n"), validation.isUnset("messageExpression") {
      list.required(path.child("message"), "message must be specified if expression contains line breaks")
    }
    list.oneOf(validation, "reason", Self.reasons, at: path)
  }

  private func validate(annotations: [Value], of policy: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if annotations.count > Self.auditAnnotationsMax {
      list.add([
        FieldError(.tooMany, path.description, .int(Int64(annotations.count)), "must have at most \(Self.auditAnnotationsMax) items")
      ])
    }
    var keys = Set<String>()
    for (position, annotation) in annotations.enumerated() {
      let place = path.index(position)
      let key = annotation.text("key")
      if policy.isEmpty {
        list.required(place.child("key"))
      } else {
        list.check(NameFormat.qualifiedName(policy + "/" + key), place.child("key"), key)
      }
      if !keys.insert(key).inserted { list.duplicate(place.child("key"), .string(key)) }
      if annotation.text("valueExpression").trimmed.isEmpty {
        list.required(place.child("valueExpression"), "valueExpression is not specified")
      }
    }
  }

  func validateMutations(_ spec: Value, _ list: inout FieldErrorList) {
    list.oneOf(spec, "reinvocationPolicy", ["IfNeeded", "Never"], at: "spec", isRequired: true)
    let mutations = spec.list("mutations")
    if mutations.isEmpty { list.required("spec.mutations", "mutations must contain at least one item") }
    for (position, mutation) in mutations.enumerated() {
      let path = FieldPath("spec.mutations").index(position)
      list.oneOf(mutation, "patchType", ["ApplyConfiguration", "JSONPatch"], at: path, isRequired: true)
      for (type, key) in [("ApplyConfiguration", "applyConfiguration"), ("JSONPatch", "jsonPatch")] {
        if mutation.text("patchType") == type {
          if let change = mutation[key] {
            if change.text("expression").trimmed.isEmpty {
              list.required(path.child(key).child("expression"), "expression is not specified")
            }
          } else {
            list.required(path.child(key), "must be specified when patchType is \(type)")
          }
        } else if mutation[key] != nil {
          list.invalid(path.child(key), mutation[key] ?? [:], "must not be specified when patchType is \(mutation.text("patchType"))")
        }
      }
    }
    for (position, rule) in (spec["matchConstraints"]?.list("resourceRules") ?? []).enumerated() {
      for (index, operation) in rule.list("operations").enumerated() where operation == "CONNECT" || operation == "*" {
        let path = FieldPath("spec.matchConstraints.resourceRules").index(position).child("operations").index(index)
        list.notSupported(path, operation, ["CREATE", "UPDATE", "DELETE"])
      }
    }
  }
}
