import APIMachinery
import Manifests

/// What to write on `main` so that the changes of one commit are taken back, field by field, with what came after it kept.
public struct RevertEdit: Sendable {
  /// A field, or a whole object, that has changed again since: it is not taken back.
  public struct Conflict: Sendable, Hashable {
    public var object: String
    /// Empty for the object as a whole.
    public var field: String
    /// What it would have become, and what it is.
    public var wanted: Value?
    public var found: Value?
    public var message: String
  }

  public let files: [ChangedFile]
  public let conflicts: [Conflict]
  /// How many objects the commit changed.
  public let objectCount: Int

  /// The files that the commit changed: `before` and `after` it; and `now`, those and all that have changed since. With `overwrites`, what has
  /// changed since is set back too.
  public init(before: [ChangedFile], after: [ChangedFile], now: [ChangedFile], overwrites: Bool) throws(ManifestEditor.EditError) {
    let (old, changed, current) = (ManifestFiles(before), ManifestFiles(after), ManifestFiles(now))
    var result = current
    var conflicts: [Conflict] = []
    var untouched: Set<String> = []
    for path in Set(old.contents.keys).union(changed.contents.keys) where current.contents[path] == changed.contents[path] {
      // Nothing came after: the file becomes what it was, byte for byte.
      untouched.insert(path)
      result.set(path, old.contents[path])
    }
    var count = 0
    for identity in Set(old.index.identities).union(changed.index.identities).sorted() {
      let (was, became, own) = (old.index[identity], changed.index[identity], current.index[identity])
      guard was?.object != became?.object else { continue }
      count += 1
      let path = own?.path ?? was?.path ?? ""
      if untouched.contains(path), untouched.contains(was?.path ?? path) { continue }
      let step = Self.step(identity, was?.object, became?.object, own?.object, overwrites)
      conflicts += step.conflicts
      guard step.conflicts.isEmpty, step.result != own?.object, !(step.result == nil && own == nil) else { continue }
      try RollbackEdit.edit(&result, path, identity, before: own?.object, after: step.result)
    }
    (self.conflicts, objectCount) = (conflicts, count)
    let paths = Set(current.contents.keys).union(result.contents.keys)
    files = paths.sorted().filter { current.contents[$0] != result.contents[$0] }.map { ChangedFile(path: $0, content: result.contents[$0]) }
  }

  private static func step(
    _ identity: ManifestIdentity, _ before: Value?, _ after: Value?, _ now: Value?, _ overwrites: Bool
  ) -> (result: Value?, conflicts: [Conflict]) {
    if now == after || overwrites && (before == nil || after == nil || now == nil) { return (before, []) }
    if now == before { return (now, []) }
    guard let before, let after, let now else {
      let message = now == nil ? "it has been deleted since" : before == nil ? "it has been changed since it was created" : "it has been created anew since"
      return (now, [Conflict(object: identity.description, field: "", message: message)])
    }
    let revert = FieldRevert(from: after, to: before, in: now, overwrites: overwrites)
    return (revert.result, revert.conflicts.map {
      Conflict(
        object: identity.description, field: $0.path.description, wanted: $0.wanted, found: $0.found, message: "it has been changed since")
    })
  }
}
