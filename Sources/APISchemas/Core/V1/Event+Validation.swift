import APIMachinery

extension EventRules {
  /// Core events are checked loosely, as all clients have written them for years: only where they belong.
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let about = object["involvedObject"]?.text("namespace") ?? ""
    let isMisplaced = about.isEmpty ? !["", "default", "kube-system"].contains(object.namespace) : about != object.namespace
    if isMisplaced { list.invalid("involvedObject.namespace", .string(about), "does not match event.namespace") }
    return list.errors
  }
}

extension EventsEventRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    list.add(
      EventRules().validate(EventConversion.toCore(object)).map { error in
        var error = error
        error.field = error.field.replacing("involvedObject", with: "regarding")
        return error
      })
    if object.isUnset("eventTime") { list.required("eventTime") }
    if let name = list.requiredText(object, "reportingController", "") {
      list.check(NameFormat.qualifiedName(name), "reportingController", name)
    }
    for (key, limit) in [("reportingInstance", 128), ("action", 128), ("reason", 128)] {
      guard let text = list.requiredText(object, key, "") else { continue }
      if text.utf8.count > limit { list.invalid(FieldPath(key), "", "can have at most \(limit) characters") }
    }
    if object.text("note").utf8.count > 1024 { list.invalid("message", "", "can have at most 1024 characters") }
    list.oneOf(object, "type", ["Normal", "Warning"], at: "", isRequired: true)
    return list.errors
  }
}
