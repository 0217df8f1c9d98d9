import APIMachinery
import CEL

extension IssuerReader {
  /// Keys of `extra` that Kubernetes keeps for itself.
  private static let reservedDomains = ["kubernetes.io", "k8s.io"]

  static func readMappings(_ reader: FieldReader, into issuer: inout OpenIDIssuer) {
    defer { reader.end() }
    if let username = reader.object("username") {
      if let source = prefixed(username, isRequired: true) { issuer.username = source }
    } else {
      reader.note(.required(reader.place("username"), "claim or expression is required"))
    }
    issuer.groups = reader.object("groups").flatMap { prefixed($0, isRequired: false) }
    issuer.uid = reader.object("uid").flatMap(uid)
    issuer.extra = extra(reader.objects("extra"))
  }

  /// A claim goes with a prefix that is said, be it empty: two issuers must not make the same user by accident.
  private static func prefixed(_ reader: FieldReader, isRequired: Bool) -> OpenIDIssuer.Source? {
    defer { reader.end() }
    let claim = reader.text("claim")
    let prefix = reader.optionalText("prefix")
    let program = program(reader, "expression", TokenExpressions.claims)
    if reader.isGiven("expression") {
      if !claim.isEmpty { reader.note(.invalid(reader.path, "", "claim and expression can't both be set")) }
      if prefix != nil { reader.note(.invalid(reader.place("prefix"), .string(prefix ?? ""), "prefix can't be set when expression is set")) }
      return program.map { .expression($0) }
    }
    guard !claim.isEmpty else {
      if prefix != nil { reader.note(.invalid(reader.place("prefix"), .string(prefix ?? ""), "prefix can't be set without claim")) }
      if isRequired { reader.note(.required(reader.path, "claim or expression is required")) }
      return nil
    }
    if prefix == nil { reader.note(.required(reader.place("prefix"), "prefix is required when claim is set. It can be set to an empty string to disable prefixing")) }
    return .claim(claim, prefix: prefix ?? "")
  }

  private static func uid(_ reader: FieldReader) -> OpenIDIssuer.Source? {
    defer { reader.end() }
    let claim = reader.text("claim")
    let program = program(reader, "expression", TokenExpressions.claims)
    if !claim.isEmpty, reader.isGiven("expression") { reader.note(.invalid(reader.path, "", "claim and expression can't both be set")) }
    return program.map { .expression($0) } ?? (claim.isEmpty ? nil : .claim(claim, prefix: ""))
  }

  private static func extra(_ items: [FieldReader]) -> [(key: String, program: Program)] {
    var seen: Set<String> = []
    return items.compactMap { item in
      defer { item.end() }
      let key = item.text("key")
      let place = item.place("key")
      if key.isEmpty { item.note(.required(place)) }
      if key != key.lowercased() { item.note(.invalid(place, .string(key), "key must be lowercase")) }
      if !seen.insert(key).inserted { item.note(.duplicate(place, .string(key))) }
      let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if !key.isEmpty, parts.count != 2 || parts[1].isEmpty || !NameFormat.dns1123Subdomain(String(parts[0])).isEmpty {
        item.note(.invalid(place, .string(key), "must be a domain-prefixed path (such as \"acme.io/foo\")"))
      }
      let domain = String(parts.first ?? "")
      if reservedDomains.contains(where: { domain == $0 || domain.hasSuffix("." + $0) }) {
        item.note(.invalid(place, .string(key), "k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use"))
      }
      if !item.isGiven("valueExpression") { item.note(.required(item.place("valueExpression"), "valueExpression is required")) }
      return program(item, "valueExpression", TokenExpressions.claims).map { (key, $0) }
    }
  }

  /// Who takes the user's name from an address by an expression must look whether the issuer has verified it.
  static func checkVerification(_ reader: FieldReader, _ issuer: OpenIDIssuer) {
    guard case .expression(let program) = issuer.username, program.source.contains("claims.email"), !program.source.contains("claims.email_verified")
    else { return }
    let looks = issuer.claimRules.contains { rule in
      if case .expression(let program) = rule.kind { return program.source.contains("claims.email_verified") }
      return false
    } || issuer.extra.contains { $0.program.source.contains("claims.email_verified") }
    guard !looks else { return }
    reader.note(
      .invalid(
        reader.place("claimMappings.username.expression"), .string(program.source),
        "claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression"))
  }
}
