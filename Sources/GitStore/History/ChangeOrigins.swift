import APIMachinery
import GitObjects
import Manifests
import Store

/// Who is behind the changes of one commit of `live`: the commit of `main` that it takes in, or the users that its trailers name.
struct ChangeOrigins {
  private let commit: Commit
  private let repository: Repository
  private let writers: [WriterTrailer]
  private var taken: [CommitID]?

  /// A push of more commits than this is told by its last one.
  private static let takenMax = 200

  init(_ commit: Commit, _ repository: Repository) {
    (self.commit, self.repository) = (commit, repository)
    writers = commit.trailers(Trailer.write).compactMap { WriterTrailer($0) }
  }

  /// Nil asks for the commit as a whole.
  mutating func origin(of change: StoreChange?) throws -> ChangeOrigin {
    if commit.parents.count > 1 { return try origin(main: author(of: change, tip: commit.parents[1])) }
    var origin = ChangeOrigin()
    if let change, let writer = writers.first(where: { $0.holds(change.revision) }) {
      (origin.user, origin.verb, origin.client) = (writer.user, writer.verb, writer.userAgent)
      (origin.fieldManager, origin.auditID) = (writer.fieldManager, writer.auditID)
    } else {
      func first(_ name: String) -> String { commit.trailers("Kctl-" + name).first ?? "" }
      (origin.user, origin.verb, origin.client) = (first("User"), first("Verb"), first("User-Agent"))
      (origin.fieldManager, origin.auditID) = (first("Field-Manager"), first("Audit-ID"))
    }
    if origin.verb.isEmpty { origin.verb = change?.isDelete == true ? "delete" : "update" }
    return origin
  }

  private func origin(main id: CommitID) throws -> ChangeOrigin {
    let main = try repository.commit(id)
    var origin = ChangeOrigin(user: main.author.name, email: main.author.email, main: id, subject: main.subject)
    func first(_ name: String) -> String { main.trailers("Kctl-" + name).first ?? "" }
    if main.committer.email == CommitMessage.committerEmail, !main.trailers("Kctl-Verb").isEmpty {
      (origin.verb, origin.client) = (first("Verb"), first("User-Agent"))
      (origin.fieldManager, origin.auditID) = (first("Field-Manager"), first("Audit-ID"))
    } else {
      (origin.verb, origin.client, origin.fieldManager) = ("commit", "git", "main")
    }
    return origin
  }

  /// The commit of `main` that last touched the object's manifest, among those that were taken in together.
  private mutating func author(of change: StoreChange?, tip: CommitID) throws -> CommitID {
    if taken == nil {
      let before = try commit.parents.first.flatMap { LiveTrailers.main(try repository.commit($0)) }
      taken = before == tip ? [tip] : (try? repository.commits(from: before, to: tip)) ?? [tip]
    }
    guard let taken, taken.count > 1, taken.count <= Self.takenMax, let change,
      let identity = ManifestIdentity((change.isDelete ? change.previous ?? change.object : change.object).decoded())
    else { return tip }
    for id in taken.reversed() {
      let parent = try repository.commit(id).parents.first
      for path in try repository.changedPaths(from: parent, to: id) where ManifestFile.isManifest(path.path) {
        for blob in [path.new, path.old].compactMap({ $0 }) {
          let file = ManifestFile(path: path.path, bytes: try repository.blob(blob))
          if file.manifests.contains(where: { $0.identity == identity }) { return id }
        }
      }
    }
    return tip
  }
}
