import APIMachinery

/// The rules of what a volume claim asks for.
enum PersistentVolumeClaimValidation {
  static let accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    validateAccessModes(spec, path, &list)
    LabelSelectorValidation.validate(spec["selector"], path.child("selector"), &list)
    let place = path.child("resources").key("storage")
    if let storage = spec[path: "resources", "requests", "storage"] {
      if let amount = Quantity(storage), !(amount > .zero) { list.invalid(place, storage, "must be greater than zero") }
    } else {
      list.required(place)
    }
    list.oneOf(spec, "volumeMode", ["Block", "Filesystem"], at: path)
    for key in ["storageClassName", "volumeAttributesClassName"] where !spec.isUnset(key) {
      list.check(NameFormat.dns1123Subdomain(spec.text(key)), path.child(key), spec.text(key))
    }
    sources(spec, path, &list)
  }

  /// Also the rule of persistent volumes.
  static func validateAccessModes(
    _ spec: Value, _ path: FieldPath, requirement: String = "at least 1 access mode is required", _ list: inout FieldErrorList
  ) {
    let place = path.child("accessModes")
    let modes = spec.list("accessModes").compactMap(\.string)
    if modes.isEmpty { list.required(place, requirement) }
    for mode in modes where !accessModes.contains(mode) { list.notSupported(place, .string(mode), accessModes) }
    if modes.contains("ReadWriteOncePod"), modes.contains(where: { $0 != "ReadWriteOncePod" && accessModes.contains($0) }) {
      list.forbidden(place, "may not use ReadWriteOncePod with other access modes")
    }
  }

  private static func sources(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in ["dataSource", "dataSourceRef"] {
      if let source = spec[key] { validate(source: source, path.child(key), &list) }
    }
    guard let source = spec["dataSource"], let reference = spec["dataSourceRef"] else { return }
    let name: Value = .string(path.child("dataSource").description)
    if !reference.isUnset("namespace") {
      list.invalid(path, name, "may not be specified when dataSourceRef.namespace is specified")
    } else if ["apiGroup", "kind", "name"].contains(where: { source.text($0) != reference.text($0) }) {
      list.invalid(path, name, "must match dataSourceRef")
    }
  }

  private static func validate(source: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for key in ["name", "kind"] { _ = list.requiredText(source, key, path) }
    let group = source.text("apiGroup")
    if !group.isEmpty {
      list.check(NameFormat.dns1123Subdomain(group), path.child("apiGroup"), group)
    } else if source["kind"] != "PersistentVolumeClaim" {
      list.invalid(path, .string(source.text("kind")), "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
    }
  }
}

extension PersistentVolumeClaimRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    PersistentVolumeClaimValidation.validate(object["spec"] ?? [:], "spec", &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      for (name, amount) in object["status"]?["capacity"]?.object ?? Object() {
        if let quantity = Quantity(amount), quantity.isNegative {
          list.invalid(FieldPath("status.capacity").key(name), amount, "must be greater than or equal to 0")
        }
      }
      return list.errors
    }
    update(object, old, &list)
    return list.errors
  }

  private func update(_ object: Value, _ old: Value, _ list: inout FieldErrorList) {
    let new = object["spec"] ?? [:]
    let before = old["spec"] ?? [:]
    let expected = Self.masked(before, with: new, isBound: object["status"]?["phase"] == "Bound")
    let changed = Set((new.object?.fieldNames ?? []) + (expected.object?.fieldNames ?? [])).filter { new[$0] != expected[$0] }
    if !changed.isEmpty {
      list.forbidden(
        "spec",
        "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\nchanged: "
          + changed.sorted().map { "spec." + $0 }.joined(separator: ", "))
    }
    shrinking(object, old, &list)
    if !before.isUnset("volumeAttributesClassName"), new["volumeAttributesClassName"] == nil {
      list.forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden")
    }
  }

  /// The old specification with what may change taken from the new one.
  private static func masked(_ old: Value, with new: Value, isBound: Bool) -> Value {
    var expected = old
    if old.isUnset("volumeName") { expected["volumeName"] = new["volumeName"] }
    if old["storageClassName"] == nil { expected["storageClassName"] = new["storageClassName"] }
    expected["volumeAttributesClassName"] = new["volumeAttributesClassName"]
    if isBound, new[path: "resources", "requests"] != nil {
      expected[path: "resources", "requests", "storage"] = new[path: "resources", "requests", "storage"]
    }
    return expected
  }

  /// A request may go back only as far as the volume hasn't grown yet, so that a failed expansion can be given up.
  private func shrinking(_ object: Value, _ old: Value, _ list: inout FieldErrorList) {
    guard let new = Quantity(object[path: "spec", "resources", "requests", "storage"]),
      let before = Quantity(old[path: "spec", "resources", "requests", "storage"]), new < before
    else { return }
    let capacity = Quantity(old[path: "status", "capacity", "storage"]) ?? .zero
    if !(new > capacity) { list.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity") }
  }
}
