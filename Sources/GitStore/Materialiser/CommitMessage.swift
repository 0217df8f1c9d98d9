import APIMachinery
import Basics
import GitObjects
import Store

/// The names of the trailers on kctl's commits.
enum Trailer {
  /// The revisions that a live commit takes in: `first-last`.
  static let revision = "Kctl-Revision"
  /// The newest journal group that is in this commit or before it.
  static let sequence = "Kctl-Sequence"
  /// On `main`: which transaction of the journal the commit is, so that a replay never writes it twice.
  static let edit = "Kctl-Edit"
  /// The commit of `main` that the live state holds.
  static let main = "Kctl-Main"
  /// `<revision> <resource>/<namespace>/<name>`: what a tree can't tell about the past.
  static let deleted = "Kctl-Deleted"
  /// The groups of the one writer, as a JSON list.
  static let groups = "Kctl-Groups"
  /// Who wrote which revisions, where several share a commit; see `WriterTrailer`.
  static let write = "Kctl-Write"
  /// On what a squashed history begins with: the commit that it stands for, and everything before it.
  static let squashed = "Kctl-Squashed"
  /// How many commits the snapshot stands for, and when it was made.
  static let squashedCount = "Kctl-Squashed-Commits"
  static let squashedAt = "Kctl-Squashed-At"
}

/// Texts of commits: what changed in the subject, who and how in the trailers.
enum CommitMessage {
  static let committerEmail = "kctl@kctl"
  static let adoptionPrefix = "adopt main "

  static func committer(_ time: Timestamp) -> Signature { Signature(name: "kctl", email: committerEmail, time: time) }

  /// The person behind a change: the user's name, and an address made from it that is no real one.
  static func author(_ provenance: Provenance) -> Signature {
    let name = provenance.user.isEmpty ? "kctl" : provenance.user
    let local = String(name.unicodeScalars.map { scalar in
      let isAlphanumeric = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      let isSafe = isAlphanumeric || "._-+".unicodeScalars.contains(scalar)
      return isSafe ? Character(scalar) : "-"
    })
    return Signature(name: name, email: local + "@kctl", time: provenance.time ?? Timestamp(secondsSinceEpoch: 0))
  }

  /// For a commit on `main` by one request.
  static func main(_ transaction: CommittedTransaction, _ position: JournalPosition) -> String {
    let trailers = [(Trailer.revision, "\(transaction.revision)"), (Trailer.edit, "\(position)")]
    return message(
      subject(verb(transaction), transaction.desired.map(\.key)), provenanceTrailers([transaction.provenance]) + trailers)
  }

  /// For a commit on `live` that takes in these transactions.
  static func live(
    _ transactions: [CommittedTransaction], from first: Revision, to last: Revision, sequence: UInt64, main: CommitID?
  ) -> String {
    let changes = transactions.flatMap(\.changes).filter { !$0.object.key.isEphemeral }
    // Who wrote Leases or Events alone has no part in this commit.
    let writers = transactions.filter(\.isLive)
    let verbs = Set(writers.map(verb))
    var subject = subject(verbs.count == 1 ? verbs.first ?? "update" : "update", changes.map(\.object.key))
    if let adoption = transactions.first?.adoption { subject = "\(adoptionPrefix)\(adoption.commit.prefix(12))" }
    var trailers = [(Trailer.revision, "\(first)-\(last)"), (Trailer.sequence, "\(sequence)")]
    if let main { trailers.append((Trailer.main, main.hex)) }
    trailers += provenanceTrailers(writers.map(\.provenance))
    trailers += WriterTrailer.trailers(transactions).map { (Trailer.write, $0.text) }
    for change in changes where change.isDelete {
      trailers.append((Trailer.deleted, "\(change.object.revision) \(change.object.key)"))
    }
    return message(subject, trailers)
  }

  /// For a snapshot that stands for a commit of `live` and all before it.
  static func snapshot(of commit: CommitID, count: Int, at revision: Revision, sequence: UInt64, main: CommitID?, now: Timestamp) -> String {
    message(
      "snapshot of live at revision \(revision)",
      root(of: commit, at: revision, sequence: sequence, main: main)
        + [(Trailer.squashedCount, "\(count)"), (Trailer.squashedAt, now.rfc3339)])
  }

  /// For the commit above it that takes in the commit of `main` that it holds.
  static func graft(of commit: CommitID, at revision: Revision, sequence: UInt64, main: CommitID) -> String {
    message("take in main \(main.hex.prefix(12))", root(of: commit, at: revision, sequence: sequence, main: main))
  }

  private static func root(of commit: CommitID, at revision: Revision, sequence: UInt64, main: CommitID?) -> [(String, String)] {
    [(Trailer.revision, "\(revision)-\(revision)"), (Trailer.sequence, "\(sequence)")] + (main.map { [(Trailer.main, $0.hex)] } ?? [])
      + [(Trailer.squashed, commit.hex)]
  }

  static func ephemeral(_ last: Revision, sequence: UInt64) -> String {
    message("leases and events", [(Trailer.revision, "\(last)"), (Trailer.sequence, "\(sequence)")])
  }

  private static func verb(_ transaction: CommittedTransaction) -> String {
    if !transaction.provenance.verb.isEmpty { return transaction.provenance.verb }
    return transaction.changes.allSatisfy(\.isDelete) && !transaction.changes.isEmpty ? "delete" : "update"
  }

  private static func subject(_ verb: String, _ keys: [ObjectKey]) -> String {
    guard let first = keys.first else { return "take in main" }
    if keys.count == 1 { return "\(verb) \(first.resource) \(first.namespace.isEmpty ? "" : first.namespace + "/")\(first.name)" }
    var counts: [GroupResource: Int] = [:]
    for key in keys { counts[key.resource, default: 0] += 1 }
    let parts = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(4).map { "\($0.value) \($0.key)" }
    return "\(verb) " + parts.joined(separator: ", ") + (counts.count > 4 ? ", …" : "")
  }

  private static func provenanceTrailers(_ provenances: [Provenance]) -> [(String, String)] {
    let fields: [(String, (Provenance) -> String)] = [
      ("Kctl-Verb", \.verb), ("Kctl-Resource", \.resource), ("Kctl-User", \.user), ("Kctl-User-Agent", \.userAgent),
      ("Kctl-Field-Manager", \.fieldManager), ("Kctl-Audit-ID", \.auditID),
    ]
    var trailers = fields.flatMap { name, value -> [(String, String)] in
      // A commit that gathers many machine writes names each writer once, and a few at most.
      var seen: Set<String> = []
      return provenances.map(value).filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(8).map { (name, $0) }
    }
    // Of one writer alone: who was entitled to what can be told from it later.
    if let groups = provenances.first?.groups, !groups.isEmpty, Set(provenances.map(\.user)).count == 1, Set(provenances.map(\.groups)).count == 1 {
      trailers.append((Trailer.groups, JSON.text(.array(groups.map { .string($0) }))))
    }
    return trailers
  }

  /// The groups of the user who is named beside them.
  static func groups(_ commit: Commit) -> [String] {
    guard let text = commit.trailers(Trailer.groups).first, let value = try? JSON.decode(Array(text.utf8)) else { return [] }
    return (value.array ?? []).compactMap(\.string)
  }

  private static func message(_ subject: String, _ trailers: [(String, String)]) -> String {
    oneLine(subject) + "\n\n" + trailers.map { "\($0): \(oneLine($1))\n" }.joined()
  }

  private static func oneLine(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
  }
}
