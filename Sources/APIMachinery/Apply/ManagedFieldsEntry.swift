/// One entry of `metadata.managedFields`: who manages which fields, and by which operation.
public struct ManagedFieldsEntry: Hashable, Sendable {
  public enum Operation: String, Sendable {
    case apply = "Apply"
    case update = "Update"
  }

  public var manager: String
  public var operation: Operation
  public var apiVersion: String
  /// RFC 3339; empty where none is known.
  public var time: String
  public var subresource: String
  public var fields: FieldSet

  public init(
    manager: String, operation: Operation, apiVersion: String, time: String, subresource: String = "", fields: FieldSet
  ) {
    (self.manager, self.operation, self.apiVersion) = (manager, operation, apiVersion)
    (self.time, self.subresource, self.fields) = (time, subresource, fields)
  }

  /// nil when the operation or the fields' type is one nobody knows.
  public init?(_ value: Value) {
    guard let operation = Operation(rawValue: value["operation"]?.string ?? ""),
      ["FieldsV1", nil].contains(value["fieldsType"]?.string)
    else { return nil }
    self.init(
      manager: value["manager"]?.string ?? "", operation: operation, apiVersion: value["apiVersion"]?.string ?? "",
      time: value["time"]?.string ?? "", subresource: value["subresource"]?.string ?? "", fields: FieldSet(fieldsV1: value["fieldsV1"]))
  }

  public var value: Value {
    var value: Value = [
      "apiVersion": .string(apiVersion), "fieldsType": "FieldsV1", "fieldsV1": fields.fieldsV1, "manager": .string(manager),
      "operation": .string(operation.rawValue),
    ]
    if !subresource.isEmpty { value["subresource"] = .string(subresource) }
    if !time.isEmpty { value["time"] = .string(time) }
    return value
  }

  /// Whether both are the same manager's: an applier has one entry whatever the version, an updater one for each.
  func isSameManager(as other: ManagedFieldsEntry) -> Bool {
    manager == other.manager && operation == other.operation && subresource == other.subresource
      && (operation == .apply || apiVersion == other.apiVersion)
  }

  /// What a conflict calls the manager.
  var displayName: String {
    var text = "\"\(manager)\""
    if !subresource.isEmpty { text += " with subresource \"\(subresource)\"" }
    return operation == .update ? text + " using " + apiVersion : text
  }
}

extension Value {
  /// `metadata.managedFields`; entries that can't be read are left out.
  public var managedFields: [ManagedFieldsEntry] {
    self["metadata"]?["managedFields"]?.array?.compactMap { ManagedFieldsEntry($0) } ?? []
  }

  /// A client asks for a reset by sending one empty entry.
  var resetsManagedFields: Bool {
    guard let list = self["metadata"]?["managedFields"]?.array, list.count == 1 else { return false }
    return list[0].object?.isEmpty ?? false
  }

  mutating func setManagedFields(_ entries: [ManagedFieldsEntry]) {
    self[path: "metadata", "managedFields"] = entries.isEmpty ? nil : .array(entries.map(\.value))
  }
}
