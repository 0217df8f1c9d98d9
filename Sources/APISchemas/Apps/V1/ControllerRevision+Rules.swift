import APIMachinery
import Basics

struct ControllerRevisionRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    list.nonNegative(object, "revision", at: "")
    return list.errors
  }

  func validateCreate(_ object: Value) -> [FieldError] {
    object["data"]?.object == nil ? [.required("data", "data is mandatory")] : []
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["data"], old["data"], "data")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    var controller = Cell.none
    if let owner = object.controllerReference {
      let group = GroupVersion(owner.apiVersion)?.group ?? ""
      controller = .string((group.isEmpty ? owner.kind : "\(owner.kind).\(group)").lowercased() + "/" + owner.name)
    }
    return [.string(object.name), controller, Cell.int(object["revision"]), Cell.age(object, now)]
  }
}
