import APIMachinery

/// The rules of what an autoscaler goes by.
enum MetricValidation {
  private static let sources = [
    ("ContainerResource", "containerResource"), ("External", "external"), ("Object", "object"), ("Pods", "pods"), ("Resource", "resource"),
  ]

  static func reference(_ reference: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in ["kind", "name"] {
      guard let text = list.requiredText(reference, key, path) else { continue }
      list.check(NameFormat.pathSegment(text), path.child(key), text)
    }
    let version = reference.text("apiVersion")
    if !version.isEmpty, GroupVersion(version) == nil {
      list.invalid(path.child("apiVersion"), .string(version), "unexpected GroupVersion string: \(version)")
    }
  }

  static func validate(_ metric: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let type = metric.text("type")
    guard !type.isEmpty else {
      list.required(path.child("type"), "must specify a metric source type")
      return
    }
    let expected = sources.first { $0.0 == type }?.1
    if expected == nil { list.notSupported(path.child("type"), .string(type), sources.map(\.0)) }
    let present = sources.map(\.1).filter { metric[$0] != nil }
    if let first = present.first { source(metric[first] ?? [:], first, path.child(first), &list) }
    if let expected, !present.contains(expected) {
      list.required(path.child(expected), "must populate information for the given metric source")
    }
    for other in present where other != expected { list.forbidden(path.child(other), "must populate the given metric source only") }
  }

  private static func source(_ source: Value, _ key: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    let target = source["target"] ?? [:]
    let place = path.child("target")
    let (value, average, utilization) = (target["value"], target["averageValue"], target["averageUtilization"])
    switch key {
    case "resource", "containerResource":
      if source.isUnset("name") { list.required(path.child("name"), "must specify a resource name") }
      if key == "containerResource", source.isUnset("container") { list.required(path.child("container"), "must specify a container") }
      validate(target: target, place, &list)
      if utilization == nil, average == nil {
        list.required(place.child("averageUtilization"), "must set either a target raw value or a target utilization")
      }
      if utilization != nil, average != nil {
        list.forbidden(place.child("averageValue"), "may not set both a target raw value and a target utilization")
      }
      return
    case "object": reference(source["describedObject"] ?? [:], path.child("describedObject"), &list)
    default: break
    }
    identifier(source["metric"] ?? [:], path.child("metric"), &list)
    validate(target: target, place, &list)
    switch (key, value, average) {
    case ("object", nil, nil): list.required(place.child("averageValue"), "must set either a target value or averageValue")
    case ("external", nil, nil):
      list.required(place.child("averageValue"), "must set either a target value for metric or a per-pod target")
    case ("external", .some, .some):
      list.forbidden(place.child("value"), "may not set both a target value for metric and a per-pod target")
    case ("pods", _, let average) where !(Quantity(average) ?? .zero > .zero):
      list.required(place.child("averageValue"), "must specify a positive target averageValue")
    default: break
    }
  }

  private static func identifier(_ metric: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let name = metric.text("name")
    if name.isEmpty {
      list.required(path.child("name"), "must specify a metric name")
    } else {
      list.check(NameFormat.pathSegment(name), path.child("name"), name)
    }
    LabelSelectorValidation.validate(metric["selector"], path.child("selector"), &list)
  }

  private static func validate(target: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let type = target.text("type")
    if type.isEmpty {
      list.required(path.child("type"), "must specify a metric target type")
    } else if !["Utilization", "Value", "AverageValue"].contains(type) {
      list.invalid(path.child("type"), .string(type), "must be either Utilization, Value, or AverageValue")
    }
    for key in ["value", "averageValue"] {
      guard let value = target[key], let amount = Quantity(value), !(amount > .zero) else { continue }
      list.invalid(path.child(key), value, "must be positive")
    }
    if let utilization = target["averageUtilization"]?.int, utilization < 1 {
      list.invalid(path.child("averageUtilization"), .int(utilization), "must be greater than 0")
    }
  }
}
