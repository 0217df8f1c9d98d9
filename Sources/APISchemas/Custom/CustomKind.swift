import APIMachinery
import Basics

/// A kind that is known only at run time: what the schema source and a kind's rules say of the built-in ones.
public protocol CustomKind: Sendable {
  typealias Pruning = (Value) -> (object: Value, unknownFields: [String])

  var definition: ResourceDefinition { get }
  /// The kind's structure, named `definition.typeName`, and those inside it, whose names begin with that.
  var types: [ObjectType] { get }
  /// Its schema in the OpenAPI v3 form, without apiVersion, kind and metadata.
  var openAPI: Value { get }
  /// Without the fields that the schema doesn't know, and what those were. Objects inside it that are whole resources themselves have
  /// their metadata pruned by `embeddedMetadata`.
  func pruned(_ object: Value, embeddedMetadata: @escaping Pruning) -> (object: Value, unknownFields: [String])
  func defaulted(_ object: Value) -> Value
  /// From another version of the kind.
  func converted(_ object: Value) -> Value
  func validate(_ object: Value, old: Value?, subresource: String?) -> [FieldError]
  func cells(_ object: Value, now: Timestamp) -> [Value]
  func selectableFields(_ object: Value) -> [String: String]
}

/// A custom kind's part in what happens to every object.
struct CustomRules: KindRules {
  let kind: any CustomKind
  private var hasStatus: Bool { kind.definition.subresource("status") != nil }

  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) {
    if hasStatus { object["status"] = nil }
  }

  func validateCreate(_ object: Value) -> [FieldError] { kind.validate(object, old: nil, subresource: nil) }
  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    kind.validate(object, old: old, subresource: subresource)
  }
  func cells(_ object: Value, now: Timestamp) -> [Value] { kind.cells(object, now: now) }
  func selectableFields(_ object: Value) -> [String: String] { kind.selectableFields(object) }

  /// Everything but metadata and, where it has its own URL, status.
  func changesDesiredState(_ new: Value, old: Value) -> Bool { desired(new) != desired(old) }

  private func desired(_ object: Value) -> Value {
    var object = object
    object["metadata"] = nil
    if hasStatus { object["status"] = nil }
    return object
  }
}
