import APIMachinery

/// Collects what is wrong, in the order it is found.
struct FieldErrorList {
  private(set) var errors: [FieldError] = []

  mutating func add(_ more: [FieldError]) { errors += more }
  mutating func required(_ path: FieldPath, _ detail: String = "") { errors.append(.required(path.description, detail)) }
  mutating func invalid(_ path: FieldPath, _ value: Value, _ detail: String) {
    errors.append(.invalid(path.description, value, detail))
  }
  mutating func forbidden(_ path: FieldPath, _ detail: String) { errors.append(.forbidden(path.description, detail)) }
  mutating func duplicate(_ path: FieldPath, _ value: Value) { errors.append(.duplicate(path.description, value)) }
  mutating func notFound(_ path: FieldPath, _ value: Value) { errors.append(.notFound(path.description, value)) }
  mutating func notSupported(_ path: FieldPath, _ value: Value, _ supported: [String]) {
    errors.append(.notSupported(path.description, value, supported))
  }
  mutating func tooLong(_ path: FieldPath, bytes: Int) {
    errors.append(FieldError(.tooLong, path.description, nil, "may not be more than \(bytes) bytes"))
  }
  mutating func tooMany(_ count: Int, _ limit: Int, _ path: FieldPath) {
    guard count > limit else { return }
    errors.append(FieldError(.tooMany, path.description, .int(Int64(count)), "must have at most \(limit) items"))
  }

  /// One error for each thing that a syntax check finds.
  mutating func check(_ messages: [String], _ path: FieldPath, _ value: String) {
    for message in messages { invalid(path, .string(value), message) }
  }

  /// The string of a required field; reports it when empty.
  mutating func requiredText(_ object: Value, _ key: String, _ path: FieldPath) -> String? {
    let text = object.text(key)
    if text.isEmpty { required(path.child(key)) }
    return text.isEmpty ? nil : text
  }

  mutating func nonNegative(_ object: Value, _ keys: String..., at path: FieldPath) {
    for key in keys {
      if let int = object[key]?.int, int < 0 { invalid(path.child(key), .int(int), "must be greater than or equal to 0") }
    }
  }

  mutating func oneOf(_ object: Value, _ key: String, _ supported: [String], at path: FieldPath, isRequired: Bool = false) {
    let text = object.text(key)
    if text.isEmpty {
      if isRequired { required(path.child(key)) }
    } else if !supported.contains(text) {
      notSupported(path.child(key), .string(text), supported)
    }
  }

  mutating func port(_ value: Int64, _ path: FieldPath) {
    for message in NameFormat.portNumber(value) { invalid(path, .int(value), message) }
  }

  /// A port by number or name.
  mutating func portOrName(_ value: Value?, _ path: FieldPath) {
    switch value {
    case .string(let name)?: check(NameFormat.portName(name), path, name)
    case let value?: port(value.int ?? 0, path)
    case nil: port(0, path)
    }
  }

  mutating func immutable(_ new: Value?, _ old: Value?, _ path: FieldPath) {
    if (new ?? .null) != (old ?? .null) { invalid(path, new ?? .null, "field is immutable") }
  }
}
