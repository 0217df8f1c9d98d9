import CEL

extension StructuralSchema {
  /// A request holds no more, so no value is larger.
  static let requestBytesMax: UInt64 = 3 << 20

  /// What the schema is to expressions; nil for what they can't see (fields of no known type).
  func declaredType(_ name: String, isResource: Bool = false) -> DeclaredType? {
    if isIntOrString { return .dyn }
    switch type {
    case "object": return declaredObject(name, isResource: isResource || isEmbeddedResource)
    case "array":
      guard let element = items?.declaredType(name + ".@idx") else { return nil }
      let kind: DeclaredType.ListKind =
        switch listType {
        case "set": .set
        case "map": .map(keys: listMapKeys)
        default: .atomic
        }
      return DeclaredType(.list(element, kind), name: name, sizeMax: itemCountMax)
    case "string": return declaredString(name)
    case "integer": return DeclaredType(.scalar(.int), name: name)
    case "number": return DeclaredType(.scalar(.double), name: name)
    case "boolean": return DeclaredType(.scalar(.bool), name: name)
    default: return nil
    }
  }

  private func declaredObject(_ name: String, isResource: Bool) -> DeclaredType {
    if case .schema(let schema) = additionalProperties, properties.isEmpty, let value = schema.declaredType(name + ".@elem") {
      return DeclaredType(.map(value), name: name, sizeMax: propertyCountMax)
    }
    var fields: [String: DeclaredType.Field] = [:]
    func add(_ field: String, _ type: DeclaredType) {
      if let escaped = FieldNameEscape.escaped(field) { fields[escaped] = DeclaredType.Field(field, type) }
      // Quoted with backticks a name stands for itself.
      if fields[field] == nil { fields[field] = DeclaredType.Field(field, type) }
    }
    for (field, schema) in properties {
      if let type = schema.declaredType(name + "." + field) { add(field, type) }
    }
    if isResource {
      let text = DeclaredType(.scalar(.string), sizeMax: 253)
      add("apiVersion", text)
      add("kind", text)
      add("metadata", .object(name + ".metadata", ["name": text, "generateName": text]))
    }
    let lookup = fields
    return DeclaredType(.object { lookup[$0] }, name: name)
  }

  private func declaredString(_ name: String) -> DeclaredType {
    switch format {
    case "byte":
      return DeclaredType(.scalar(.bytes), name: name, sizeMax: keywords.maxLength.map { UInt64(max(0, $0)) } ?? Self.requestBytesMax)
    case "duration": return DeclaredType(.scalar(.duration), name: name, sizeMax: 32)
    case "date", "date-time": return DeclaredType(.scalar(.timestamp), name: name, sizeMax: 21)
    default: break
    }
    let longest = keywords.allowed.compactMap { $0.string?.unicodeScalars.count }.max().map { UInt64($0) }
    let limit = keywords.maxLength.map { UInt64(max(0, $0)) } ?? longest ?? Self.requestBytesMax - 2
    return DeclaredType(.scalar(.string), name: name, sizeMax: limit)
  }

  /// Elements at most: as declared, or as many of the smallest as fit in a request.
  var itemCountMax: UInt64 {
    keywords.maxItems.map { UInt64(max(0, $0)) } ?? (Self.requestBytesMax - 2) / ((items?.byteCountMin ?? 1) + 1)
  }

  var propertyCountMax: UInt64 {
    var value: UInt64 = 1
    if case .schema(let schema) = additionalProperties { value = schema.byteCountMin }
    return keywords.maxProperties.map { UInt64(max(0, $0)) } ?? (Self.requestBytesMax - 2) / (value + 5)
  }

  /// What the smallest value takes as JSON; no more than a request may hold.
  private var byteCountMin: UInt64 {
    switch type {
    case "boolean": return 4
    case "string": return min(Self.requestBytesMax, 2 + UInt64(max(0, keywords.minLength ?? 0)))
    case "array": return 2
    case "object":
      return keywords.required.reduce(2) { total, name in
        min(Self.requestBytesMax, total + UInt64(name.utf8.count) + 4 + (properties[name]?.byteCountMin ?? 1))
      }
    default: return 1
    }
  }
}
