/// What people are told of values that don't open. None of it says anything of a value itself.
extension SecretSealer {
  static func notSealed(_ context: String) -> GitStoreError { .secretKey("\(context) is not a sealed value: what follows its prefix is damaged") }

  static func inClear(_ context: String) -> GitStoreError {
    .secretKey(
      "\(context) is in clear, and the providers of its resource don't have identity: put '- identity: {}' behind them, run"
        + " 'kctl secrets reencrypt', and take it away again")
  }

  /// No provider has what the tag names.
  func missing(_ tag: String, _ context: String) -> GitStoreError {
    if tag.hasPrefix("v1:") {
      let own = ring.generated.map { "the key file holds key \($0.keyID)" } ?? "there is no key file"
      return .secretKey("\(context) was sealed with key \(tag.dropFirst(3)), but \(own): give the key file it was sealed with")
    }
    return .secretKey(
      "\(context) was sealed with \(Self.name(tag)), which the encryption configuration doesn't have: put it back behind those that seal"
        + " (--encryption-provider-config); once everything is sealed anew ('kctl secrets reencrypt') only the past needs it")
  }

  /// For people: what a tag names.
  static func name(_ tag: String) -> String {
    let parts = tag.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 { return "key \(parts[1])" }
    guard parts.count == 3 else { return "an unknown key" }
    return parts[0] == "kms" ? "the key service \"\(parts[2])\" (kms)" : "the key \"\(parts[2])\" of \(parts[0])"
  }
}
