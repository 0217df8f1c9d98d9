import APIMachinery
import Basics

/// Kubernetes' named formats: `!format.dns1123Label().validate(self.name).hasValue()`.
enum FormatLibrary {
  struct FormatValue: OpaqueValue {
    static let name = "kubernetes.NamedFormat"
    let format: String
    let problems: @Sendable (String) -> [String]
    var typeName: String { Self.name }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self)?.format == format }
  }

  private static let type = CELType.opaque(FormatValue.name)

  private static let formats: [(String, @Sendable (String) -> [String])] = [
    ("dns1123Label", { NameFormat.dns1123Label($0) }), ("dns1123Subdomain", { NameFormat.dns1123Subdomain($0) }),
    ("dns1035Label", { NameFormat.dns1035Label($0) }), ("qualifiedName", { NameFormat.qualifiedName($0) }),
    ("dns1123LabelPrefix", { NameFormat.dns1123Label(masked($0)) }),
    ("dns1123SubdomainPrefix", { NameFormat.dns1123Subdomain(masked($0)) }),
    ("dns1035LabelPrefix", { NameFormat.dns1035Label(masked($0)) }), ("labelValue", { NameFormat.labelValue($0) }),
    ("uri", { ParsedURL($0) == nil ? ["invalid URI"] : [] }), ("uuid", { uuid.isMatch($0) ? [] : ["does not match the UUID format"] }),
    ("byte", { Base64.decode($0) == nil ? ["invalid base64"] : [] }),
    ("date", { Timestamp(rfc3339: $0 + "T00:00:00Z") == nil ? ["invalid date"] : [] }),
    ("datetime", { Timestamp(rfc3339: $0) == nil ? ["invalid datetime"] : [] }),
  ]

  /// A prefix may end in the dash that the generated rest follows.
  private static func masked(_ text: String) -> String { text.hasSuffix("-") && text.utf8.count > 1 ? text.dropLast() + "a" : text }

  private static let uuid: LinearRegex = {
    guard let regex = try? LinearRegex("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$") else {
      preconditionFailure("the UUID pattern is a pattern")
    }
    return regex
  }()

  static let functions: [String: CELFunction] = {
    var functions: [String: CELFunction] = [
      "format.named": CELFunction([.global(.string, to: .optional(type))]) { arguments throws(EvaluationError) in
        let name = try arguments.string(0)
        return .optional(formats.first { $0.0 == name }.map { .opaque(FormatValue(format: $0.0, problems: $0.1)) })
      },
      "validate": CELFunction([.member(type, .string, to: .optional(.list(.string)))], cost: .traversal(1)) {
        arguments throws(EvaluationError) in
        let problems = try arguments.opaque(0, FormatValue.self).problems(try arguments.string(1))
        return .optional(problems.isEmpty ? nil : .list(CELList(problems.map { .string($0) })))
      },
    ]
    for (name, problems) in formats {
      functions["format." + name] = CELFunction([FunctionSignature([], type)]) { _ throws(EvaluationError) in
        .opaque(FormatValue(format: name, problems: problems))
      }
    }
    return functions
  }()
}
