import APIMachinery
import Basics

struct DeviceClassRules: KindRules {
  var tracksGeneration: Bool { true }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    DeviceValidation.selectors(spec.list("selectors"), "spec.selectors", &list)
    let config = spec.list("config")
    DeviceValidation.limit(config, DeviceValidation.configMax, "spec.config", &list)
    for (position, entry) in config.enumerated() {
      DeviceValidation.opaque(entry["opaque"], FieldPath("spec.config").index(position), &list)
    }
    if let name = spec["extendedResourceName"]?.string {
      if !name.contains("/") || name.hasPrefix("requests.") || name.contains("kubernetes.io/") {
        list.invalid("spec.extendedResourceName", .string(name), "must be a valid extended resource name")
      } else {
        list.check(NameFormat.qualifiedName(name), "spec.extendedResourceName", name)
      }
    }
    return list.errors
  }
}

struct ResourceClaimTemplateRules: KindRules {
  func applyDefaults(to object: inout Value) {
    object.edit("spec") { template in template.edit("spec") { ResourceClaimRules.applyDefaults(toSpec: &$0) } }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let template = object["spec"] ?? [:]
    LabelsValidation.validate(template["metadata"]?["labels"], "spec.metadata.labels", &list)
    for field in template["metadata"]?.object ?? Object() where !["labels", "annotations"].contains(field.key) {
      list.forbidden(FieldPath("spec.metadata").child(field.key), "this field may not be set in a template")
    }
    ResourceClaimRules.validate(spec: template["spec"] ?? [:], "spec.spec", &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"], old["spec"], "spec")
    return list.errors
  }
}

/// What the kinds around devices have in common.
enum DeviceValidation {
  static let selectorsMax = 32
  static let configMax = 32
  static let expressionBytesMax = 10 << 10
  static let parametersBytesMax = 10 << 10

  static func limit(_ items: [Value], _ countMax: Int, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard items.count > countMax else { return }
    list.add([FieldError(.tooMany, path.description, .int(Int64(items.count)), "must have at most \(countMax) items")])
  }

  static func selectors(_ selectors: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    limit(selectors, selectorsMax, path, &list)
    for (position, selector) in selectors.enumerated() {
      let place = path.index(position)
      guard let cel = selector["cel"] else {
        list.required(place.child("cel"))
        continue
      }
      let expression = cel.text("expression")
      if expression.isEmpty { list.required(place.child("cel").child("expression")) }
      if expression.utf8.count > expressionBytesMax { list.tooLong(place.child("cel").child("expression"), bytes: expressionBytesMax) }
    }
  }

  /// `opaque` within a configuration; the only kind there is.
  static func opaque(_ opaque: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let opaque else { return list.required(path, "exactly one field must be set") }
    driver(opaque.text("driver"), path.child("opaque").child("driver"), &list)
    let place = path.child("opaque").child("parameters")
    guard let parameters = opaque["parameters"] else { return list.required(place) }
    if JSON.text(parameters).utf8.count > parametersBytesMax { list.tooLong(place, bytes: parametersBytesMax) }
  }

  static func driver(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if name.isEmpty { return list.required(path) }
    if name.utf8.count > 63 { list.tooLong(path, bytes: 63) }
    list.check(NameFormat.dns1123Subdomain(name), path, name)
  }

  /// Names with slashes between subdomains, such as those of pools.
  static func pool(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if name.isEmpty { return list.required(path) }
    if name.utf8.count > 253 { list.tooLong(path, bytes: 253) }
    for part in name.split(separator: "/", omittingEmptySubsequences: false) {
      list.check(NameFormat.dns1123Subdomain(String(part)), path, String(part))
    }
  }

  static func label(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if name.isEmpty { list.required(path) } else { list.check(NameFormat.dns1123Label(name), path, name) }
  }

  /// The name of an attribute or capacity: an identifier, with or without a domain before it.
  static func qualifiedName(_ name: String, _ path: FieldPath, needsDomain: Bool = false, _ list: inout FieldErrorList) {
    if name.isEmpty { return list.required(path, "name must not be empty") }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if needsDomain, parts.count != 2 { return list.invalid(path, .string(name), "must include a domain") }
    guard parts.count <= 2 else { return list.invalid(path, .string(name), "a name must have at most one slash") }
    if parts.count == 2 {
      if parts[0].isEmpty { list.required(path, "the domain must not be empty") } else { driver(parts[0], path, &list) }
    }
    let identifier = parts[parts.count - 1]
    if identifier.isEmpty { return list.required(path, "the name must not be empty") }
    if identifier.utf8.count > 32 { list.tooLong(path, bytes: 32) }
    let first = identifier.utf8.first ?? 0
    let isWord = identifier.utf8.allSatisfy { NameFormat.isNamePart($0) && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "$") }
    if !isWord || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      list.invalid(
        path, .string(identifier),
        "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' "
          + "(e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')")
    }
  }

  static func tolerations(_ tolerations: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    limit(tolerations, 16, path, &list)
    for (position, toleration) in tolerations.enumerated() {
      let place = path.index(position)
      let key = toleration.text("key")
      if !key.isEmpty { list.check(NameFormat.qualifiedName(key), place.child("key"), key) }
      switch toleration.text("operator") {
      case "Exists":
        if !toleration.isUnset("value") {
          list.invalid(place.child("value"), .string(toleration.text("value")), "must be empty for operator `Exists`")
        }
      case "Equal":
        if key.isEmpty { list.required(place.child("key")) }
        list.check(NameFormat.labelValue(toleration.text("value")), place.child("value"), toleration.text("value"))
      case "": list.required(place.child("operator"))
      case let other: list.notSupported(place.child("operator"), .string(other), ["Equal", "Exists"])
      }
      list.oneOf(toleration, "effect", ["NoExecute", "NoSchedule", "None"], at: place)
    }
  }

  static func taint(_ taint: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let key = taint.text("key")
    if key.isEmpty { list.required(path.child("key")) } else { list.check(NameFormat.qualifiedName(key), path.child("key"), key) }
    list.check(NameFormat.labelValue(taint.text("value")), path.child("value"), taint.text("value"))
    list.oneOf(taint, "effect", ["NoExecute", "NoSchedule", "None"], at: path, isRequired: true)
  }
}
