import APIMachinery
import CEL

/// All rules of a schema, as a tree of what is to be looked at; parts of the schema without rules aren't in it.
final class RuleSet: Sendable {
  /// All rules together on one object (apiserver: RuntimeCELCostBudget).
  static let objectCostMax: UInt64 = 10_000_000

  let schema: StructuralSchema
  let type: DeclaredType?
  let rules: [CompiledRule]
  let properties: [(name: String, rules: RuleSet)]
  /// Of list elements or map values.
  let elements: RuleSet?
  var isEmpty: Bool { rules.isEmpty && properties.isEmpty && elements == nil }

  init(_ schema: StructuralSchema, _ type: DeclaredType?) {
    (self.schema, self.type) = (schema, type)
    rules = type.map { type in schema.rules.compactMap { try? CompiledRule($0, type) } } ?? []
    properties = schema.propertyNames.compactMap { name in
      guard let property = schema.properties[name] else { return nil }
      let inner = RuleSet(property, property.declaredType((type?.name ?? "") + "." + name))
      return inner.isEmpty ? nil : (name, inner)
    }
    var element = schema.items
    if case .schema(let additional) = schema.additionalProperties { element = additional }
    let inner = element.map { RuleSet($0, $0.declaredType((type?.name ?? "") + ".@elem")) }
    elements = inner.flatMap { $0.isEmpty ? nil : $0 }
  }

  convenience init(root schema: StructuralSchema) { self.init(schema, schema.declaredType("object", isResource: true)) }
}

/// One run of a rule set over an object.
struct RuleRun {
  private(set) var errors: [FieldError] = []
  private var budget = RuleSet.objectCostMax
  private var isExhausted = false

  /// `old` is nil on creation, and for parts that have no counterpart in the old object.
  mutating func validate(_ value: Value, old: Value?, _ set: RuleSet, path: String) {
    guard !isExhausted, !value.isNull else { return }
    if !set.rules.isEmpty, let type = set.type {
      let isUnchanged = old == value
      for rule in set.rules where !isExhausted && (!isUnchanged || rule.isTransition) { run(rule, value, old: old, type, path) }
    }
    for (name, inner) in set.properties {
      guard let child = value[name] else { continue }
      validate(child, old: old?[name], inner, path: path.isEmpty ? name : path + "." + name)
    }
    guard let elements = set.elements else { return }
    switch value {
    case .array(let array):
      let correlation = old?.array.map { ListCorrelation($0, set.schema) }
      for (position, element) in array.enumerated() {
        validate(element, old: correlation?.counterpart(of: element), elements, path: "\(path)[\(position)]")
      }
    case .object(let object):
      for field in object where set.schema.properties[field.key] == nil {
        validate(field.value, old: old?[field.key], elements, path: "\(path)[\(field.key)]")
      }
    default: break
    }
  }

  private mutating func run(_ rule: CompiledRule, _ value: Value, old: Value?, _ type: DeclaredType, _ path: String) {
    var bindings = ["self": CELValue(value, as: type)]
    if rule.isTransition {
      if rule.rule.isOldSelfOptional == true {
        bindings["oldSelf"] = .optional(old.map { CELValue($0, as: type) })
      } else {
        guard let old else { return }
        bindings["oldSelf"] = CELValue(old, as: type)
      }
    }
    let outcome = rule.program.evaluate(bindings, costLimit: min(Program.callCostMax, budget))
    spend(outcome.cost)
    let place = path.isEmpty ? "<nil>" : path
    let kind = Value.string(type.schemaTypeName)
    switch outcome.result {
    case .success(.bool(true)): return
    case .success: errors.append(failure(rule, bindings, place, kind))
    case .failure(let error) where error.isCostLimit && isExhausted:
      errors.append(.invalid(place, kind, "validation failed due to running out of cost budget, no further validation rules will be run"))
    case .failure(let error) where error.isCostLimit:
      errors.append(.invalid(place, kind, "call cost exceeds limit for rule: \(rule.rule.rule.trimmingWhitespace)"))
    case .failure(let error): errors.append(.invalid(place, kind, "\(error)"))
    }
  }

  private mutating func spend(_ cost: UInt64) {
    budget -= min(budget, cost)
    if budget == 0 { isExhausted = true }
  }

  private mutating func failure(_ rule: CompiledRule, _ bindings: [String: CELValue], _ path: String, _ kind: Value) -> FieldError {
    var message = rule.rule.text
    if let program = rule.messageProgram {
      let outcome = program.evaluate(bindings, costLimit: min(Program.callCostMax, budget))
      spend(outcome.cost)
      // A message that can't be told is no reason to accept the object.
      if case .success(.string(let text)) = outcome.result, !text.trimmingWhitespace.isEmpty, !text.contains("\n") {
        message = text.trimmingWhitespace
      }
    }
    let place =
      rule.rule.fieldPath.isEmpty ? path : (path == "<nil>" ? String(rule.rule.fieldPath.drop { $0 == "." }) : path + rule.rule.fieldPath)
    switch rule.rule.reason {
    case .required: return .required(place, message)
    case .forbidden: return .forbidden(place, message)
    case .duplicate: return FieldError(.duplicate, place, kind, message)
    default: return .invalid(place, kind, message)
    }
  }
}

extension DeclaredType {
  /// What messages call the value's type.
  var schemaTypeName: String {
    switch kind {
    case .object, .map: "object"
    case .list: "array"
    case .scalar(.string), .scalar(.timestamp), .scalar(.duration), .scalar(.bytes): "string"
    case .scalar(.int): "integer"
    case .scalar(.double): "number"
    case .scalar(.bool): "boolean"
    case .scalar: ""
    }
  }
}
