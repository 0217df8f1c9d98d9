/// The formats of names in the API. Each function returns what is wrong with the text, in upstream's words; nothing when it is right.
public enum NameFormat {
  public static let dns1123LabelBytesMax = 63
  public static let dns1123SubdomainBytesMax = 253
  public static let labelValueBytesMax = 63

  /// RFC 1123 label: Namespaces, container names, ports.
  public static func dns1123Label(_ text: String) -> [String] {
    var problems = tooLong(text, dns1123LabelBytesMax)
    if !NamePattern.isLabel(text.utf8) {
      problems.append(NamePattern.isSubdomain(text) ? "must not contain dots" : dns1123LabelMessage)
    }
    return problems
  }

  /// RFC 1123 subdomain: the names of most objects.
  public static func dns1123Subdomain(_ text: String) -> [String] {
    var problems = tooLong(text, dns1123SubdomainBytesMax)
    if !NamePattern.isSubdomain(text) { problems.append(dns1123SubdomainMessage) }
    return problems
  }

  /// RFC 1035 label: Services.
  public static func dns1035Label(_ text: String) -> [String] {
    var problems = tooLong(text, 63)
    if !NamePattern.isLabel(text.utf8) || !(text.utf8.first.map { (97...122).contains($0) } ?? false) {
      problems.append(
        regex(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
            + "alphabetic character, and end with an alphanumeric character",
          "[a-z]([-a-z0-9]*[a-z0-9])?", "my-name", "abc-123"))
    }
    return problems
  }

  /// `*.` and a subdomain: hosts of an Ingress.
  public static func wildcardDNS1123Subdomain(_ text: String) -> [String] {
    var problems = tooLong(text, dns1123SubdomainBytesMax)
    if !text.hasPrefix("*.") || !NamePattern.isSubdomain(String(text.dropFirst(2))) {
      problems.append(
        regex(
          "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must "
            + "consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
          "\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", "*.example.com"))
    }
    return problems
  }

  /// Label keys, annotation keys, finalizers, resource names: a name with an optional DNS prefix.
  public static func qualifiedName(_ text: String) -> [String] {
    if text.utf8.count <= 63, NamePattern.isQualified(text) { return [] }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else {
      return ["a qualified name " + qualifiedNameMessage + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"]
    }
    var problems: [String] = []
    if parts.count == 2 {
      problems = parts[0].isEmpty ? ["prefix part must be non-empty"] : dns1123Subdomain(parts[0]).map { "prefix part " + $0 }
    }
    let name = parts.last ?? ""
    if name.isEmpty { problems.append("name part must be non-empty") }
    problems += tooLong(name, 63).map { "name part " + $0 }
    if !NamePattern.isQualified(name) { problems.append("name part " + qualifiedNameMessage) }
    return problems
  }

  public static func labelValue(_ text: String) -> [String] {
    var problems = tooLong(text, labelValueBytesMax)
    if !text.isEmpty, !NamePattern.isQualified(text) {
      problems.append(
        regex(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and "
            + "must start and end with an alphanumeric character",
          "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", "MyValue", "my_value", "12345"))
    }
    return problems
  }

  /// A name that must fit one segment of a URL path: RBAC objects and others without a stricter format.
  public static func pathSegment(_ text: String) -> [String] {
    if text == "." || text == ".." { return ["may not be '\(text)'"] }
    return ["/", "%"].filter { text.contains($0) }.map { "may not contain '\($0)'" }
  }

  static func tooLong(_ text: String, _ limit: Int) -> [String] {
    text.utf8.count > limit ? ["must be no more than \(limit) characters"] : []
  }

  static func regex(_ message: String, _ pattern: String, _ examples: String...) -> String {
    let list = examples.map { "'\($0)', " }.joined(separator: " or ")
    return message + (examples.isEmpty ? " (" : " (e.g. \(list)") + "regex used for validation is '\(pattern)')"
  }

  private static let dns1123LabelMessage = regex(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and "
      + "end with an alphanumeric character",
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?", "my-name", "123-abc")
  private static let dns1123SubdomainMessage = regex(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must "
      + "start and end with an alphanumeric character",
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", "example.com")
  private static let qualifiedNameMessage = regex(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", "MyName", "my.name", "123-abc")
}

/// The patterns themselves, over bytes: they are asked on every write.
enum NamePattern {
  static func isLowerAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (65...90).contains(byte) }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowerAlphanumeric(byte) || (65...90).contains(byte) }

  static func isLabel(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, isLowerAlphanumeric(first), isLowerAlphanumeric(last) else { return false }
    return text.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  static func isSubdomain(_ text: String) -> Bool {
    isLabel(text.utf8) || text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { isLabel($0) }
  }

  static func isQualified(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else { return false }
    return text.utf8.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
  }
}
