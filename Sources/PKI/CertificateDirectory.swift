import Basics
#if canImport(Glibc)
  import Glibc
#endif

/// The daemon's certificates on disk, made at first start and read at later ones.
///
/// `ca.crt` and `ca.key` stay; leaf certificates are made anew at every start, as they cost less than a check. Keys are only
/// readable by the owner.
public struct CertificateDirectory: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// The authority kept here, or a new one. A key without its certificate is what a first start leaves that was cut off between the
  /// two: it gets a new certificate, which vouches for the same as any before. Throws `PKIError` when what is here can't be used.
  public func authority(now: Timestamp) throws -> CertificateAuthority {
    let (keyFile, certificateFile) = (path + "/ca.key", path + "/ca.crt")
    let hasKey = access(keyFile, F_OK) == 0
    guard access(certificateFile, F_OK) == 0 else {
      let key = hasKey ? try TextFile.read(keyFile) : nil
      let authority = try naming(keyFile) { try CertificateAuthority(privateKey: key, now: now) }
      try write(authority.identity, as: "ca")
      return authority
    }
    guard hasKey else { throw PKIError.missingKey(keyFile, certificate: certificateFile) }
    let identity = Identity(certificate: try TextFile.read(certificateFile), privateKey: try TextFile.read(keyFile))
    return try naming("\(certificateFile) and \(keyFile)") { try CertificateAuthority(identity) }
  }

  /// What was written as `name`; nil when it isn't there, or only half of it was written.
  public func read(_ name: String) -> Identity? {
    guard let certificate = try? TextFile.read(path + "/\(name).crt"), let key = try? TextFile.read(path + "/\(name).key") else { return nil }
    let identity = Identity(certificate: certificate, privateKey: key)
    return CertificateFacts.belongTogether(identity) ? identity : nil
  }

  private func naming<Result>(_ files: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw PKIError.unusable(files, "\(error)") }
  }

  /// Writes `name.key` and `name.crt`; the key first, so that a certificate is never there without it, also after a crash.
  public func write(_ identity: Identity, as name: String) throws {
    try TextFile.makeDirectories(path, mode: 0o700, isLasting: true)
    try TextFile.write(identity.privateKey, to: path + "/\(name).key", mode: 0o600)
    try TextFile.write(identity.certificate, to: path + "/\(name).crt", mode: 0o644)
  }
}
