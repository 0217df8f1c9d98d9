import APIMachinery
import Client

extension WriteParameters {
  init(_ query: QueryParameters, verb: String) throws(StatusError) {
    isDryRun = try Self.dryRun(query.all("dryRun"), verb: verb)
    fieldManager = query["fieldManager"] ?? ""
    force = query.bool("force")
    if let text = query["fieldValidation"], !text.isEmpty {
      guard let validation = FieldValidation(rawValue: text) else {
        throw Self.invalid(verb, .notSupported("fieldValidation", .string(text), ["Ignore", "Strict", "Warn"]))
      }
      fieldValidation = validation
    }
    try Self.validate(fieldManager: fieldManager, verb)
  }

  init(_ options: WriteOptions, verb: String) throws(StatusError) {
    (isDryRun, fieldManager, force) = (options.dryRun, options.fieldManager, options.force)
    fieldValidation = FieldValidation(rawValue: options.fieldValidation) ?? .warn
    try Self.validate(fieldManager: fieldManager, verb)
  }

  static func dryRun(_ values: [String], verb: String) throws(StatusError) -> Bool {
    let values = values.filter { !$0.isEmpty }
    guard values.allSatisfy({ $0 == "All" }) else {
      throw Self.invalid(verb, .notSupported("dryRun", .array(values.map { .string($0) }), ["All"]))
    }
    return !values.isEmpty
  }

  private static func validate(fieldManager: String, _ verb: String) throws(StatusError) {
    if fieldManager.utf8.count > 128 {
      throw invalid(verb, FieldError(.tooLong, "fieldManager", nil, "may not be more than 128 bytes"))
    }
    if !fieldManager.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) {
      throw invalid(verb, .invalid("fieldManager", .string(fieldManager), "should only contain printable characters"))
    }
  }

  private static func invalid(_ verb: String, _ error: FieldError) -> StatusError {
    let kind = switch verb {
    case "update": "UpdateOptions"
    case "patch": "PatchOptions"
    case "delete", "deletecollection": "DeleteOptions"
    default: "CreateOptions"
    }
    return .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: kind), "", [error])
  }
}
