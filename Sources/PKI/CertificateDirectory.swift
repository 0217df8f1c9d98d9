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

  /// The authority kept here, or a new one.
  public func authority(now: Timestamp) throws -> CertificateAuthority {
    if access(path + "/ca.key", F_OK) == 0 {
      return try CertificateAuthority(Identity(certificate: try TextFile.read(path + "/ca.crt"), privateKey: try TextFile.read(path + "/ca.key")))
    }
    let authority = try CertificateAuthority(now: now)
    try write(authority.identity, as: "ca")
    return authority
  }

  /// What was written as `name`; nil when it isn't there.
  public func read(_ name: String) -> Identity? {
    guard let certificate = try? TextFile.read(path + "/\(name).crt"), let key = try? TextFile.read(path + "/\(name).key") else { return nil }
    return Identity(certificate: certificate, privateKey: key)
  }

  /// Writes `name.crt` and `name.key`; the key first, so that a certificate is never there without it.
  public func write(_ identity: Identity, as name: String) throws {
    try TextFile.makeDirectories(path, mode: 0o700)
    try TextFile.write(identity.certificate, to: path + "/\(name).crt", mode: 0o644)
    try TextFile.write(identity.privateKey, to: path + "/\(name).key", mode: 0o600)
  }
}
