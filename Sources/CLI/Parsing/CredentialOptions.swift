import ArgumentParser
import Client

/// The options about who asks, and how the server is trusted: kubectl's own, on every command that talks to a cluster.
struct CredentialOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("Act as this user, if that is allowed.", valueName: "user"))
  var impersonatedUser: String?

  @Option(name: .customLong("as-group"), help: ArgumentHelp("Act as a member of this group. Can be given again.", valueName: "group"))
  var impersonatedGroups: [String] = []

  @Option(name: .customLong("as-uid"), help: ArgumentHelp("Act with this uid.", valueName: "uid"))
  var impersonatedUID: String?

  @Option(name: .customLong("as-user-extra"), help: ArgumentHelp("Act with this extra fact of the user. Can be given again.", valueName: "key=value"))
  var impersonatedExtras: [String] = []

  @Option(help: ArgumentHelp("The bearer token to show the server.", valueName: "token"))
  var token: String?

  @Option(help: ArgumentHelp("The authority that the server's certificate must be of: PEM.", valueName: "file"), completion: .file())
  var certificateAuthority: String?

  @Option(help: ArgumentHelp("The client certificate to show the server: PEM.", valueName: "file"), completion: .file())
  var clientCertificate: String?

  @Option(help: ArgumentHelp("Its key: PEM.", valueName: "file"), completion: .file())
  var clientKey: String?

  @Option(help: ArgumentHelp("The name that the server's certificate must have.", valueName: "name"))
  var tlsServerName: String?

  @Flag(inversion: .prefixedNo, help: "Trust any certificate of the server: whoever is in between can read and change everything.")
  var insecureSkipTlsVerify: Bool?

  @Option(help: ArgumentHelp("The user's name, for basic authentication.", valueName: "name")) var username: String?

  @Option(help: ArgumentHelp("The password, for basic authentication.", valueName: "text")) var password: String?

  init() {}

  var credentials: ConnectionCredentials {
    var given = ConnectionCredentials(
      token: token, certificateAuthority: certificateAuthority, clientCertificate: clientCertificate, clientKey: clientKey,
      serverName: tlsServerName, skipsVerification: insecureSkipTlsVerify ?? false)
    (given.username, given.password) = (username, password)
    return given
  }

  /// The headers of requests that are to be made as another; empty for one's own. Throws for parts of a user without a name.
  func impersonation() throws(CommandFailure) -> [(name: String, value: String)] {
    guard let impersonatedUser, !impersonatedUser.isEmpty else {
      guard impersonatedGroups.isEmpty, impersonatedUID == nil, impersonatedExtras.isEmpty else {
        throw CommandFailure("requesting uid, groups or user-extra for impersonation without impersonating a user: --as is missing")
      }
      return []
    }
    var headers = [(name: "Impersonate-User", value: impersonatedUser)]
    if let impersonatedUID { headers.append((name: "Impersonate-Uid", value: impersonatedUID)) }
    headers += impersonatedGroups.map { (name: "Impersonate-Group", value: $0) }
    for extra in impersonatedExtras {
      let parts = extra.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else { throw CommandFailure("--as-user-extra \"\(extra)\" is not of the form key=value") }
      headers.append((name: "Impersonate-Extra-" + PercentEncoding.headerKey(parts[0]), value: parts[1]))
    }
    guard headers.allSatisfy({ $0.value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } }) else {
      throw CommandFailure("--as, --as-uid, --as-group and --as-user-extra can't have control characters")
    }
    return headers
  }
}
