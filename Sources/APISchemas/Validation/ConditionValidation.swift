import APIMachinery

/// The rules of conditions of the common form (API reference: Condition).
enum ConditionValidation {
  static let reasonBytesMax = 1024
  static let messageBytesMax = 32 << 10

  static func validate(_ conditions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var types: Set<String> = []
    for (position, condition) in conditions.enumerated() {
      let place = path.index(position)
      let type = condition.text("type")
      if !types.insert(type).inserted { list.duplicate(place.child("type"), .string(type)) }
      validate(condition, place, &list)
    }
  }

  private static func validate(_ condition: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let type = condition.text("type")
    if type.isEmpty {
      list.required(path.child("type"), "must be set")
    } else {
      list.check(NameFormat.qualifiedName(type), path.child("type"), type)
    }
    if condition.isUnset("status") {
      list.required(path.child("status"), "must be set")
    } else {
      list.oneOf(condition, "status", ["True", "False", "Unknown"], at: path)
    }
    list.nonNegative(condition, "observedGeneration", at: path)
    if condition["lastTransitionTime"]?.string == nil { list.required(path.child("lastTransitionTime"), "must be set") }
    reason(condition.text("reason"), path.child("reason"), &list)
    if condition.text("message").utf8.count > messageBytesMax { list.tooLong(path.child("message"), bytes: messageBytesMax) }
  }

  private static func reason(_ reason: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if reason.isEmpty {
      list.required(path, "must be set")
    } else {
      list.check(NameFormat.conditionReason(reason), path, reason)
    }
    if reason.utf8.count > reasonBytesMax { list.tooLong(path, bytes: reasonBytesMax) }
  }
}
