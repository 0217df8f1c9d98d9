import APIMachinery

extension CustomResourceDefinitionRules {
  private static let columnTypes = ["integer", "number", "string", "boolean", "date"]
  private static let columnFormats = ["int32", "int64", "float", "double", "byte", "date", "date-time", "password"]

  func validate(versions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    var names = Set<String>()
    var areUnique = true
    for (position, version) in versions.enumerated() {
      let place = path.index(position)
      let name = version.text("name")
      let messages = NameFormat.dns1035Label(name)
      if !messages.isEmpty { list.invalid(place.child("name"), .string(name), messages.joined(separator: ",")) }
      if !names.insert(name).inserted { areUnique = false }
      validate(version: version, place, &list)
    }
    if !areUnique { list.invalid(path, .array(versions), "must contain unique version names") }
    if versions.count(where: { $0["storage"]?.bool == true }) != 1 {
      list.invalid(path, .array(versions), "must have exactly one version marked as storage version")
    }
  }

  private func validate(version: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let warning = version["deprecationWarning"]?.string {
      validate(warning: warning, isDeprecated: version["deprecated"]?.bool ?? false, path.child("deprecationWarning"), &list)
    }
    if version[path: "schema", "openAPIV3Schema"] == nil {
      list.required(path.child("schema").child("openAPIV3Schema"), "schemas are required")
    }
    if let scale = version[path: "subresources", "scale"] {
      validate(scale: scale, path.child("subresources").child("scale"), &list)
    }
    for (position, column) in version.list("additionalPrinterColumns").enumerated() {
      validate(column: column, path.child("additionalPrinterColumns").index(position), &list)
    }
    validate(selectableFields: version.list("selectableFields"), path.child("selectableFields"), &list)
  }

  private func validate(warning: String, isDeprecated: Bool, _ path: FieldPath, _ list: inout FieldErrorList) {
    if !isDeprecated { list.invalid(path, .string(warning), "can only be set for deprecated versions") }
    if warning.utf8.count > 256 { list.invalid(path, .string(warning), "must be <= 256 characters long") }
    if warning.isEmpty { list.invalid(path, .string(warning), "must not be an empty string") }
    for (position, scalar) in warning.unicodeScalars.enumerated() where scalar.properties.generalCategory == .control {
      list.invalid(path, .string(warning), "must only contain printable UTF-8 characters; non-printable character found at index \(position)")
      return
    }
  }

  private func validate(scale: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (key, root) in [("specReplicasPath", ".spec"), ("statusReplicasPath", ".status")] {
      guard let text = list.requiredText(scale, key, path) else { continue }
      if !isFieldPath(text) {
        list.invalid(path.child(key), .string(text), "should be a simple json path")
      } else if !text.hasPrefix(root + ".") {
        list.invalid(path.child(key), .string(text), "should be a json path under \(root)")
      }
    }
    let selector = scale.text("labelSelectorPath")
    guard !selector.isEmpty else { return }
    if !isFieldPath(selector) {
      list.invalid(path.child("labelSelectorPath"), .string(selector), "should be a simple json path")
    } else if !selector.hasPrefix(".spec."), !selector.hasPrefix(".status.") {
      list.invalid(path.child("labelSelectorPath"), .string(selector), "should be a json path under either .spec or .status")
    }
  }

  /// Dots and names alone: what can be written through.
  private func isFieldPath(_ text: String) -> Bool {
    text.hasPrefix(".") && text.dropFirst().split(separator: ".", omittingEmptySubsequences: false).allSatisfy { name in
      !name.isEmpty && name.utf8.allSatisfy { NameFormat.isNamePart($0) }
    }
  }

  private func validate(column: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    _ = list.requiredText(column, "name", path)
    let types = Self.columnTypes.joined(separator: ",")
    if column.isUnset("type") {
      list.required(path.child("type"), "must be one of " + types)
    } else if !Self.columnTypes.contains(column.text("type")) {
      list.invalid(path.child("type"), .string(column.text("type")), "must be one of " + types)
    }
    if !column.isUnset("format"), !Self.columnFormats.contains(column.text("format")) {
      list.invalid(
        path.child("format"), .string(column.text("format")), "must be one of " + Self.columnFormats.joined(separator: ","))
    }
    guard let text = list.requiredText(column, "jsonPath", path) else { return }
    if !text.hasPrefix(".") { list.invalid(path.child("jsonPath"), .string(text), "must be a simple json path starting with '.'") }
  }

  private func validate(selectableFields: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if selectableFields.count > 8 {
      list.add([FieldError(.tooMany, path.description, .int(Int64(selectableFields.count)), "must have at most 8 items")])
    }
    var seen = Set<String>()
    for (position, field) in selectableFields.enumerated() {
      let place = path.index(position).child("jsonPath")
      guard let text = list.requiredText(field, "jsonPath", path.index(position)) else { continue }
      if !isFieldPath(text) {
        list.invalid(place, .string(text), "is an invalid path: only field names, each after a dot, are allowed")
      } else if text == ".metadata" || text.hasPrefix(".metadata.") {
        list.invalid(place, .string(text), "must not point to fields in metadata")
      }
      if !seen.insert(text).inserted { list.duplicate(place, .string(text)) }
    }
  }
}

extension NameFormat {
  /// The bytes of a field name in a simple path.
  static func isNamePart(_ byte: UInt8) -> Bool { isASCIIWord(byte) || byte == UInt8(ascii: "-") }

  private static func isASCIIWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }
}
