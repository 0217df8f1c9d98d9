import APIMachinery
import CEL

/// Whether a schema is structural, in the words of apiextensions' validation.
struct SchemaStructure {
  private var errors: [FieldError] = []
  /// Estimated units of all rules together (apiserver: StaticEstimatedCRDCostLimit), and of one.
  static let totalCostMax: UInt64 = 100_000_000
  static let ruleCostMax: UInt64 = 10_000_000
  private var totalCost: UInt64 = 0

  private enum Level { case root, field, item }

  static func validate(_ source: Value, path: String) -> [FieldError] {
    var structure = SchemaStructure()
    structure.structure(source, path, .root)
    structure.metadata(source, path)
    let schema = StructuralSchema(source)
    structure.defaults(schema, path, isRoot: true)
    structure.rules(schema, schema.declaredType("object", isResource: true), path, cardinality: 1, isCorrelatable: true)
    if structure.totalCost > totalCostMax {
      structure.errors.append(
        .forbidden(
          path,
          "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of "
            + factor(structure.totalCost, totalCostMax)
            + " (try adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"))
    }
    return structure.errors
  }

  // MARK: structure

  private static let unsupported = ["$ref", "$schema", "id", "definitions", "dependencies", "patternProperties", "additionalItems"]
  private static let types: Set<String> = ["object", "array", "string", "integer", "number", "boolean"]

  private mutating func structure(_ source: Value, _ path: String, _ level: Level) {
    for key in Self.unsupported where source[key] != nil { errors.append(.forbidden(path + "." + key, "\(key) is not supported")) }
    if source["uniqueItems"]?.bool == true {
      errors.append(.forbidden(path + ".uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"))
    }
    type(source, path, level)
    pattern(source, path)
    extensions(source, path)
    if source["properties"] != nil, source["additionalProperties"] != nil, source["additionalProperties"] != .bool(false) {
      errors.append(.forbidden(path + ".additionalProperties", "additionalProperties and properties are mutual exclusive"))
    }
    if level == .root, source["additionalProperties"] != nil {
      errors.append(.forbidden(path + ".additionalProperties", "must not be used at the root"))
    }
    for field in source["properties"]?.object ?? Object() { structure(field.value, "\(path).properties[\(field.key)]", .field) }
    if let items = source["items"] {
      if items.array != nil { errors.append(.forbidden(path + ".items", "items must be a schema object and not an array")) }
      if items.object != nil { structure(items, path + ".items", .item) }
    }
    if let additional = source["additionalProperties"], additional.object != nil {
      structure(additional, path + ".additionalProperties", .field)
    }
    for key in ["allOf", "anyOf", "oneOf"] {
      for (position, inner) in (source[key]?.array ?? []).enumerated() {
        nested(inner, "\(path).\(key)[\(position)]", outer: source, outerPath: path, label: "\(key)[\(position)]", key: key)
      }
    }
    if let not = source["not"] { nested(not, path + ".not", outer: source, outerPath: path, label: "not", key: "not") }
  }

