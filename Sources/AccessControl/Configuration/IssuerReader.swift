import APIMachinery
import CEL

/// One entry of `jwt` in an authentication configuration.
enum IssuerReader {
  static func issuer(_ reader: FieldReader) -> OpenIDIssuer {
    defer { reader.end() }
    var issuer = OpenIDIssuer()
    if let source = reader.object("issuer") { read(source, into: &issuer) } else { reader.note(.required(reader.place("issuer"))) }
    issuer.claimRules = claimRules(reader.objects("claimValidationRules"))
    if let mappings = reader.object("claimMappings") {
      readMappings(mappings, into: &issuer)
    } else {
      reader.note(.required(reader.place("claimMappings.username"), "claim or expression is required"))
    }
    issuer.userRules = userRules(reader.objects("userValidationRules"))
    checkVerification(reader, issuer)
    return issuer
  }

  private static func read(_ reader: FieldReader, into issuer: inout OpenIDIssuer) {
    defer { reader.end() }
    issuer.url = reader.text("url")
    checkURL(reader, "url", issuer.url)
    if let discovery = reader.optionalText("discoveryURL") {
      checkURL(reader, "discoveryURL", discovery)
      let place = reader.place("discoveryURL")
      if trimmed(discovery) == trimmed(issuer.url) { reader.note(.invalid(place, .string(discovery), "discoveryURL must be different from URL")) }
      issuer.discoveryURL = discovery
    }
    issuer.certificateAuthority = reader.optionalText("certificateAuthority").flatMap { $0.isEmpty ? nil : $0 }
    if let authority = issuer.certificateAuthority, !authority.contains("-----BEGIN CERTIFICATE-----") {
      reader.note(.invalid(reader.place("certificateAuthority"), "<omitted>", "data does not contain any valid RSA or ECDSA certificates"))
    }
    issuer.audiences = reader.texts("audiences")
    if issuer.audiences.isEmpty { reader.note(.required(reader.place("audiences"), "at least one \(reader.place("audiences")) is required")) }
    var seen: Set<String> = []
    for (index, audience) in issuer.audiences.enumerated() {
      let place = reader.place("audiences[\(index)]")
      if audience.isEmpty { reader.note(.required(place, "audience can't be empty")) }
      if !seen.insert(audience).inserted { reader.note(.duplicate(place, .string(audience))) }
    }
    let policy = reader.text("audienceMatchPolicy")
    let place = reader.place("audienceMatchPolicy")
    if !policy.isEmpty, policy != "MatchAny" { reader.note(.notSupported(place, .string(policy), ["MatchAny"])) }
    if issuer.audiences.count > 1, policy != "MatchAny" {
      reader.note(.invalid(place, .string(policy), "audienceMatchPolicy must be MatchAny for multiple audiences"))
    }
    let egress = reader.text("egressSelectorType")
    if !egress.isEmpty { reader.note(.notSupported(reader.place("egressSelectorType"), .string(egress), [])) }
  }

  private static func trimmed(_ url: String) -> Substring {
    var rest = Substring(url)
    while rest.hasSuffix("/") { rest.removeLast() }
    return rest
  }

  private static func checkURL(_ reader: FieldReader, _ name: String, _ url: String) {
    let place = reader.place(name)
    func note(_ reason: String) { reader.note(.invalid(place, .string(url), reason)) }
    if url.isEmpty { return reader.note(.required(place, "URL is required")) }
    guard url.hasPrefix("https://") else { return note("URL scheme must be https") }
    let rest = url.dropFirst("https://".count)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if host.isEmpty { note("URL must name a host") }
    if host.contains("@") { note("URL must not contain a username or password") }
    if rest.contains("?") { note("URL must not contain a query") }
    if rest.contains("#") { note("URL must not contain a fragment") }
    if !url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) { note("URL has characters that must be escaped") }
  }

  static func program(_ reader: FieldReader, _ name: String, _ environment: Environment, result: CELType? = nil) -> Program? {
    let source = reader.text(name)
    guard !source.isEmpty else { return nil }
    do throws(CompileError) { return try environment.compile(source, result: result) } catch {
      reader.note(.invalid(reader.place(name), .string(source), "compilation failed: " + error.description))
      return nil
    }
  }

  private static func claimRules(_ items: [FieldReader]) -> [OpenIDIssuer.Rule] {
    var seen: Set<String> = []
    return items.compactMap { item in
      defer { item.end() }
      let (claim, required) = (item.text("claim"), item.text("requiredValue"))
      let program = program(item, "expression", TokenExpressions.claims, result: .bool)
      let message = item.text("message")
      let hasExpression = item.isGiven("expression")
      if !seen.insert(claim + "\n" + (item.value["expression"]?.string ?? "")).inserted {
        item.note(.duplicate(item.path, .string(claim.isEmpty ? item.value["expression"]?.string ?? "" : claim)))
      }
      switch (claim.isEmpty, hasExpression) {
      case (true, false): item.note(.required(item.path, "claim or expression is required"))
      case (false, true): item.note(.invalid(item.path, .string(claim), "claim and expression can't both be set"))
      case (false, false):
        if !message.isEmpty { item.note(.invalid(item.place("message"), .string(message), "message can't be set when claim is set")) }
        return .init(kind: .claim(claim, required), message: "")
      case (true, true):
        if !required.isEmpty {
          item.note(.invalid(item.place("requiredValue"), .string(required), "requiredValue can't be set when expression is set"))
        }
        return program.map { .init(kind: .expression($0), message: message) }
      }
      return nil
    }
  }

  private static func userRules(_ items: [FieldReader]) -> [OpenIDIssuer.Rule] {
    var seen: Set<String> = []
    return items.compactMap { item in
      defer { item.end() }
      let program = program(item, "expression", TokenExpressions.user, result: .bool)
      let message = item.text("message")
      let source = item.value["expression"]?.string ?? ""
      if source.isEmpty { item.note(.required(item.place("expression"), "expression is required")) }
      if !seen.insert(source).inserted { item.note(.duplicate(item.place("expression"), .string(source))) }
      return program.map { .init(kind: .expression($0), message: message) }
    }
  }
}
