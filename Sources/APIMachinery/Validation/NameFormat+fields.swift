/// The formats of fields inside a spec.
extension NameFormat {
  /// IANA service names: named ports.
  public static func portName(_ text: String) -> [String] {
    var problems: [String] = tooLong(text, 15)
    if text.isEmpty || !text.utf8.allSatisfy({ NamePattern.isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }) {
      problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !text.utf8.contains(where: { (97...122).contains($0) }) { problems.append("must contain at least one letter (a-z)") }
    if text.contains("--") { problems.append("must not contain consecutive hyphens") }
    if text.hasPrefix("-") || text.hasSuffix("-") { problems.append("must not begin or end with a hyphen") }
    return problems
  }

  public static func portNumber(_ number: Int64) -> [String] {
    (1...65535).contains(number) ? [] : ["must be between 1 and 65535, inclusive"]
  }

  public static func inRange(_ number: Int64, _ range: ClosedRange<Int64>) -> [String] {
    range.contains(number) ? [] : ["must be between \(range.lowerBound) and \(range.upperBound), inclusive"]
  }

  /// Since 1.34 any printable ASCII but `=`.
  public static func environmentVariableName(_ text: String) -> [String] {
    if !text.isEmpty, text.utf8.allSatisfy({ (32...126).contains($0) && $0 != UInt8(ascii: "=") }) { return [] }
    return ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
  }

  /// Keys of ConfigMaps and Secrets.
  public static func configMapKey(_ text: String) -> [String] {
    var problems = tooLong(text, dns1123SubdomainBytesMax)
    let isValid = !text.isEmpty && text.utf8.allSatisfy {
      NamePattern.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    if !isValid {
      problems.append(
        regex("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name"))
    }
    return problems + relativePath(text)
  }

  private static func relativePath(_ text: String) -> [String] {
    if text == "." || text == ".." { return ["must not be '\(text)'"] }
    return text.hasPrefix("..") ? ["must not start with '..'"] : []
  }

  public static func httpHeaderName(_ text: String) -> [String] {
    if !text.isEmpty, text.utf8.allSatisfy({ NamePattern.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) { return [] }
    return [regex("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")]
  }

  public static func percent(_ text: String) -> [String] {
    let digits = text.utf8.dropLast()
    if text.hasSuffix("%"), !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) { return [] }
    return [regex("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")]
  }

  /// The reason of a condition.
  public static func conditionReason(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let isInside: (UInt8) -> Bool = { NamePattern.isAlphanumeric($0) || "_,:".utf8.contains($0) }
    if let first = bytes.first, let last = bytes.last, NamePattern.isLetter(first), bytes.allSatisfy(isInside),
      NamePattern.isAlphanumeric(last) || last == UInt8(ascii: "_")
    {
      return []
    }
    return [
      regex(
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters "
          + "or '_,:', and must end with an alphanumeric character or '_'",
        "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?", "my_name", "MY_NAME", "MyName", "ReasonA,ReasonB", "ReasonA:ReasonB")
    ]
  }

  /// A domain and a path, as controllers name themselves: `example.com/name`.
  public static func domainPrefixedPath(_ text: String) -> [String] {
    if text.isEmpty { return ["must not be empty"] }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return ["must be a domain-prefixed path (such as \"acme.io/foo\")"]
    }
    var problems = dns1123Subdomain(parts[0])
    let inPath: (UInt8) -> Bool = { NamePattern.isAlphanumeric($0) || "/-._~%!$&'()*+,;=:".utf8.contains($0) }
    if !parts[1].utf8.allSatisfy(inPath) {
      problems.append(regex("Invalid path", "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"))
    }
    return problems
  }
}
