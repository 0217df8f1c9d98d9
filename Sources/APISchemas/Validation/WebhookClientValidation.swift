import APIMachinery

/// How webhooks are reached: the rules that admission and conversion webhooks share.
enum WebhookClientValidation {
  private static let form = "; desired format: https://host[/path]"

  /// `clientConfig`: exactly one of url and service.
  static func validate(_ config: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (config["url"]?.string, config["service"]) {
    case (let url?, nil): validate(url: url, path.child("url"), &list)
    case (nil, let service?): validate(service: service, path.child("service"), &list)
    default: list.required(path, "exactly one of url or service is required")
    }
  }

  static func validate(url: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let parts = URLParts(url) else {
      list.required(path, "url must be a valid URL: parse \"\(url)\": invalid URL" + form)
      return
    }
    if parts.scheme != "https" { list.invalid(path, .string(parts.scheme), "'https' is the only allowed URL scheme" + form) }
    if parts.host.isEmpty { list.invalid(path, .string(parts.host), "host must be specified" + form) }
    if let user = parts.user { list.invalid(path, .string(user), "user information is not permitted in the URL" + form) }
    if !parts.fragment.isEmpty { list.invalid(path, .string(parts.fragment), "fragments are not permitted in the URL" + form) }
    if !parts.query.isEmpty { list.invalid(path, .string(parts.query), "query parameters are not permitted in the URL" + form) }
  }

  static func validate(service: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if service.isUnset("name") { list.required(path.child("name"), "service name is required") }
    if service.isUnset("namespace") { list.required(path.child("namespace"), "service namespace is required") }
    if let port = service["port"]?.int {
      for message in NameFormat.portNumber(port) { list.invalid(path.child("port"), .int(port), "port is not valid: " + message) }
    }
    if let text = service["path"]?.string { validate(servicePath: text, path.child("path"), &list) }
  }

  private static func validate(servicePath text: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if text.isEmpty || text == "/" { return }
    if text == "//" { return list.invalid(path, .string(text), "segment[0] may not be empty") }
    if !text.hasPrefix("/") { list.invalid(path, .string(text), "must start with a '/'") }
    var steps = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(text.hasPrefix("/") ? 1 : 0)
    if text.hasSuffix("/") { steps = steps.dropLast() }
    for (position, step) in steps.enumerated() {
      if step.isEmpty {
        list.invalid(path, .string(text), "segment[\(position)] may not be empty")
        continue
      }
      for message in NameFormat.dns1123Subdomain(String(step)) {
        list.invalid(path, .string(text), "segment[\(position)]: \(message)")
      }
    }
  }
}

/// The parts of an absolute URL that webhook rules ask for (RFC 3986); nil for text that isn't a URL.
private struct URLParts {
  var scheme = ""
  var user: String?
  var host = ""
  var query = ""
  var fragment = ""

  init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return nil }
    var rest = text[...]
    if let hash = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: hash)...])
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
      guard let first = rest.first, first.isASCII, first.isLetter else { return nil }
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    guard rest.hasPrefix("//") else { return }
    var authority = rest.dropFirst(2).prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") {
      user = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    }
    host = String(authority)
  }
}
