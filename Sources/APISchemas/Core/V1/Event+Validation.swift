import APIMachinery

extension EventRules {
  /// Core events without `eventTime` are checked loosely, as clients have written them for years: only where they belong.
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    place(object, &list)
    if !object.isUnset("eventTime") { EventReporting.validate(object, controller: "reportingComponent", note: "message", &list) }
    return list.errors
  }

  func place(_ object: Value, _ list: inout FieldErrorList) {
    let about = object["involvedObject"]?.text("namespace") ?? ""
    let isMisplaced = about.isEmpty ? !["", "default", "kube-system"].contains(object.namespace) : about != object.namespace
    if isMisplaced { list.invalid("involvedObject.namespace", .string(about), "does not match event.namespace") }
  }
}

extension EventsEventRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    EventRules().place(EventConversion.toCore(object), &list)
    var all = FieldErrorList()
    all.add(
      list.errors.map { error in
        var error = error
        error.field = error.field.replacing("involvedObject", with: "regarding")
        return error
      })
    if object.isUnset("eventTime") { all.required("eventTime") }
    EventReporting.validate(object, controller: "reportingController", note: "note", &all)
    all.oneOf(object, "type", ["Normal", "Warning"], at: "", isRequired: true)
    return all.errors
  }
}

/// The rules of who reports an event of the newer form, and what.
enum EventReporting {
  private static let textBytesMax = 128
  private static let noteBytesMax = 1024

  /// `controller`, `note`: the names of those fields in the version that the event came in.
  static func validate(_ object: Value, controller: String, note: String, _ list: inout FieldErrorList) {
    if let name = list.requiredText(object, controller, "") { list.check(NameFormat.qualifiedName(name), FieldPath(controller), name) }
    for key in ["reportingInstance", "action", "reason"] {
      guard let text = list.requiredText(object, key, "") else { continue }
      if text.utf8.count > textBytesMax { list.invalid(FieldPath(key), "", "can have at most \(textBytesMax) characters") }
    }
    if object.text(note).utf8.count > noteBytesMax { list.invalid("message", "", "can have at most \(noteBytesMax) characters") }
  }
}
