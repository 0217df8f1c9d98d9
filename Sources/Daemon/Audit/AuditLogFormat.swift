import APIMachinery

/// How an event stands in a log (`--audit-log-format`).
enum AuditLogFormat: String, CaseIterable {
  /// A line of text with some of it, as from before there were other forms.
  case legacy
  /// The whole event as an object.
  case json

  /// With the newline.
  func line(_ event: Value) -> [UInt8] {
    var line = self == .json ? JSON.encode(event) : Array(Self.text(event).utf8)
    line.append(UInt8(ascii: "\n"))
    return line
  }

  private static func text(_ event: Value) -> String {
    func text(_ path: String...) -> String { event[path: path]?.string ?? "" }
    func groups(_ user: Value?) -> String { (user?["groups"]?.array ?? []).compactMap(\.string).map(quoted).joined(separator: ",") }
    let name = text("user", "username")
    let ownGroups = groups(event["user"])
    let address = event["sourceIPs"]?[0]?.string
    let response = event[path: "responseStatus", "code"]?.int
    var fields = [("id", text("auditID")), ("stage", text("stage")), ("ip", address ?? "<unknown>"), ("method", text("verb"))]
    fields.append(("user", name.isEmpty ? "<none>" : name))
    fields.append(("groups", name.isEmpty || ownGroups.isEmpty ? "<none>" : ownGroups))
    if let other = event["impersonatedUser"] {
      fields.append(("as", other["username"]?.string ?? ""))
      fields.append(("asgroups", other["groups"] == nil ? "<lookup>" : groups(other)))
    } else {
      fields += [("as", "<self>"), ("asgroups", "<lookup>")]
    }
    fields.append(("user-agent", text("userAgent")))
    fields.append(("namespace", event[path: "objectRef", "namespace"]?.string ?? "<none>"))
    fields.append(("uri", text("requestURI")))
    fields.append(("response", response.map { String($0) } ?? "<deferred>"))
    return "\(shortened(text("requestReceivedTimestamp"))) AUDIT: " + fields.map { "\($0.0)=\(quoted($0.1))" }.joined(separator: " ")
  }

  /// Without zeros at the end of a second's fraction.
  private static func shortened(_ time: String) -> String {
    guard time.contains("."), time.hasSuffix("Z") else { return time }
    var digits = time.dropLast()
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits) + "Z"
  }

  /// As Go quotes text: whatever a client sends stays within its quotes, and within its line.
  static func quoted(_ text: String) -> String {
    let short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\u{7}": "\\a", "\u{8}": "\\b", "\u{c}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{b}": "\\v",
    ]
    var result = "\""
    for scalar in text.unicodeScalars {
      if let known = short[scalar] {
        result += known
      } else if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += escape(scalar)
      }
    }
    return result + "\""
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == " " { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
    default: return true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (letter, width) = scalar.value < 0x80 ? ("x", 2) : scalar.value < 0x1_0000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
