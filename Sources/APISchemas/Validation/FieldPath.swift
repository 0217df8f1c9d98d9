/// The place of a field in an object, in the notation of field errors: `spec.containers[0].name`, `data[key]`.
struct FieldPath: ExpressibleByStringLiteral, CustomStringConvertible {
  let description: String

  init(stringLiteral value: String) { description = value }
  init(_ text: String) { description = text }

  func child(_ name: String) -> FieldPath { FieldPath(description.isEmpty ? name : description + "." + name) }
  func index(_ position: Int) -> FieldPath { FieldPath(description + "[\(position)]") }
  func key(_ key: String) -> FieldPath { FieldPath(description + "[" + key + "]") }
}
