import APIMachinery

extension PersistentVolumeRules {
  /// Every field of the specification that isn't a source.
  private static let settings: Set<String> = [
    "accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName",
    "volumeAttributesClassName", "volumeMode",
  ]

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    PersistentVolumeClaimValidation.validateAccessModes(spec, path, requirement: "", &list)
    capacity(spec, path.child("capacity"), &list)
    list.oneOf(spec, "persistentVolumeReclaimPolicy", ["Delete", "Recycle", "Retain"], at: path)
    nodeAffinity(spec, path.child("nodeAffinity"), &list)
    source(spec, path, &list)
    for key in ["storageClassName", "volumeAttributesClassName"] where !spec.isUnset(key) {
      list.check(NameFormat.dns1123Subdomain(spec.text(key)), path.child(key), spec.text(key))
    }
    list.oneOf(spec, "volumeMode", ["Block", "Filesystem"], at: path)
    return list.errors
  }

  private func capacity(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let capacity = spec["capacity"]?.object ?? Object()
    if capacity.isEmpty { list.required(path) }
    if capacity.fieldNames != ["storage"] { list.notSupported(path, .object(capacity), ["storage"]) }
    for (name, amount) in capacity {
      if let quantity = Quantity(amount), !(quantity > .zero) { list.invalid(path.key(name), amount, "must be greater than zero") }
    }
  }

  private func nodeAffinity(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let affinity = spec["nodeAffinity"] else { return }
    guard let selector = affinity["required"] else {
      list.required(path.child("required"), "must specify required node constraints")
      return
    }
    AffinityValidation.nodeSelector(selector, path.child("required"), &list)
  }

  private func source(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let given = Self.sources(spec)
    guard let first = given.first else {
      list.required(path, "must specify a volume type")
      return
    }
    for other in given.dropFirst() { list.forbidden(path.child(other), "may not specify more than 1 volume type") }
    let source = spec[first] ?? [:]
    let place = path.child(first)
    switch first {
    case "local":
      if let directory = list.requiredText(source, "path", place), directory.split(separator: "/").contains("..") {
        list.invalid(place.child("path"), .string(directory), "must not contain '..'")
      }
      if spec["nodeAffinity"] == nil { list.required(path.child("nodeAffinity"), "Local volume requires node affinity") }
    case "csi":
      for key in ["driver", "volumeHandle"] { _ = list.requiredText(source, key, place) }
    default: VolumeValidation.validate(source, of: first, place, &list)
    }
    if let directory = spec["hostPath"]?.text("path"), !directory.isEmpty, directory.utf8.allSatisfy({ $0 == UInt8(ascii: "/") }),
      spec["persistentVolumeReclaimPolicy"] == "Recycle"
    {
      list.forbidden(path.child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'")
    }
  }

  private static func sources(_ spec: Value) -> [String] { (spec.object?.fieldNames ?? []).filter { !settings.contains($0) } }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == nil else { return [] }
    var list = FieldErrorList()
    let new = object["spec"] ?? [:]
    let before = old["spec"] ?? [:]
    var expected = before
    // The secret for growing may be added later.
    if before["csi"] != nil, before[path: "csi", "controllerExpandSecretRef"] == nil, let secret = new[path: "csi", "controllerExpandSecretRef"] {
      expected[path: "csi", "controllerExpandSecretRef"] = secret
    }
    let changed = Set(Self.sources(new) + Self.sources(before)).filter { new[$0] != expected[$0] }
    if !changed.isEmpty {
      list.forbidden(
        "spec.persistentvolumesource",
        "spec.persistentvolumesource is immutable after creation\nchanged: "
          + changed.sorted().map { "spec." + $0 }.joined(separator: ", "))
    }
    list.immutable(new["volumeMode"], before["volumeMode"], "volumeMode")
    if before["nodeAffinity"] != nil { list.immutable(new["nodeAffinity"], before["nodeAffinity"], "nodeAffinity") }
    return list.errors
  }
}