  private mutating func type(_ source: Value, _ path: String, _ level: Level) {
    let type = source["type"]?.string ?? ""
    let isIntOrString = source["x-kubernetes-int-or-string"]?.bool ?? false
    let preserves = source["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
    if isIntOrString {
      if !type.isEmpty { errors.append(.invalid(path + ".type", .string(type), "must be empty if x-kubernetes-int-or-string is true")) }
      if preserves {
        errors.append(.invalid(path + ".x-kubernetes-preserve-unknown-fields", true, "must be false if x-kubernetes-int-or-string is true"))
      }
    } else if type.isEmpty, !preserves || level == .root {
      switch level {
      case .root: errors.append(.required(path + ".type", "must not be empty at the root"))
      case .field: errors.append(.required(path + ".type", "must not be empty for specified object fields"))
      case .item: errors.append(.required(path + ".type", "must not be empty for specified array items"))
      }
    } else if level == .root, type != "object" {
      errors.append(.invalid(path + ".type", .string(type), "must be object at the root"))
    }
    if !type.isEmpty, !Self.types.contains(type) { errors.append(.notSupported(path + ".type", .string(type), Self.types.sorted())) }
    if preserves, !type.isEmpty, type != "object" {
      errors.append(.invalid(path + ".type", .string(type), "must be object if x-kubernetes-preserve-unknown-fields is true"))
    }
    if source["x-kubernetes-embedded-resource"]?.bool == true {
      if type != "object" {
        errors.append(.invalid(path + ".type", .string(type), "must be object if x-kubernetes-embedded-resource is true"))
      }
      if !preserves, source["properties"]?.object?.isEmpty ?? true {
        errors.append(
          .required(
            path + ".properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"
          ))
      }
    }
    if type == "array", source["items"] == nil { errors.append(.required(path + ".items", "must be specified")) }
  }

  private mutating func pattern(_ source: Value, _ path: String) {
    guard let pattern = source["pattern"]?.string else { return }
    do throws(LinearRegex.SyntaxError) {
      _ = try LinearRegex(pattern)
    } catch {
      errors.append(.invalid(path + ".pattern", .string(pattern), "must be a valid regular expression, but isn't: \(error)"))
    }
  }

  private mutating func extensions(_ source: Value, _ path: String) {
    let type = source["type"]?.string ?? ""
    if let mapType = source["x-kubernetes-map-type"]?.string {
      if !["atomic", "granular"].contains(mapType) {
        errors.append(.notSupported(path + ".x-kubernetes-map-type", .string(mapType), ["atomic", "granular"]))
      }
      if type != "object" { errors.append(.invalid(path + ".type", .string(type), "must be object if x-kubernetes-map-type is specified")) }
    }
    let keys = source["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
    guard let listType = source["x-kubernetes-list-type"]?.string else {
      if !keys.isEmpty {
        errors.append(.invalid(path + ".x-kubernetes-list-type", .null, "must be map if x-kubernetes-list-map-keys is non-empty"))
      }
      return
    }
    if !["atomic", "set", "map"].contains(listType) {
      errors.append(.notSupported(path + ".x-kubernetes-list-type", .string(listType), ["atomic", "set", "map"]))
    }
    if type != "array" { errors.append(.invalid(path + ".type", .string(type), "must be array if x-kubernetes-list-type is specified")) }
    let items = source["items"] ?? [:]
    if listType == "set" {
      let isScalar =
        ["string", "integer", "number", "boolean"].contains(items["type"]?.string ?? "") || items["x-kubernetes-int-or-string"] == true
      let isAtomic = items["x-kubernetes-map-type"] == "atomic" || items["x-kubernetes-list-type"] == "atomic"
      if !isScalar, !isAtomic {
        errors.append(
          .invalid(path + ".items.x-kubernetes-map-type", .null, "must be atomic as item of a list with x-kubernetes-list-type=set"))
      }
    }
    if listType == "map" {
      mapKeys(keys, items, path)
    } else if !keys.isEmpty {
      errors.append(.invalid(path + ".x-kubernetes-list-type", .string(listType), "must be map if x-kubernetes-list-map-keys is non-empty"))
    }
  }

  private mutating func mapKeys(_ keys: [String], _ items: Value, _ path: String) {
    let place = path + ".x-kubernetes-list-map-keys"
    if keys.isEmpty { return errors.append(.required(place, "must not be empty if x-kubernetes-list-type is map")) }
    if items["type"] != "object" {
      errors.append(.invalid(path + ".items.type", items["type"] ?? "", "must be object if parent array's x-kubernetes-list-type is map"))
    }
    let required = items["required"]?.array?.compactMap(\.string) ?? []
    for (position, key) in keys.enumerated() {
      if keys[..<position].contains(key) { errors.append(.invalid("\(place)[\(position)]", .string(key), "must be unique")) }
      guard let property = items[path: "properties", key] else {
        errors.append(.invalid("\(place)[\(position)]", .string(key), "must be the name of a property of the items"))
        continue
      }
      if ["object", "array"].contains(property["type"]?.string ?? "") {
        errors.append(
          .invalid(
            "\(path).items.properties[\(key)].type", property["type"] ?? "",
            "must be a scalar type if parent array's x-kubernetes-list-type is map"))
      }
      if !required.contains(key), property["default"] == nil {
        errors.append(
          .required(
            "\(path).items.properties[\(key)].default",
            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"))
      }
    }
  }

  /// Inside allOf, anyOf, oneOf and not, a schema judges values and adds no structure.
  private mutating func nested(_ source: Value, _ path: String, outer: Value, outerPath: String, label: String, key: String) {
    let isIntOrString = outer["x-kubernetes-int-or-string"]?.bool == true
    if source["type"] != nil, !(isIntOrString && ["integer", "string"].contains(source["type"]?.string ?? "")) {
      errors.append(.forbidden(path + ".type", "must be empty to be structural"))
    }
    for name in ["description", "title", "default", "nullable", "additionalProperties"] where source[name] != nil {
      errors.append(.forbidden(path + "." + name, "must be empty to be structural"))
    }
    for field in source.object ?? Object() where field.key.hasPrefix("x-kubernetes-") && field.key != "x-kubernetes-validations" {
      errors.append(.forbidden(path + "." + field.key, "must be empty to be structural"))
    }
    pattern(source, path)
    for field in source["properties"]?.object ?? Object() {
      let name = "properties[\(field.key)]"
      guard let structure = outer[path: "properties", field.key] else {
        if outer["x-kubernetes-preserve-unknown-fields"] != true || outer["properties"] != nil {
          errors.append(.required("\(outerPath).\(name)", "because it is defined in \(label).\(name)"))
        }
        continue
      }
      nested(field.value, "\(path).\(name)", outer: structure, outerPath: "\(outerPath).\(name)", label: "\(label).\(name)", key: key)
    }
    if let items = source["items"], items.object != nil {
      if let structure = outer["items"] {
        nested(items, path + ".items", outer: structure, outerPath: outerPath + ".items", label: label + ".items", key: key)
      } else {
        errors.append(.required(outerPath + ".items", "because it is defined in \(label).items"))
      }
    }
    for inner in ["allOf", "anyOf", "oneOf"] {
      for (position, schema) in (source[inner]?.array ?? []).enumerated() {
        nested(
          schema, "\(path).\(inner)[\(position)]", outer: outer, outerPath: outerPath, label: "\(label).\(inner)[\(position)]", key: inner)
      }
    }
    if let not = source["not"] { nested(not, path + ".not", outer: outer, outerPath: outerPath, label: label + ".not", key: "not") }
  }

  private mutating func metadata(_ source: Value, _ path: String) {
    guard let metadata = source[path: "properties", "metadata"] else { return }
    let place = path + ".properties[metadata]"
    let allowed: Set<String> = ["type", "properties", "description"]
    let names = Set(metadata["properties"]?.object?.fieldNames ?? [])
    if !(metadata.object ?? Object()).fieldNames.allSatisfy({ allowed.contains($0) }) || !names.isSubset(of: ["name", "generateName"]) {
      errors.append(.forbidden(place, "must not specify anything other than name and generateName, but metadata is implicitly specified"))
    }
    if let type = metadata["type"], type != "object" { errors.append(.invalid(place + ".type", type, "must be object")) }
  }

  // MARK: defaults

  private mutating func defaults(_ schema: StructuralSchema, _ path: String, isRoot: Bool) {
    if let value = schema.defaultValue {
      let pruned =
        schema.isEmbeddedResource
        ? value : StructuralSchema(["type": "object", "properties": ["v": schema.source]]).pruned(["v": value]).object["v"]
      if pruned != value {
        errors.append(.invalid(path + ".default", value, "must not have unknown fields"))
      }
      var validation = SchemaValidation()
      validation.validate(schema.defaulted(value), old: nil, schema, path: path + ".default")
      errors += validation.errors
    }
    for name in schema.propertyNames {
      guard let property = schema.properties[name] else { continue }
      if isRoot, ["apiVersion", "kind", "metadata"].contains(name) {
        if property.defaultValue != nil { errors.append(.forbidden("\(path).properties[\(name)].default", "must not be set")) }
        continue
      }
      defaults(property, "\(path).properties[\(name)]", isRoot: false)
    }
    if let items = schema.items { defaults(items, path + ".items", isRoot: false) }
    if case .schema(let inner) = schema.additionalProperties { defaults(inner, path + ".additionalProperties", isRoot: false) }
  }

  // MARK: rules

  private mutating func rules(
    _ schema: StructuralSchema, _ type: DeclaredType?, _ path: String, cardinality: UInt64, isCorrelatable: Bool
  ) {
    for (position, rule) in schema.rules.enumerated() {
      self.rule(rule, type, "\(path).x-kubernetes-validations[\(position)]", cardinality, isCorrelatable)
    }
    for name in schema.propertyNames {
      guard let property = schema.properties[name] else { continue }
      rules(
        property, property.declaredType((type?.name ?? "") + "." + name), "\(path).properties[\(name)]", cardinality: cardinality,
        isCorrelatable: isCorrelatable)
    }
    if let items = schema.items {
      rules(
        items, items.declaredType((type?.name ?? "") + ".@idx"), path + ".items",
        cardinality: Self.multiply(cardinality, schema.itemCountMax),
        isCorrelatable: isCorrelatable && schema.hasCorrelatableItems)
    }
    if case .schema(let inner) = schema.additionalProperties {
      rules(
        inner, inner.declaredType((type?.name ?? "") + ".@elem"), path + ".additionalProperties",
        cardinality: Self.multiply(cardinality, schema.propertyCountMax), isCorrelatable: isCorrelatable)
    }
  }

  private static func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedReportingOverflow(by: b)
    return product.overflow ? .max : product.partialValue
  }

  private static let reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"]

  private mutating func rule(_ rule: ValidationRule, _ type: DeclaredType?, _ path: String, _ cardinality: UInt64, _ isCorrelatable: Bool) {
    guard !rule.rule.trimmingWhitespace.isEmpty else { return errors.append(.required(path + ".rule", "rule is not specified")) }
    if rule.message.contains("\n") {
      errors.append(.invalid(path + ".message", .string(rule.message), "message must not contain line breaks"))
    }
    if rule.rule.trimmingWhitespace.contains("\n"), rule.message.isEmpty {
      errors.append(.required(path + ".message", "message must be specified if rule contains line breaks"))
    }
    if !rule.reasonText.isEmpty, !Self.reasons.contains(rule.reasonText) {
      errors.append(.notSupported(path + ".reason", .string(rule.reasonText), Self.reasons))
    }
    if !rule.fieldPath.isEmpty, SimplePath(rule.fieldPath) == nil || !rule.fieldPath.hasPrefix(".") && !rule.fieldPath.hasPrefix("[") {
      errors.append(.invalid(path + ".fieldPath", .string(rule.fieldPath), "fieldPath must be a valid path"))
    }
    guard let type else {
      return errors.append(.invalid(path + ".rule", .string(rule.rule), "rules are not supported on fields of no declared type"))
    }
    let environment = CompiledRule.environment(type, isOldSelfOptional: rule.isOldSelfOptional ?? false)
    guard let program = compile(rule.rule, environment, .bool, path + ".rule") else { return }
    if program.references.contains("oldSelf"), !isCorrelatable {
      errors.append(
        .invalid(path + ".rule", .string(rule.rule), "oldSelf cannot be used on the uncorrelatable portion of the schema within \(path)"))
    } else if rule.isOldSelfOptional != nil, !program.references.contains("oldSelf") {
      errors.append(
        .invalid(path + ".optionalOldSelf", .bool(rule.isOldSelfOptional ?? false), "may not be set if oldSelf is not used in rule"))
    }
    charge(program, path + ".rule", cardinality)
    guard !rule.messageExpression.isEmpty else { return }
    if let message = compile(rule.messageExpression, environment, .string, path + ".messageExpression") {
      charge(message, path + ".messageExpression", cardinality)
    }
  }

  private mutating func compile(_ source: String, _ environment: Environment, _ result: CELType, _ path: String) -> Program? {
    do throws(CompileError) {
      return try environment.compile(source, result: result)
    } catch {
      let isType = error.issues.first?.message.hasPrefix("must evaluate to") ?? false
      errors.append(
        .invalid(path, .string(source), isType ? "cel expression must evaluate to a \(result)" : "compilation failed: \(error)"))
      return nil
    }
  }

  private mutating func charge(_ program: Program, _ path: String, _ cardinality: UInt64) {
    var estimator = CostEstimator(program)
    let cost = Self.multiply(estimator.estimate(), cardinality)
    totalCost = totalCost.addingReportingOverflow(cost).overflow ? .max : totalCost + cost
    guard cost > Self.ruleCostMax else { return }
    errors.append(
      .forbidden(
        path,
        "estimated rule cost exceeds budget by factor of \(Self.factor(cost, Self.ruleCostMax)) (try simplifying the rule, or adding "
          + "maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"))
  }

  private static func factor(_ cost: UInt64, _ budget: UInt64) -> String {
    let tenths = Double(cost) / Double(budget) * 10
    if tenths > 1_000 { return "more than 100x" }
    let rounded = Int(tenths.rounded())
    return "\(rounded / 10).\(rounded % 10)x"
  }
}
