import APIMachinery
import GitObjects
import Store

/// Reads objects from their files in git, on several threads.
struct ObjectLoader {
  let repository: Repository
  let text: LiveObjectText
  /// For messages.
  let reference: String
  /// The error to give when there is a Secret among the files; nil when they can be opened.
  let missingKey: GitStoreError?

  private static let portion = 512

  /// The objects of these files, in their order.
  func load(_ files: [(path: [String], blob: ObjectID)]) throws(GitStoreError) -> [StoredObject] {
    let keys = try files.map { file throws(GitStoreError) in try key(file.path) }
    let count = (files.count + Self.portion - 1) / Self.portion
    let (directory, text, reference, first) = (repository.gitDirectory, text, reference, repository)
    do {
      return try ParallelWork.map(count) {
        // A handle of its own for each thread: libgit2 reads one object at a time with each.
        let repository = count == 1 ? first : try Repository.open(directory)
        return { portion in
          let positions = portion * Self.portion..<min((portion + 1) * Self.portion, files.count)
          return try positions.map { position in
            try text.decode(
              repository.blob(files[position].blob), keys[position],
              path: "\(reference): \(files[position].path.joined(separator: "/"))")
          }
        }
      }.flatMap { $0 }
    } catch let error as GitStoreError {
      throw error
    } catch let error as GitError {
      throw .git(error)
    } catch {
      throw .corruptRepository("\(error)")
    }
  }

  func key(_ path: [String]) throws(GitStoreError) -> ObjectKey {
    guard let key = LivePath.key(path) else {
      throw .corruptRepository("\(reference): \(path.joined(separator: "/")) is no object's file; only kctl may write to this reference")
    }
    if let missingKey, key.resource == SecretSealer.secrets { throw missingKey }
    return key
  }
}

extension ObjectLoader {
  /// One object from its file.
  func object(_ key: ObjectKey, _ blob: ObjectID) throws -> StoredObject {
    try text.decode(repository.blob(blob), key, path: "\(reference): \(key)")
  }
}

extension StoreState {
  /// Goes from one tree to another; `paths` are the files that differ.
  mutating func apply(_ paths: [ChangedPath], _ loader: ObjectLoader) throws(GitStoreError) {
    var changed: [(path: [String], blob: ObjectID)] = []
    for path in paths {
      let parts = path.path.split(separator: "/").map(String.init)
      if let blob = path.new { changed.append((parts, blob)) }
      // Before anything is put in: a file that moved to another directory is gone from one and new in the other.
      if path.old != nil { forget(try loader.key(parts)) }
    }
    let objects = try loader.load(changed)
    if resources.isEmpty { return load(objects) }
    for object in objects { replay(StoreChange(revision: object.revision, object: object, previous: nil, isDelete: false)) }
  }

  /// Puts in what a checkpoint holds: runs of one resource each, in order.
  mutating func load(_ portions: [[StoredObject]]) {
    var rest = portions[...]
    while let resource = rest.first?.first?.key.resource {
      let same = rest.prefix { $0.first?.key.resource == resource }
      load(resource, sorted: same.flatMap { $0 })
      rest = rest.dropFirst(same.count)
    }
  }

  /// Puts in objects that are all there is of their resources.
  mutating func load(_ objects: [StoredObject]) {
    for (resource, objects) in Dictionary(grouping: objects, by: \.key.resource) {
      load(resource, sorted: objects.sorted { ($0.key.namespace, $0.key.name) < ($1.key.namespace, $1.key.name) })
    }
  }
}
