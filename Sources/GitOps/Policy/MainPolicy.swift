import Client
import GitObjects

/// What the cluster demands of commits of `main`, beyond good manifests. Set in the repository's git configuration, and held by the
/// pre-receive hook and by the daemon.
///
/// - `kctl.requireSigned = true`: every commit is signed, in SSH's format, by somebody in the list of signers.
///   `kctl.signedSince = COMMIT`: what was on `main` up to there may be unsigned.
/// - `kctl.authorizeMain = author`: every change is authorized, and admitted, as its commit's author. By default who can write to the
///   repository is an administrator, since nothing could keep them from writing to it anyhow.
///
/// The author's user name is, in this order: the principal of the key that has signed the commit; the author's name, for authors with an
/// address that kctl has made (`…@kctl`); the author's address. The user is in the group `system:authenticated` and no other. A name that
/// nobody has signed is only as good as the way into the repository: demand signatures where authors matter.
public struct MainPolicy: Sendable {
  public static let signatureSetting = "kctl.requireSigned"
  public static let sinceSetting = "kctl.signedSince"
  public static let authorizationSetting = "kctl.authorizeMain"

  public var requiresSignatures = false
  /// The newest commit, in hexadecimal, of those from before signatures were demanded.
  public var signedSince: String?
  public var authorizesAuthors = false
  public var signers = AllowedSigners()

  public init() {}

  /// Throws for settings that can't be understood: a typing error must not open the door.
  public init(configuration: (String) -> String?, signers: () throws -> AllowedSigners) throws {
    switch configuration(Self.signatureSetting)?.lowercased() {
    case nil, "false", "no", "off", "0", "": break
    case "true", "yes", "on", "1": requiresSignatures = true
    case let other?: throw CommitSourceError("\(Self.signatureSetting) is \"\(other)\": it must be true or false")
    }
    switch configuration(Self.authorizationSetting)?.lowercased() {
    case nil, "administrator", "": break
    case "author": authorizesAuthors = true
    case let other?: throw CommitSourceError("\(Self.authorizationSetting) is \"\(other)\": it must be administrator or author")
    }
    if let since = configuration(Self.sinceSetting), !since.isEmpty {
      guard CommitID(hex: since) != nil else { throw CommitSourceError("\(Self.sinceSetting) is \"\(since)\": it must be a whole commit id") }
      signedSince = since
    }
    if isDemanding { self.signers = try signers() }
  }

  /// Whether anybody needs to look at single commits.
  public var isDemanding: Bool { requiresSignatures || authorizesAuthors }

  /// Why commits are refused, a line each.
  public func refusals(_ commits: [JudgedCommit]) -> [String] {
    guard requiresSignatures else { return [] }
    return commits.compactMap { commit in
      let verdict = SignatureVerdict(of: commit.content, signers)
      if case .good = verdict { return nil }
      return "commit \(commit.id.prefix(12)) (\(commit.subject.prefix(60))): \(verdict): main takes commits signed by known people only"
    }
  }

  public func user(_ commit: JudgedCommit) -> String {
    // The daemon signs for the person whose request it was.
    if let principal = SignatureVerdict(of: commit.content, signers).principal, principal != ChainVerification.daemon { return principal }
    return commit.authorEmail.hasSuffix("@kctl") || commit.authorEmail.isEmpty ? commit.authorName : commit.authorEmail
  }

  /// Everybody who has changed each path, in the order of their commits.
  public func authors(_ commits: [JudgedCommit]) -> [String: [String]] {
    guard authorizesAuthors else { return [:] }
    var authors: [String: [String]] = [:]
    for commit in commits {
      let user = user(commit)
      for path in commit.paths where authors[path]?.contains(user) != true { authors[path, default: []].append(user) }
    }
    return authors
  }
}

extension MainPolicy {
  /// As the repository's configuration and its list of signers have it.
  public init(of repository: Repository) throws {
    try self.init(configuration: { repository.configuration($0) }, signers: { try SignersFile.read(repository) })
  }
}
