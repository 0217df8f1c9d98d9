import APIMachinery
import Client
import Manifests

/// What a commit of `main` asks for, compared with the tree that was taken in before: a pure function of two trees.
public struct DesiredChanges: Sendable {
  /// Applies before deletes; namespaces before what lives in them.
  public private(set) var operations: [Batch.Operation] = []
  /// What can't be read; the last good version of these objects stays as it is (design I6).
  public private(set) var problems: [ManifestProblem] = []
  public let index: ManifestIndex
  private let before: ManifestIndex
  /// How many objects had a manifest before, have one now, and would be deleted.
  public let countBefore: Int
  public var countAfter: Int { index.count }
  public private(set) var deletionCount = 0
  /// Objects that have no manifest any more and are left alone all the same: it may stand in what can't be read.
  public private(set) var withheld: [Manifest] = []

  /// `withheld`: what the changes before these left alone.
  public init(from old: ManifestIndex, changing files: [ChangedFile], withheld: [Manifest] = []) {
    var new = old
    for file in files { new.update(file.path, file.content) }
    (index, before) = (new, old)
    countBefore = old.count
    let paths = Set(files.map(\.path))
    problems = new.problems.filter { paths.contains($0.path) || $0.otherPaths.contains(where: paths.contains) }
    // A file may have been renamed and spoiled in one step.
    let hasNewUnreadable = files.contains { new.file($0.path)?.problems.isEmpty == false }

    var touched: Set<ManifestIdentity> = []
    for path in paths { touched.formUnion((old.manifests(at: path) + new.manifests(at: path)).map(\.identity)) }
    var applies: [(rank: Int, manifest: Manifest, previous: Value?)] = []
    var deletes: [Manifest] = []
    for identity in touched.sorted() {
      switch (old[identity], new[identity]) {
      // The last good version stays.
      case (_, _?) where new.isAmbiguous(identity): continue
      case (_, let after?) where old.isAmbiguous(identity): applies.append((Self.rank(identity), after, nil))
      case (let before, let after?) where before?.object != after.object: applies.append((Self.rank(identity), after, before?.object))
      case (let before?, nil):
        let isGone = new.file(before.path) == nil
        if isGone ? hasNewUnreadable : Self.isUnreadable(before, in: new) { self.withheld.append(before) } else { deletes.append(before) }
      default: continue
      }
    }
    for manifest in withheld where new[manifest.identity] == nil && !touched.contains(manifest.identity) {
      let isGone = new.file(manifest.path) == nil
      if isGone ? new.hasUnreadableFiles : Self.isUnreadable(manifest, in: new) { self.withheld.append(manifest) } else { deletes.append(manifest) }
    }
    deletionCount = deletes.count
    operations = applies.sorted { $0.rank < $1.rank }.map { .apply(Self.document($0.manifest, $0.previous)) }
    operations += deletes.sorted { Self.rank($0.identity) > Self.rank($1.identity) }.compactMap { manifest in
      manifest.object.groupVersionKind.map { .delete($0, namespace: manifest.object.namespace, name: manifest.identity.name) }
    }
  }

  /// Who is behind an operation, given who changed which file: everybody who changed the file that says it, or said it.
  public func authors(of operation: Batch.Operation, _ authors: [String: [String]]) -> [String] {
    switch operation {
    case .apply(let document): return document.path.flatMap { authors[$0] } ?? []
    case .delete(let kind, let namespace, let name):
      let identity = ManifestIdentity(group: kind.group, kind: kind.kind, namespace: namespace, name: name)
      return before[identity].flatMap { authors[$0.path] } ?? []
    }
  }

  private static func document(_ manifest: Manifest, _ previous: Value?) -> Batch.Document {
    Batch.Document(object: manifest.object, source: manifest.source, path: manifest.path, place: manifest.place, previous: previous)
  }

  /// The manifest's file is there but something in it can't be read: that may be the object, so it isn't taken for deleted.
  private static func isUnreadable(_ before: Manifest, in new: ManifestIndex) -> Bool {
    new.file(before.path)?.problems.isEmpty == false
  }

  /// What others live in or need comes first; deleted in the opposite order.
  private static func rank(_ identity: ManifestIdentity) -> Int {
    switch identity.kind {
    case "Namespace": 0
    case "CustomResourceDefinition": 1
    case "ServiceAccount", "Secret", "ConfigMap": 2
    default: 3
    }
  }
}
