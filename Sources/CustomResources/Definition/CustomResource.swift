import APIMachinery
import APISchemas
import Basics
import CEL

/// One version of a custom resource: what a built-in kind has in the schema source, from a definition.
public struct CustomResource: CustomKind {
  public let definition: ResourceDefinition
  public let types: [ObjectType]
  public let isSchemaless: Bool
  /// Converts its objects; nil where only the apiVersion changes.
  public let conversion: ConversionWebhook?
  let schema: StructuralSchema
  private let rules: RuleSet
  private let columns: [Column]
  private let selectable: [(label: String, path: [String])]

  private struct Column: Sendable {
    var type: String
    var path: SimplePath?
  }

  /// `storage`: the version that objects of several are kept in. `revision`: when the definition was written.
  init(_ spec: Value, version: Value, storage: String? = nil, isTerminating: Bool = false, revision: UInt64 = 0) {
    let versionName = version["name"]?.string ?? ""
    let group = spec["group"]?.string ?? ""
    let kind = spec["names"]?["kind"]?.string ?? ""
    let source = version["schema"]?["openAPIV3Schema"]
    isSchemaless = source == nil
    conversion = ConversionWebhook(spec)
    schema = source.map { StructuralSchema($0) } ?? .anything
    rules = RuleSet(root: schema)
    let typeName = group.split(separator: ".").reversed().joined(separator: ".") + "." + versionName + "." + kind
    types = schema.objectTypes(typeName)
    selectable = (version["selectableFields"]?.array ?? []).compactMap { field in
      guard let text = field["jsonPath"]?.string, let names = SimplePath(text)?.fieldNames else { return nil }
      return (names.joined(separator: "."), names)
    }
    let declared = version["additionalPrinterColumns"]?.array ?? []
    var shown = declared.map { ($0["type"]?.string ?? "string", $0["jsonPath"]?.string ?? "") }
    if declared.isEmpty { shown = [("date", ".metadata.creationTimestamp")] }
    columns = shown.map { Column(type: $0.0, path: SimplePath($0.1)) }
    var definition = Self.definition(spec, version, typeName: typeName, selectable: selectable.map(\.label))
    definition.storage = storage.map { GroupVersionResource(group: group, version: $0, resource: definition.plural) }
    definition.isServed = version["served"]?.bool == true
    if schema.hasDefaults { definition.defaultsSince = revision }
    // What is going takes nothing new in.
    if isTerminating { definition.verbs.removeAll { $0 == "create" } }
    self.definition = definition
  }

  private static func definition(
    _ spec: Value, _ version: Value, typeName: String, selectable: [String]
  ) -> ResourceDefinition {
    let names = spec["names"] ?? [:]
    let kind = names["kind"]?.string ?? ""
    let isNamespaced = spec["scope"]?.string != "Cluster"
    var columns = [
      ColumnDefinition(name: "Name", format: "name", description: "The name of the object, unique among its kind in a namespace.")
    ]
    for column in version["additionalPrinterColumns"]?.array ?? [] {
      columns.append(
        ColumnDefinition(
          name: column["name"]?.string ?? "", type: column["type"]?.string ?? "string", format: column["format"]?.string ?? "",
          description: column["description"]?.string ?? "", priority: Int(column["priority"]?.int ?? 0)))
    }
    if columns.count == 1 {
      columns.append(ColumnDefinition(name: "Age", type: "date", description: "How long ago the object was created."))
    }
    var result = ResourceDefinition(
      group: spec["group"]?.string ?? "", version: version["name"]?.string ?? "", kind: kind, plural: names["plural"]?.string ?? "",
      singular: names["singular"]?.string ?? kind.lowercased(), shortNames: names["shortNames"]?.array?.compactMap(\.string) ?? [],
      categories: names["categories"]?.array?.compactMap(\.string) ?? [], isNamespaced: isNamespaced, columns: columns,
      fieldLabels: ["metadata.name"] + (isNamespaced ? ["metadata.namespace"] : []) + selectable, typeName: typeName)
    if version["subresources"]?["status"] != nil {
      result.subresources.append(SubresourceDefinition(name: "status", kind: result.gvk, verbs: ["get", "patch", "update"]))
    }
    if version["subresources"]?["scale"] != nil {
      result.subresources.append(
        SubresourceDefinition(
          name: "scale", kind: GroupVersionKind(group: "autoscaling", version: "v1", kind: "Scale"), verbs: ["get", "patch", "update"]))
    }
    result.scale = ScalePaths(version["subresources"]?["scale"])
    if version["deprecated"]?.bool == true {
      result.deprecationWarning = version["deprecationWarning"]?.string ?? "\(result.groupVersion) \(kind) is deprecated"
    }
    return result
  }

  // MARK: CustomKind

  public func pruned(_ object: Value, embeddedMetadata: @escaping Pruning = { ($0, []) }) -> (object: Value, unknownFields: [String]) {
    schema.pruned(object, embeddedMetadata: embeddedMetadata)
  }
  public func defaulted(_ object: Value) -> Value { schema.defaulted(object) }

  /// Where a webhook converts, the answer is one of the task's `ConversionAnswers`.
  public func converted(_ object: Value) -> Value {
    let apiVersion = definition.groupVersion.description
    if let conversion, let answers = ConversionAnswers.current {
      return answers.converted(ConversionQuestion(webhook: conversion, object: object, apiVersion: apiVersion))
    }
    var result = object
    result["apiVersion"] = .string(apiVersion)
    return result
  }

  /// What objects are to expressions.
  public func declaredType(_ name: String) -> DeclaredType? { schema.declaredType(name, isResource: true) }

  public func validate(_ object: Value, old: Value?, subresource: String?) -> [FieldError] {
    var validation = SchemaValidation()
    validation.validate(object, old: old, schema, path: "", isResource: true)
    // Rules may rely on the structure; where it is wrong they would only repeat that.
    guard validation.errors.isEmpty, !rules.isEmpty else { return validation.errors }
    var run = RuleRun()
    run.validate(object, old: old, rules, path: "")
    return run.errors
  }

  public func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name)] + columns.map { cell($0, object, now) }
  }

  private func cell(_ column: Column, _ object: Value, _ now: Timestamp) -> Value {
    guard let value = column.path?.values(in: object).first, !value.isNull else { return column.type == "date" ? "<unknown>" : .null }
    switch column.type {
    case "integer": return value.int.map { .int($0) } ?? .null
    case "number": return value.double.map { value.int == nil ? .double($0) : value } ?? .null
    case "boolean": return value.bool.map { .bool($0) } ?? .null
    case "date": return value.timestamp.map { .string(HumanDuration.text(now - $0)) } ?? "<invalid>"
    default: return .string(value.string ?? JSON.text(value))
    }
  }

  public func selectableFields(_ object: Value) -> [String: String] {
    var fields: [String: String] = [:]
    for (label, path) in selectable {
      let value = object[path: path]
      fields[label] = value?.string ?? value.map { $0.isNull ? "" : JSON.text($0) } ?? ""
    }
    return fields
  }

  public var openAPI: Value {
    guard !isSchemaless else { return ["type": "object", "x-kubernetes-preserve-unknown-fields": true] }
    return schema.source
  }
}

extension ScalePaths {
  init?(_ source: Value?) {
    func path(_ key: String) -> [String]? { source?[key]?.string.flatMap { SimplePath($0)?.fieldNames } }
    guard let replicas = path("specReplicasPath"), let status = path("statusReplicasPath") else { return nil }
    self.init(replicas: replicas, statusReplicas: status, selector: path("labelSelectorPath"))
  }
}
