/// A condition on labels: all its requirements must hold.
public struct LabelSelector: Hashable, Sendable, CustomStringConvertible {
  public enum Operator: String, Hashable, Sendable {
    case equals = "=", doubleEquals = "==", notEquals = "!="
    case `in` = "in", notIn = "notin", exists = "exists", doesNotExist = "!", greaterThan = "gt", lessThan = "lt"
  }

  public struct Requirement: Hashable, Sendable, CustomStringConvertible {
    public var key: String
    public var `operator`: Operator
    public var values: [String]
    public init(_ key: String, _ operator: Operator, _ values: [String] = []) {
      (self.key, self.operator, self.values) = (key, `operator`, values.count > 1 ? values.sorted() : values)
    }
  }

  public private(set) var requirements: [Requirement]
  /// True: nothing is selected, whatever the labels (the selector of an object that has none).
  public private(set) var matchesNothing = false

  public static let everything = LabelSelector([])
  public static let nothing: LabelSelector = {
    var selector = LabelSelector([])
    selector.matchesNothing = true
    return selector
  }()

  public init(_ requirements: [Requirement]) { self.requirements = requirements.sorted { $0.key < $1.key } }

  /// Every one of these labels with exactly this value, as `spec.selector` of a Service has it.
  public init(labels: [String: String]) {
    self.init(labels.map { Requirement($0.key, .equals, [$0.value]) })
  }

  /// Whether every set of labels is selected.
  public var isEmpty: Bool { requirements.isEmpty && !matchesNothing }

  public func matches(_ labels: [String: String]) -> Bool {
    !matchesNothing && requirements.allSatisfy { $0.matches(labels[$0.key]) }
  }

  /// Matches an object by its `metadata.labels`.
  public func matches(_ object: Value) -> Bool {
    if matchesNothing { return false }
    if requirements.isEmpty { return true }
    let labels: Value? = object["metadata"]?["labels"]
    return requirements.allSatisfy { $0.matches(labels?[$0.key]?.string) }
  }

  /// The one value that this label must have to match; nil when several do: for indexes.
  public func requiredValue(of label: String) -> String? {
    for requirement in requirements where requirement.key == label {
      if [.equals, .doubleEquals, .in].contains(requirement.operator), requirement.values.count == 1 { return requirement.values[0] }
    }
    return nil
  }

  /// The string form, as in a URL.
  public var description: String { requirements.map(\.description).joined(separator: ",") }
}

extension LabelSelector.Requirement {
  /// `value` is nil where the label is missing.
  public func matches(_ value: String?) -> Bool {
    switch `operator` {
    case .in, .equals, .doubleEquals: value.map { values.contains($0) } ?? false
    case .notIn, .notEquals: value.map { !values.contains($0) } ?? true
    case .exists: value != nil
    case .doesNotExist: value == nil
    case .greaterThan: compare(value) { $0 > $1 }
    case .lessThan: compare(value) { $0 < $1 }
    }
  }

  private func compare(_ value: String?, _ holds: (Int64, Int64) -> Bool) -> Bool {
    guard let value = value.flatMap({ Int64($0) }), let bound = values.first.flatMap({ Int64($0) }) else { return false }
    return holds(value, bound)
  }

  public var description: String {
    switch `operator` {
    case .exists: key
    case .doesNotExist: "!" + key
    case .in, .notIn: "\(key) \(`operator`.rawValue) (\(values.joined(separator: ",")))"
    case .greaterThan: key + ">" + (values.first ?? "")
    case .lessThan: key + "<" + (values.first ?? "")
    default: key + `operator`.rawValue + (values.first ?? "")
    }
  }
}

extension LabelSelector {
  /// The object form (API reference: LabelSelector) of `spec.selector` and of affinity terms: nil selects nothing, an empty one everything.
  public init(_ value: Value?) throws(StatusError) {
    guard let value, !value.isNull else { self = .nothing; return }
    var requirements: [Requirement] = []
    for field in value["matchLabels"]?.object ?? Object() {
      requirements.append(try Self.checked(Requirement(field.key, .in, [field.value.string ?? ""])))
    }
    for expression in value["matchExpressions"]?.array ?? [] {
      let values = expression["values"]?.array?.compactMap(\.string) ?? []
      let name = expression["operator"]?.string ?? ""
      let parsed: Operator
      switch name {
      case "In": parsed = .in
      case "NotIn": parsed = .notIn
      case "Exists": parsed = .exists
      case "DoesNotExist": parsed = .doesNotExist
      case "Gt": parsed = .greaterThan
      case "Lt": parsed = .lessThan
      default: throw .badRequest("\"\(name)\" is not a valid label selector operator")
      }
      requirements.append(try Self.checked(Requirement(expression["key"]?.string ?? "", parsed, values)))
    }
    self.init(requirements)
  }

  static func checked(_ requirement: Requirement) throws(StatusError) -> Requirement {
    let errors = requirement.problems
    guard errors.isEmpty else {
      let list = errors.map(\.description)
      throw .badRequest(list.count == 1 ? list[0] : "[" + list.joined(separator: ", ") + "]")
    }
    return requirement
  }
}

extension LabelSelector.Requirement {
  /// What is wrong with the requirement, in upstream's words; `path` is prefixed to the fields.
  public func problems(at path: String = "") -> [FieldError] {
    let prefix = path.isEmpty ? "" : path + "."
    var errors = NameFormat.qualifiedName(key).first.map { _ in
      [FieldError.invalid(prefix + "key", .string(key), NameFormat.qualifiedName(key).joined(separator: "; "))]
    } ?? []
    let list = Value.array(values.map { .string($0) })
    switch `operator` {
    case .in, .notIn:
      if values.isEmpty { errors.append(.invalid(prefix + "values", list, "for 'in', 'notin' operators, values set can't be empty")) }
    case .equals, .doubleEquals, .notEquals:
      if values.count != 1 { errors.append(.invalid(prefix + "values", list, "exact-match compatibility requires one single value")) }
    case .exists, .doesNotExist:
      if !values.isEmpty { errors.append(.invalid(prefix + "values", list, "values set must be empty for exists and does not exist")) }
    case .greaterThan, .lessThan:
      if values.count != 1 { errors.append(.invalid(prefix + "values", list, "for 'Gt', 'Lt' operators, exactly one value is required")) }
      for (index, value) in values.enumerated() where Int64(value) == nil {
        errors.append(.invalid("\(prefix)values[\(index)]", .string(value), "for 'Gt', 'Lt' operators, the value must be an integer"))
      }
    }
    for (index, value) in values.enumerated() {
      let problems = NameFormat.labelValue(value)
      if !problems.isEmpty {
        errors.append(.invalid("\(prefix)values[\(index)][\(key)]", .string(value), problems.joined(separator: "; ")))
      }
    }
    return errors
  }

  var problems: [FieldError] { problems() }
}
