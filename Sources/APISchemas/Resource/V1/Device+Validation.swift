import APIMachinery

extension ResourceSliceRules {
  private static let attributesAndCapacitiesMax = 32
  private static let valueBytesMax = 64
  private static let nodeFields = ["nodeName", "nodeSelector", "allNodes"]
  private static let attributeForms = ["bool", "int", "string", "version", "bools", "ints", "strings", "versions"]

  func validate(device: Value, isChoosingNodes: Bool, _ path: FieldPath, _ list: inout FieldErrorList) {
    DeviceValidation.label(device.text("name"), path.child("name"), &list)
    let attributes = device["attributes"]?.object ?? Object()
    let capacities = device["capacity"]?.object ?? Object()
    let total = attributes.count + capacities.count
    if total > Self.attributesAndCapacitiesMax {
      list.invalid(
        path, .int(Int64(total)),
        "the total number of attributes and capacities must not exceed \(Self.attributesAndCapacitiesMax)")
    }
    for attribute in attributes {
      let place = path.child("attributes").key(attribute.key)
      DeviceValidation.qualifiedName(attribute.key, place, &list)
      validate(attribute: attribute.value, place, &list)
    }
    for capacity in capacities { DeviceValidation.qualifiedName(capacity.key, path.child("capacity").key(capacity.key), &list) }
    DeviceValidation.limit(device.list("taints"), 16, path.child("taints"), &list)
    for (position, taint) in device.list("taints").enumerated() {
      DeviceValidation.taint(taint, path.child("taints").index(position), &list)
    }
    nodes(device, isChoosingNodes, path, &list)
    consumption(device.list("consumesCounters"), path.child("consumesCounters"), &list)
    conditions(device, path, &list)
  }

  private func validate(attribute: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let forms = Self.attributeForms.filter { attribute[$0] != nil }
    if forms.isEmpty { list.required(path, "exactly one value must be specified") }
    if forms.count > 1 { list.invalid(path, attribute, "exactly one value must be specified") }
    for key in ["string", "version"] {
      guard let text = attribute[key]?.string else { continue }
      if text.utf8.count > Self.valueBytesMax { list.tooLong(path.child(key), bytes: Self.valueBytesMax) }
      if key == "version", !isSemanticVersion(text) {
        list.invalid(path.child(key), .string(text), "must be a string compatible with semver.org spec 2.0.0")
      }
    }
  }

  /// Three numbers, then a pre-release after a dash and build data after a plus (semver.org 2.0.0).
  private func isSemanticVersion(_ text: String) -> Bool {
    let core = text.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      numbers.allSatisfy({ $0.count == 1 || !$0.hasPrefix("0") })
    else { return false }
    return text.dropFirst(core.count).split(whereSeparator: { "-+.".contains($0) }).allSatisfy {
      $0.utf8.allSatisfy { NameFormat.isNamePart($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "$") }
    } && !text.hasSuffix("-") && !text.hasSuffix("+")
  }

  private func nodes(_ device: Value, _ isChoosing: Bool, _ path: FieldPath, _ list: inout FieldErrorList) {
    let set = Self.nodeFields.filter { device[$0] != nil }
    guard isChoosing else {
      for key in set { list.forbidden(path.child(key), "`\(key)` can only be set if `perDeviceNodeSelection` is true on the slice") }
      return
    }
    let oneOf = "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true"
    if set.isEmpty { list.required(path, oneOf) }
    if set.count > 1 { list.invalid(path, .string("{" + set.joined(separator: ", ") + "}"), oneOf) }
    if let name = device["nodeName"]?.string { list.check(NameFormat.dns1123Subdomain(name), path.child("nodeName"), name) }
    if let selector = device["nodeSelector"] { AffinityValidation.nodeSelector(selector, path.child("nodeSelector"), &list) }
  }

  private func consumption(_ consumptions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    DeviceValidation.limit(consumptions, 2, path, &list)
    var sets = Set<String>()
    for (position, consumption) in consumptions.enumerated() {
      let place = path.index(position)
      let set = consumption.text("counterSet")
      DeviceValidation.label(set, place.child("counterSet"), &list)
      if !set.isEmpty, !sets.insert(set).inserted { list.duplicate(place.child("counterSet"), .string(set)) }
      if consumption["counters"]?.object?.isEmpty ?? true { list.required(place.child("counters")) }
    }
  }

  private func conditions(_ device: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (key, other) in [("bindingConditions", "bindingFailureConditions"), ("bindingFailureConditions", "bindingConditions")] {
      let names = device.list(key)
      DeviceValidation.limit(names, 4, path.child(key), &list)
      for (position, name) in names.enumerated() {
        list.check(NameFormat.qualifiedName(name.string ?? ""), path.child(key).index(position), name.string ?? "")
      }
      if names.isEmpty, !device.list(other).isEmpty {
        list.invalid(path.child(key), .array(names), "\(key) are required to use \(other)")
      }
    }
  }
}
