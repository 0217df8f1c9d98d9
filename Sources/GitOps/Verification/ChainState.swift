import GitObjects

/// What is known of a branch's commits so far, and what is wrong with the next: a value, fed oldest first.
struct ChainState {
  let isLive: Bool
  private var isSigning = false
  private var beginsWithUnsignedSnapshot = false
  private var revision: UInt64 = 0

  init(isLive: Bool) { self.isLive = isLive }

  /// Nil when nothing is wrong. `main`: the commits of that branch; `demandsSignature`: whether the policy does of this one.
  mutating func next(_ commit: Commit, _ verdict: SignatureVerdict, main: Set<CommitID>, demandsSignature: Bool) -> String? {
    let isDaemons = isLive || commit.committer.email == ChainVerification.daemon
    switch verdict {
    case .bad, .unknownKey: return verdict.description
    case .unsigned:
      if demandsSignature { return "\(verdict), and \(MainPolicy.signatureSetting) demands signatures" }
      if isLive, commit.parents.isEmpty, !commit.trailers("Kctl-Squashed").isEmpty { beginsWithUnsignedSnapshot = true }
      if isDaemons, isSigning { return "\(verdict), though the daemon had been signing before it" }
    case .good(let principal):
      if isDaemons, principal != ChainVerification.daemon { return "it is the daemon's to make, but signed by \(principal)" }
      if beginsWithUnsignedSnapshot { return "it stands on a snapshot that is not signed, though the daemon signs" }
      if isDaemons { isSigning = true }
    }
    return isLive ? problemOfLive(commit, main) : nil
  }

  private mutating func problemOfLive(_ commit: Commit, _ main: Set<CommitID>) -> String? {
    guard commit.parents.count <= 2 else { return "it has \(commit.parents.count) parents" }
    for parent in commit.parents.dropFirst() where !main.contains(parent) { return "it takes in \(parent.hex.prefix(12)), which is not on main" }
    for named in commit.trailers("Kctl-Main") where CommitID(hex: named).map(main.contains) != true {
      return "it says that it holds \(named.prefix(12)) of main, which is not there"
    }
    guard let range = commit.trailers("Kctl-Revision").first else { return "it doesn't say which revisions it holds" }
    let ends = range.split(separator: "-").compactMap { UInt64($0) }
    guard let first = ends.first, let last = ends.last, first <= last, last >= revision else { return "its revisions \(range) are behind those before it" }
    revision = last
    return nil
  }
}
