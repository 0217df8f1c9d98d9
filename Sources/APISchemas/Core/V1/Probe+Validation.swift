import APIMachinery

/// The rules of probes and of lifecycle hooks.
enum ProbeValidation {
  static func validate(_ probe: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    handler(probe, ["exec", "httpGet", "tcpSocket", "grpc"], path, &list)
    list.nonNegative(
      probe, "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", at: path)
    if let seconds = probe["terminationGracePeriodSeconds"]?.int, seconds <= 0 {
      list.invalid(path.child("terminationGracePeriodSeconds"), .int(seconds), "must be greater than 0")
    }
  }

  static func lifecycle(_ lifecycle: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    for hook in ["postStart", "preStop"] {
      if let action = lifecycle?[hook] { handler(action, ["exec", "httpGet", "tcpSocket", "sleep"], path.child(hook), &list) }
    }
  }

  private static func handler(_ object: Value, _ kinds: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    let given = kinds.filter { object[$0] != nil }
    for (position, kind) in given.enumerated() {
      let place = path.child(kind)
      guard position == 0 else {
        list.forbidden(place, "may not specify more than 1 handler type")
        continue
      }
      let action = object[kind] ?? [:]
      switch kind {
      case "exec": if action.list("command").isEmpty { list.required(place.child("command")) }
      case "httpGet": httpGet(action, place, &list)
      case "tcpSocket": list.portOrName(action["port"], place.child("port"))
      case "grpc": list.port(action["port"]?.int ?? 0, place.child("port"))
      default:
        if let seconds = action["seconds"]?.int, seconds < 0 {
          list.invalid(place, .int(seconds), "must be non-negative and less than terminationGracePeriodSeconds")
        }
      }
    }
    if given.isEmpty { list.required(path, "must specify a handler type") }
  }

  private static func httpGet(_ action: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if action.isUnset("path") { list.required(path.child("path")) }
    list.portOrName(action["port"], path.child("port"))
    list.oneOf(action, "scheme", ["HTTP", "HTTPS"], at: path)
    for (position, header) in action.list("httpHeaders").enumerated() {
      let name = header.text("name")
      list.check(NameFormat.httpHeaderName(name), path.child("httpHeaders").index(position).child("name"), name)
    }
  }
}
