import APIMachinery
import APISchemas
import Basics

/// Objects in the form that clients print (API reference: Table): columns and cells made by the server.
struct ObjectTable {
  let scheme: Scheme
  let definition: ResourceDefinition
  let version: String
  let included: OutputFormat.IncludedObject
  let includesHeaders: Bool
  let now: Timestamp

  func value(_ objects: [Value], metadata: Value) -> Value {
    var table: Value = ["kind": "Table", "apiVersion": .string("meta.k8s.io/" + version), "metadata": metadata]
    if includesHeaders { table["columnDefinitions"] = .array(definition.columns.map(Self.column)) }
    table["rows"] = .array(objects.map(row))
    return table
  }

  private static func column(_ column: ColumnDefinition) -> Value {
    [
      "name": .string(column.name), "type": .string(column.type), "format": .string(column.format),
      "description": .string(column.description), "priority": .int(Int64(column.priority)),
    ]
  }

  private func row(_ object: Value) -> Value {
    var row: Value = ["cells": .array(scheme.tableRow(object, of: definition, now: now))]
    switch included {
    case .none: break
    case .metadata: row["object"] = object.partialMetadata(version: version)
    case .object: row["object"] = object
    }
    return row
  }
}

extension Value {
  /// API reference: PartialObjectMetadata.
  func partialMetadata(version: String) -> Value {
    ["kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/" + version), "metadata": metadata]
  }
}
