import APIMachinery

extension StructuralSchema {
  /// Whether any field has a default.
  public var hasDefaults: Bool {
    if defaultValue != nil || items?.hasDefaults ?? false { return true }
    if case .schema(let schema) = additionalProperties, schema.hasDefaults { return true }
    return properties.values.contains(where: \.hasDefaults)
  }

  /// The value with defaults where fields are unset. A null that the schema doesn't allow counts as unset.
  public func defaulted(_ value: Value) -> Value {
    switch value {
    case .object(let object):
      var result = object
      for name in propertyNames {
        guard let schema = properties[name] else { continue }
        switch result[name] {
        case nil: if let value = schema.defaultValue { result[name] = value }
        case .null? where !schema.isNullable: result[name] = schema.defaultValue
        default: break
        }
        if let value = result[name] { result[name] = schema.defaulted(value) }
      }
      if case .schema(let schema) = additionalProperties {
        for field in object where properties[field.key] == nil {
          if field.value.isNull, !schema.isNullable, let value = schema.defaultValue { result[field.key] = value }
          if let value = result[field.key] { result[field.key] = schema.defaulted(value) }
        }
      }
      return .object(result)
    case .array(let elements):
      guard let items else { return value }
      return .array(
        elements.map { element in
          element.isNull && !items.isNullable ? items.defaulted(items.defaultValue ?? element) : items.defaulted(element)
        })
    default: return value
    }
  }
}
