import APIMachinery
import Manifests

/// What to write on `main` so that objects are as another commit had them, and nothing else changes: a pure function of the files that
/// differ between the two.
///
/// A file all of whose objects are meant becomes what it was, byte for byte; in others only the documents are edited that are meant.
public struct RollbackEdit: Sendable {
  /// The files to write; nil content removes one.
  public let files: [ChangedFile]

  /// `now` and `then` are the files that differ, as they are and as they were; nil content where one isn't there.
  /// `isEverything`: files without manifests are meant too.
  public init(
    now: [ChangedFile], then: [ChangedFile], isEverything: Bool = false, where isMeant: (Manifest) -> Bool
  ) throws(ManifestEditor.EditError) {
    let (current, target) = (ManifestFiles(now), ManifestFiles(then))
    var result = current
    var divided: Set<String> = []
    for path in Set(current.contents.keys).union(target.contents.keys).sorted() {
      let manifests = current.index.manifests(at: path) + target.index.manifests(at: path)
      if isEverything || !manifests.isEmpty && manifests.allSatisfy(isMeant) {
        result.set(path, target.contents[path])
      } else if manifests.contains(where: isMeant) {
        divided.insert(path)
      }
    }
    for identity in Set(current.index.identities).union(target.index.identities).sorted() {
      let (own, wanted) = (current.index[identity], target.index[identity])
      let present = own.flatMap { divided.contains($0.path) && isMeant($0) ? $0 : nil }
      let past = wanted.flatMap { divided.contains($0.path) && isMeant($0) ? $0 : nil }
      if let present, past == nil || past?.path != present.path {
        try Self.edit(&result, present.path, identity, before: present.object, after: nil)
        if let past { try Self.edit(&result, past.path, identity, before: nil, after: past.object) }
      } else if let past, past.object != present?.object {
        try Self.edit(&result, past.path, identity, before: present?.object, after: past.object)
      }
    }
    let paths = Set(current.contents.keys).union(result.contents.keys)
    files = paths.sorted().filter { current.contents[$0] != result.contents[$0] }.map { ChangedFile(path: $0, content: result.contents[$0]) }
  }

  static func edit(
    _ files: inout ManifestFiles, _ path: String, _ identity: ManifestIdentity, before: Value?, after: Value?
  ) throws(ManifestEditor.EditError) {
    let document = files.index.manifests(at: path).first { $0.identity == identity }?.documentIndex ?? 0
    files.set(path, try ManifestEditor.apply(before: before, after: after, to: files.contents[path], documentIndex: document))
  }
}
