import Manifests

/// Some files of a tree of `main`, with the manifests in them.
struct ManifestFiles {
  private(set) var contents: [String: [UInt8]] = [:]
  private(set) var index = ManifestIndex()

  init() {}

  init(_ files: [ChangedFile]) {
    for file in files { set(file.path, file.content) }
  }

  /// Nil takes the file out.
  mutating func set(_ path: String, _ content: [UInt8]?) {
    contents[path] = content
    index.update(path, content)
  }
}
