import APIMachinery

/// Judges values by a schema, in the words of upstream's validator (kube-openapi). With an old value it ratchets: what is
/// as it was isn't judged again (KEP-4008).
struct SchemaValidation {
  private(set) var errors: [FieldError] = []

  /// At the root `path` is empty; apiVersion, kind and metadata are judged elsewhere.
  mutating func validate(_ value: Value, old: Value?, _ schema: StructuralSchema, path: String, isResource: Bool = false) {
    if let old, old == value { return }
    if value.isNull, schema.isNullable { return }
    guard checkType(value, schema, path) else { return }
    checkEnum(value, schema, path)
    switch value {
    case .object(let object): validate(object, old: old?.object, schema, path, isResource: isResource || schema.isEmbeddedResource)
    case .array(let elements): validate(elements, old: old?.array, schema, path)
    case .string(let text): validate(text, schema, path)
    case .int, .double: validate(number: value, schema, path)
    default: break
    }
    validateCombinations(value, schema, path)
  }

  // MARK: types

  private mutating func checkType(_ value: Value, _ schema: StructuralSchema, _ path: String) -> Bool {
    if schema.isIntOrString {
      switch value {
      case .int, .string: return true
      default: return typeError("integer,string", value, path)
      }
    }
    guard !schema.type.isEmpty else { return true }
    let fits =
      switch (schema.type, value) {
      case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("number", .int), ("number", .double): true
      case ("integer", _): value.int != nil
      default: false
      }
    return fits || typeError(schema.type, value, path)
  }

  private mutating func typeError(_ type: String, _ value: Value, _ path: String) -> Bool {
    let found = value.typeName
    errors.append(
      FieldError(.typeInvalid, place(path), .string(found), "\(named(path)) must be of type \(type): \"\(found)\""))
    return false
  }

  private func place(_ path: String) -> String { path.isEmpty ? "<nil>" : path }
  /// As the message says where.
  private func named(_ path: String) -> String { path.isEmpty ? "" : path + " in body" }

  private mutating func invalid(_ path: String, _ value: Value, _ problem: String) {
    errors.append(.invalid(place(path), value, (path.isEmpty ? "" : named(path) + " ") + problem))
  }

  private mutating func checkEnum(_ value: Value, _ schema: StructuralSchema, _ path: String) {
    let allowed = schema.keywords.allowed
    guard !allowed.isEmpty, !allowed.contains(where: { $0 == value || ($0.double != nil && $0.double == value.double) }) else { return }
    errors.append(.notSupported(place(path), value, allowed.map { $0.string ?? JSON.text($0) }))
  }

  // MARK: objects and lists

  private mutating func validate(_ object: Object, old: Object?, _ schema: StructuralSchema, _ path: String, isResource: Bool) {
    let keywords = schema.keywords
    if let max = keywords.maxProperties, object.count > max {
      errors.append(FieldError(.tooMany, place(path), .int(Int64(object.count)), "must have at most \(max) items"))
    }
    if let min = keywords.minProperties, object.count < min { invalid(path, .object(object), "should have at least \(min) properties") }
    for name in keywords.required where object[name] == nil { errors.append(.required(child(path, name))) }
    if schema.isEmbeddedResource { validateEmbedded(object, path) }
    for field in object {
      if isResource, field.key == "metadata" || field.key == "apiVersion" || field.key == "kind" { continue }
      if let property = schema.properties[field.key] {
        validate(field.value, old: old?[field.key], property, path: child(path, field.key))
      } else if case .schema(let additional) = schema.additionalProperties {
        validate(field.value, old: old?[field.key], additional, path: child(path, field.key))
      }
    }
  }

