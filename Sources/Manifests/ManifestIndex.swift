import APIMachinery

/// Where each object's manifest is in one tree of `main`: the layout is the people's own, an object is known by its identity.
///
/// A value with cheap updates by file, so that taking in a commit costs what the commit changed.
public struct ManifestIndex: Sendable {
  private var files: [String: ManifestFile] = [:]
  private var places: [ManifestIdentity: [Manifest]] = [:]

  public init() {}

  /// Takes the new content of a file in; nil when the file is gone. Files that hold no manifests by name are ignored.
  public mutating func update(_ path: String, _ bytes: [UInt8]?) {
    guard let bytes, ManifestFile.isManifest(path) else { return forget(path) }
    update(ManifestFile(path: path, bytes: bytes))
  }

  /// The same for a file that has been read already.
  public mutating func update(_ file: ManifestFile) {
    forget(file.path)
    guard ManifestFile.isManifest(file.path) else { return }
    files[file.path] = file
    for manifest in file.manifests { places[manifest.identity, default: []].append(manifest) }
  }

  private mutating func forget(_ path: String) {
    guard let old = files.removeValue(forKey: path) else { return }
    for manifest in old.manifests {
      places[manifest.identity]?.removeAll { $0.path == path }
      if places[manifest.identity]?.isEmpty == true { places[manifest.identity] = nil }
    }
  }

  public var count: Int { places.count }
  public var identities: [ManifestIdentity] { places.keys.sorted() }
  /// One of each object, by identity.
  public var manifests: [Manifest] { identities.compactMap { self[$0] } }

  /// The object's manifest; of several with the same identity (a problem) the first by path.
  public subscript(identity: ManifestIdentity) -> Manifest? {
    guard let found = places[identity] else { return nil }
    return found.count == 1 ? found[0] : found.min { ($0.path, $0.documentIndex) < ($1.path, $1.documentIndex) }
  }

  /// Whether several manifests say that they are this object: then none of them can be taken for it.
  public func isAmbiguous(_ identity: ManifestIdentity) -> Bool { places[identity].map { $0.count > 1 } ?? false }

  /// Whether a file holds anything that can't be read.
  public var hasUnreadableFiles: Bool { files.values.contains { !$0.problems.isEmpty } }

  public func manifests(at path: String) -> [Manifest] { files[path]?.manifests ?? [] }
  public func file(_ path: String) -> ManifestFile? { files[path] }

  /// Everything wrong with the tree: unreadable documents, and identities that stand in two places (both are named).
  public var problems: [ManifestProblem] {
    var problems = files.values.flatMap(\.problems)
    for (identity, found) in places where found.count > 1 {
      let ordered = found.sorted { ($0.path, $0.documentIndex) < ($1.path, $1.documentIndex) }
      for duplicate in ordered.dropFirst() {
        var problem = ManifestProblem(
          path: duplicate.path, line: duplicate.line, message: "\(identity) is already defined at \(ordered[0].place)", identity: identity)
        problem.otherPaths = found.map(\.path)
        problems.append(problem)
      }
    }
    return problems.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
  }
}
