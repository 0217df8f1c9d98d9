/// One thing wrong with one field, in upstream's wording (k8s.io/apimachinery, `field.Error`).
public struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The cause type on the wire.
  public enum ErrorType: String, Sendable {
    case required = "FieldValueRequired"
    case duplicate = "FieldValueDuplicate"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case notFound = "FieldValueNotFound"
    case internalError = "InternalError"
    case typeInvalid = "FieldValueTypeInvalid"
  }

  public var type: ErrorType
  /// The path, such as `spec.containers[0].name`.
  public var field: String
  /// The offending value; nil where upstream's message shows none (required, forbidden, too long).
  public var badValue: Value?
  public var detail: String

  public init(_ type: ErrorType, _ field: String, _ badValue: Value? = nil, _ detail: String = "") {
    (self.type, self.field, self.badValue, self.detail) = (type, field, badValue, detail)
  }

  public static func required(_ field: String, _ detail: String = "") -> FieldError { FieldError(.required, field, nil, detail) }
  public static func invalid(_ field: String, _ value: Value, _ detail: String) -> FieldError { FieldError(.invalid, field, value, detail) }
  public static func forbidden(_ field: String, _ detail: String) -> FieldError { FieldError(.forbidden, field, nil, detail) }
  public static func duplicate(_ field: String, _ value: Value) -> FieldError { FieldError(.duplicate, field, value) }
  public static func notFound(_ field: String, _ value: Value) -> FieldError { FieldError(.notFound, field, value) }
  public static func notSupported(_ field: String, _ value: Value, _ supported: [String]) -> FieldError {
    FieldError(.notSupported, field, value, supported.isEmpty ? "" : "supported values: " + supported.sorted().map { "\"\($0)\"" }.joined(separator: ", "))
  }

  /// The message without the field path, as a Status cause has it.
  public var detailMessage: String {
    let label = switch type {
    case .required: "Required value"
    case .duplicate: "Duplicate value"
    case .invalid, .typeInvalid: "Invalid value"
    case .notSupported: "Unsupported value"
    case .forbidden: "Forbidden"
    case .tooLong: "Too long"
    case .tooMany: "Too many"
    case .notFound: "Not found"
    case .internalError: "Internal error"
    }
    var text = label
    if let badValue, type != .required, type != .forbidden, type != .tooLong { text += ": " + JSON.text(badValue) }
    return detail.isEmpty ? text : text + ": " + detail
  }

  public var description: String { field.isEmpty ? detailMessage : field + ": " + detailMessage }
}