  private func child(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

  private mutating func validateEmbedded(_ object: Object, _ path: String) {
    for name in ["apiVersion", "kind"] where (object[name]?.string ?? "").isEmpty {
      errors.append(.required(child(path, name), "must not be empty"))
    }
  }

  private mutating func validate(_ elements: [Value], old: [Value]?, _ schema: StructuralSchema, _ path: String) {
    let keywords = schema.keywords
    if let max = keywords.maxItems, elements.count > max {
      errors.append(FieldError(.tooMany, place(path), .int(Int64(elements.count)), "must have at most \(max) items"))
    }
    if let min = keywords.minItems, elements.count < min { invalid(path, .array(elements), "should have at least \(min) items") }
    if keywords.hasUniqueItems, Set(elements).count < elements.count { invalid(path, .array(elements), "shouldn't contain duplicates") }
    checkListType(elements, schema, path)
    guard let items = schema.items else { return }
    let oldElements = old.map { ListCorrelation($0, schema) }
    for (position, element) in elements.enumerated() {
      validate(element, old: oldElements?.counterpart(of: element), items, path: "\(path)[\(position)]")
    }
  }

  private mutating func checkListType(_ elements: [Value], _ schema: StructuralSchema, _ path: String) {
    switch schema.listType {
    case "set":
      var seen: Set<Value> = []
      for (position, element) in elements.enumerated() where !seen.insert(element).inserted {
        errors.append(.duplicate("\(path)[\(position)]", element))
      }
    case "map":
      var seen: Set<Value> = []
      for (position, element) in elements.enumerated() {
        let key = ListCorrelation.key(of: element, schema)
        if !seen.insert(key).inserted { errors.append(.duplicate("\(path)[\(position)]", key)) }
      }
    default: break
    }
  }

  // MARK: strings and numbers

  private mutating func validate(_ text: String, _ schema: StructuralSchema, _ path: String) {
    let keywords = schema.keywords
    let value = Value.string(text)
    if let max = keywords.maxLength, text.unicodeScalars.count > max {
      errors.append(FieldError(.tooLong, place(path), value, "may not be more than \(max) bytes"))
    }
    if let min = keywords.minLength, text.unicodeScalars.count < min { invalid(path, value, "should be at least \(min) chars long") }
    if let regex = keywords.regex, !regex.isMatch(text) { invalid(path, value, "should match '\(regex.pattern)'") }
    if !schema.format.isEmpty, !StringFormats.isValid(text, as: schema.format) {
      invalid(path, value, "must be of type \(schema.format): \"\(text)\"")
    }
  }

  private mutating func validate(number value: Value, _ schema: StructuralSchema, _ path: String) {
    guard let number = value.double else { return }
    let keywords = schema.keywords
    func text(_ limit: Double) -> String { Int64(exactly: limit).map(String.init) ?? "\(limit)" }
    if let minimum = keywords.minimum, keywords.isMinimumExclusive ? number <= minimum : number < minimum {
      invalid(path, value, "should be greater than \(keywords.isMinimumExclusive ? "" : "or equal to ")\(text(minimum))")
    }
    if let maximum = keywords.maximum, keywords.isMaximumExclusive ? number >= maximum : number > maximum {
      invalid(path, value, "should be less than \(keywords.isMaximumExclusive ? "" : "or equal to ")\(text(maximum))")
    }
    if let factor = keywords.multipleOf, factor > 0, !Self.isWhole(number / factor) {
      invalid(path, value, "should be a multiple of \(text(factor))")
    }
    if schema.type == "integer", schema.format == "int32", let int = value.int, Int32(exactly: int) == nil {
      invalid(path, value, "must be of type int32: \"\(int)\"")
    }
  }

  /// Decimal factors such as 0.1 aren't exact in binary.
  private static func isWhole(_ quotient: Double) -> Bool { (quotient - quotient.rounded()).magnitude < 1e-9 * max(1, quotient.magnitude) }

  // MARK: combinations

  private mutating func validateCombinations(_ value: Value, _ schema: StructuralSchema, _ path: String) {
    let keywords = schema.keywords
    func holds(_ schema: StructuralSchema) -> Bool {
      var inner = SchemaValidation()
      inner.validate(value, old: nil, schema, path: path)
      return inner.errors.isEmpty
    }
    for inner in keywords.allOf {
      let before = errors.count
      validate(value, old: nil, inner, path: path)
      if errors.count > before { combination(path, "must validate all the schemas (allOf)") }
    }
    if !keywords.anyOf.isEmpty, !keywords.anyOf.contains(where: holds) { combination(path, "must validate at least one schema (anyOf)") }
    if !keywords.oneOf.isEmpty {
      let count = keywords.oneOf.count(where: holds)
      if count == 0 { combination(path, "must validate one and only one schema (oneOf). Found none valid") }
      if count > 1 { combination(path, "must validate one and only one schema (oneOf). Found \(count) valid alternatives") }
    }
    if let not = keywords.not, holds(not) { combination(path, "must not validate the schema (not)") }
  }

  private mutating func combination(_ path: String, _ problem: String) {
    errors.append(FieldError(.invalid, place(path), "", "\"\(path)\" \(problem)"))
  }
}
