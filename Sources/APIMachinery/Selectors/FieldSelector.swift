/// A condition on fields of an object: `metadata.name=web,status.phase!=Running`.
public struct FieldSelector: Hashable, Sendable, CustomStringConvertible {
  public struct Requirement: Hashable, Sendable {
    public var field: String
    public var value: String
    /// `!=`
    public var isNegated: Bool
    public init(_ field: String, _ value: String, isNegated: Bool = false) {
      (self.field, self.value, self.isNegated) = (field, value, isNegated)
    }
  }

  public var requirements: [Requirement]

  public static let everything = FieldSelector([])

  public init(_ requirements: [Requirement]) { self.requirements = requirements }

  public var isEmpty: Bool { requirements.isEmpty }

  /// A field that isn't among `fields` counts as empty.
  public func matches(_ fields: [String: String]) -> Bool {
    requirements.allSatisfy { ((fields[$0.field] ?? "") == $0.value) != $0.isNegated }
  }

  /// The one value that the field must have to match: for indexes, and for `metadata.name=` as a get.
  public func requiredValue(of field: String) -> String? {
    requirements.first { $0.field == field && !$0.isNegated }?.value
  }

  public var description: String {
    requirements.map { $0.field + ($0.isNegated ? "!=" : "=") + Self.escape($0.value) }.joined(separator: ",")
  }

  /// Backslash before backslash, comma and equals sign.
  public static func escape(_ value: String) -> String {
    var text = ""
    for character in value {
      if character == "\\" || character == "," || character == "=" { text.append("\\") }
      text.append(character)
    }
    return text
  }
}

extension FieldSelector {
  /// Reads the string form; 400 in upstream's words when it can't be understood.
  public init(parsing text: String) throws(StatusError) {
    requirements = []
    for term in Self.terms(text) where !term.isEmpty {
      guard let (field, sign, value) = Self.split(term) else {
        throw .badRequest("invalid selector: '\(text)'; can't understand '\(term)'")
      }
      requirements.append(Requirement(field, try Self.unescape(value), isNegated: sign == "!="))
    }
  }

  /// Splits at commas that no backslash escapes.
  private static func terms(_ text: String) -> [String] {
    var terms = [""]
    var isEscaped = false
    for character in text {
      if character == ",", !isEscaped {
        terms.append("")
      } else {
        terms[terms.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return terms
  }

  private static func split(_ term: String) -> (field: String, sign: String, value: String)? {
    var index = term.startIndex
    while index < term.endIndex {
      for sign in ["!=", "==", "="] where term[index...].hasPrefix(sign) {
        return (String(term[..<index]), sign, String(term[index...].dropFirst(sign.count)))
      }
      index = term.index(after: index)
    }
    return nil
  }

  private static func unescape(_ value: String) throws(StatusError) -> String {
    guard value.contains(where: { "\\,=".contains($0) }) else { return value }
    var text = ""
    var isEscaped = false
    for character in value {
      if isEscaped {
        guard "\\,=".contains(character) else { throw .badRequest("invalid field selector: invalid escape sequence: \\\(character)") }
        text.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," || character == "=" {
        throw .badRequest("invalid field selector: unescaped character in value: \(character)")
      } else {
        text.append(character)
      }
    }
    if isEscaped { throw .badRequest("invalid field selector: invalid escape sequence: \\") }
    return text
  }
}
