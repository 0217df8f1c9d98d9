import APIMachinery
import Basics

struct StorageClassRules: KindRules {
  private static let defaultAnnotations = [
    "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class",
  ]

  func applyDefaults(to object: inout Value) {
    object.setDefault("reclaimPolicy", "Delete")
    object.setDefault("volumeBindingMode", "Immediate")
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    ParametersValidation.driver(object, "provisioner", &list)
    ParametersValidation.validate(object["parameters"], "parameters", allowsEmpty: true, &list)
    list.oneOf(object, "reclaimPolicy", ["Delete", "Retain"], at: "")
    list.oneOf(object, "volumeBindingMode", ["Immediate", "WaitForFirstConsumer"], at: "", isRequired: true)
    topologies(object.list("allowedTopologies"), "allowedTopologies", &list)
    return list.errors
  }

  private func topologies(_ terms: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var seenTerms = Set<Value>()
    for (position, term) in terms.enumerated() {
      let place = path.index(position).child("matchLabelExpressions")
      if !seenTerms.insert(term).inserted { list.duplicate(place, "") }
      var keys = Set<String>()
      for (index, requirement) in term.list("matchLabelExpressions").enumerated() {
        let spot = place.index(index)
        let key = requirement.text("key")
        list.check(NameFormat.qualifiedName(key), spot.child("key"), key)
        if !keys.insert(key).inserted { list.duplicate(spot.child("key"), .string(key)) }
        let values = requirement.list("values")
        if values.isEmpty { list.required(spot.child("values")) }
        var seen = Set<Value>()
        for (at, value) in values.enumerated() where !seen.insert(value).inserted {
          list.duplicate(spot.child("values").index(at), value)
        }
      }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    for key in ["parameters", "provisioner", "reclaimPolicy"] where object[key] != old[key] {
      list.forbidden(FieldPath(key), "updates to \(key) are forbidden.")
    }
    list.immutable(object["volumeBindingMode"], old["volumeBindingMode"], "volumeBindingMode")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let isDefault = Self.defaultAnnotations.contains { object.annotations[$0] == "true" }
    return [
      .string(object.name + (isDefault ? " (default)" : "")), .string(object.text("provisioner")),
      Cell.text(object["reclaimPolicy"], otherwise: "Delete"), Cell.text(object["volumeBindingMode"], otherwise: "Immediate"),
      .string(object["allowVolumeExpansion"]?.bool == true ? "true" : "false"), Cell.age(object, now),
    ]
  }
}

/// The settings that classes of storage pass on to a driver.
enum ParametersValidation {
  private static let countMax = 512
  private static let bytesMax = 256 << 10

  static func validate(_ parameters: Value?, _ path: FieldPath, allowsEmpty: Bool, _ list: inout FieldErrorList) {
    let fields = parameters?.object ?? Object()
    if fields.count > countMax {
      list.add([FieldError(.tooLong, path.description, nil, "may not be more than \(countMax) bytes")])
      return
    }
    if fields.contains("") { list.invalid(path, "", "field can not be empty.") }
    let size = fields.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
    if size > bytesMax { list.tooLong(path, bytes: bytesMax) }
    if !allowsEmpty, fields.isEmpty { list.required(path, "must contain at least one key/value pair") }
  }

  /// The name of a driver in a required field.
  static func driver(_ object: Value, _ key: String, _ list: inout FieldErrorList) {
    guard let name = list.requiredText(object, key, "") else { return }
    list.check(NameFormat.qualifiedName(name.lowercased()), FieldPath(key), name)
  }
}

struct VolumeAttributesClassRules: KindRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    ParametersValidation.driver(object, "driverName", &list)
    ParametersValidation.validate(object["parameters"], "parameters", allowsEmpty: false, &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    ["driverName", "parameters"].filter { object[$0] != old[$0] }.map { .forbidden($0, "updates to \($0) are forbidden.") }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), .string(object.text("driverName")), Cell.age(object, now)]
  }
}
