import APIMachinery
import Basics
import GitObjects
import Store

/// One commit of `live`, as a check of who did what sees it: nothing in it is decrypted.
public struct LiveStep: Sendable {
  /// Who wrote, as far as the commit tells.
  public struct Writer: Hashable, Sendable {
    public var user: String
    public var groups: [String]
    public var verb: String
    /// `deployments.apps/scale`; nil where several writers share the commit.
    public var resource: String?
  }

  public struct Change: Sendable {
    public var key: ObjectKey
    /// The object's file before and after; nil where there was none.
    public var old: ObjectID?
    public var new: ObjectID?
    /// Nil when the trailers don't say whose the change is.
    public var writer: Writer?
    public var isDelete: Bool { new == nil }
  }

  public var id: CommitID
  public var time: Timestamp
  public var changes: [Change]
  /// The commit of `main` that this one takes in.
  public var takesIn: CommitID?
  /// Whether that was somebody's push or commit, not what a request did.
  public var isAdoption: Bool

  /// Reads a commit, and from its parent what it changes. Throws for what no store wrote.
  public init(_ id: CommitID, in repository: Repository) throws {
    let commit = try repository.commit(id)
    self.id = id
    time = commit.committer.time
    takesIn = commit.parents.dropFirst().first
    isAdoption = commit.subject.hasPrefix(CommitMessage.adoptionPrefix)
    let parent = try commit.parents.first.map { try repository.commit($0).tree }
    let writers = Writers(commit)
    changes = try repository.changedPaths(fromTree: parent, toTree: commit.tree).map { path in
      guard let key = LivePath.key(path.path.split(separator: "/").map(String.init)) else {
        throw GitStoreError.corruptRepository("\(path.path) is no object's file; only kctl may write to live")
      }
      return Change(key: key, old: path.old, new: path.new, writer: try writers.writer(of: key, path.new, repository))
    }
    // An object whose directory was divided stands elsewhere, and is the same.
    let moved = Dictionary(grouping: changes, by: \.key).filter { $0.value.count == 2 }
    if !moved.isEmpty { changes = changes.compactMap { Self.joined($0, moved[$0.key]) } }
  }

  private static func joined(_ change: Change, _ both: [Change]?) -> Change? {
    guard let both else { return change }
    guard !change.isDelete else { return nil }
    var change = change
    change.old = both.lazy.compactMap(\.old).first
    return change.old == change.new ? nil : change
  }

  /// The files of all objects of some resources in a commit.
  public static func objects(of resources: [GroupResource], at commit: CommitID, in repository: Repository) throws -> [(key: ObjectKey, blob: ObjectID)] {
    try repository.changedPaths(from: nil, to: commit).compactMap { path in
      guard let key = LivePath.key(path.path.split(separator: "/").map(String.init)), resources.contains(key.resource), let blob = path.new else { return nil }
      return (key, blob)
    }
  }

  /// The whole object, as YAML has it; a sealed value is shown as such.
  public static func object(_ blob: ObjectID, in repository: Repository) throws -> Value { try YAML.decode(repository.blob(blob)) }
}

/// Whose the revisions of a commit are, by its trailers.
private struct Writers {
  private let shared: [WriterTrailer]
  private let only: LiveStep.Writer
  private let deleted: [ObjectKey: Revision]

  init(_ commit: Commit) {
    shared = commit.trailers(Trailer.write).compactMap { WriterTrailer($0) }
    func first(_ name: String) -> String { commit.trailers("Kctl-" + name).first ?? "" }
    let resources = commit.trailers("Kctl-Resource")
    only = LiveStep.Writer(
      user: first("User"), groups: CommitMessage.groups(commit), verb: first("Verb"), resource: resources.count == 1 ? resources[0] : nil)
    deleted = LiveTrailers.deleted(commit)
  }

  func writer(of key: ObjectKey, _ blob: ObjectID?, _ repository: Repository) throws -> LiveStep.Writer? {
    guard !shared.isEmpty else { return only }
    let revision = try blob.map { Revision(try LiveStep.object($0, in: repository).resourceVersion) } ?? deleted[key]
    guard let revision, let writer = shared.first(where: { $0.holds(revision) }) else { return nil }
    return LiveStep.Writer(user: writer.user, groups: writer.groups, verb: writer.verb, resource: nil)
  }
}
