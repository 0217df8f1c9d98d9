/// Small public documents over HTTPS.
public protocol DocumentSource: Sendable {
  /// The document's bytes, one mebibyte at most. `certificateAuthority`: PEM of the authority to trust; nil for the host's. Throws for
  /// any other answer than 200.
  func document(_ url: String, certificateAuthority: String?) async throws -> [UInt8]
}
