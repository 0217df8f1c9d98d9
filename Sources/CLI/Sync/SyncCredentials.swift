import ArgumentParser

/// How a remote knows us, and we it, where that isn't left to git's own settings.
struct SyncCredentials: ParsableArguments {
  @Option(help: ArgumentHelp("The private key for a remote by SSH; no other is tried then.", valueName: "file"), completion: .file())
  var sshKey: String?
  @Option(help: ArgumentHelp("The keys of the hosts that are trusted by SSH, as in ~/.ssh/known_hosts.", valueName: "file"), completion: .file())
  var knownHosts: String?
  @Option(help: ArgumentHelp("A token or password for a remote by HTTP, on the first line.", valueName: "file"), completion: .file())
  var tokenFile: String?
  @Option(help: ArgumentHelp("The user that the token is of.", valueName: "name")) var tokenUser: String = "kctl"
  @Option(help: ArgumentHelp("The certificates that a remote by HTTPS is trusted with.", valueName: "file"), completion: .file())
  var caFile: String?

  init() {}

  /// Options of `git` itself. Secrets stay in their files: they are never on a command line. Throws for a file that isn't there.
  func arguments(_ files: any FileAccess) async throws -> [String] {
    var arguments: [String] = []
    if sshKey != nil || knownHosts != nil {
      var command = "ssh -o BatchMode=yes"
      if let sshKey { command += " -o IdentitiesOnly=yes -i " + Self.quoted(try await Self.path(sshKey, "ssh-key", files)) }
      if let knownHosts { command += " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=" + Self.quoted(try await Self.path(knownHosts, "known-hosts", files)) }
      arguments += ["-c", "core.sshCommand=" + command]
    }
    if let tokenFile {
      let path = Self.quoted(try await Self.path(tokenFile, "token-file", files))
      let helper = "!f() { test \"$1\" = get || exit 0; printf 'username=%s\\npassword=%s\\n' \(Self.quoted(tokenUser)) \"$(head -n 1 \(path))\"; }; f"
      // An empty one takes those before it away.
      arguments += ["-c", "credential.helper=", "-c", "credential.helper=" + helper]
    }
    if let caFile { arguments += ["-c", "http.sslCAInfo=" + (try await Self.path(caFile, "ca-file", files))] }
    return arguments
  }

  private static func path(_ file: String, _ option: String, _ files: any FileAccess) async throws -> String {
    guard await files.kind(file) == .file else { throw CommandFailure("--\(option) \(file): there is no such file") }
    return try await files.absolutePath(file)
  }

  /// One word for a shell.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
