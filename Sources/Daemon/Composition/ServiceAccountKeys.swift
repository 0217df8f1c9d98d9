import AccessControl
import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// The keys and names that service account tokens are issued and taken with, from the options and from disk.
enum ServiceAccountKeys {
  /// Without a key by option, one is made at first start and kept as `sa.key`, readable by the owner alone.
  static func tokens(_ options: DaemonOptions) throws -> ServiceAccountTokens {
    let signing: TokenSigningKey
    if let path = options.serviceAccountSigningKeyFile {
      signing = try read(path) { text throws(TokenKeyError) in try TokenKeyFile.signingKey(text) }
    } else {
      signing = try kept(in: options.dataDir + "/pki")
    }
    let verification = try options.serviceAccountKeyFile.flatMap { path in
      try read(path) { text throws(TokenKeyError) in try TokenKeyFile.verificationKeys(text) }
    }
    return ServiceAccountTokens(
      issuers: options.serviceAccountIssuer, audiences: options.apiAudiences.split(separator: ",").map(String.init), signingKey: signing,
      verificationKeys: verification)
  }

  private static func kept(in directory: String) throws -> TokenSigningKey {
    let path = directory + "/sa.key"
    if access(path, F_OK) == 0 { return try read(path) { text throws(TokenKeyError) in try TokenKeyFile.signingKey(text) } }
    let key = TokenSigningKey.generate()
    try TextFile.makeDirectories(directory, mode: 0o700, isLasting: true)
    try TextFile.write(key.pem, to: path, mode: 0o600)
    return key
  }

  private static func read<Result>(_ path: String, _ parse: (String) throws(TokenKeyError) -> Result) throws -> Result {
    let text = try TextFile.read(path)
    do throws(TokenKeyError) { return try parse(text) } catch { throw DaemonError("\(path): \(error)") }
  }
}
