import APIMachinery
import Basics

struct RuntimeClassRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    list.check(NameFormat.dns1123Label(object.text("handler")), "handler", object.text("handler"))
    if let amounts = object["overhead"]?["podFixed"] {
      ResourceValidation.validate(["limits": amounts], "overhead", &list)
    }
    if let scheduling = object["scheduling"] {
      LabelsValidation.validate(scheduling["nodeSelector"], "scheduling.nodeSelector", &list)
      let tolerations = scheduling.list("tolerations")
      TolerationValidation.validate(tolerations, "scheduling.tolerations", &list)
      var seen = Set<Value>()
      for (position, toleration) in tolerations.enumerated() where !seen.insert(toleration).inserted {
        list.duplicate(FieldPath("scheduling.tolerations").index(position), toleration)
      }
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["handler"], old["handler"], "handler")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), .string(object.text("handler")), Cell.age(object, now)]
  }
}
