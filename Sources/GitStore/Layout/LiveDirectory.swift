import Crypto
import GitObjects

/// A directory of the live tree, kept in memory as git stores it, so that a write touches only the directories above it.
///
/// Directories that nothing has touched yet stay in git: `prepare` reads those that an edit will need. Used by one thread at a time.
final class LiveDirectory {
  /// A wider directory costs more to hash and deflate than all the rest of a write (design section 2).
  static let widthMax = 128

  private var tree: Tree
  private var children: [String: LiveDirectory] = [:]
  private var fileCount = 0
  private var id: ObjectID?
  private var isRead: Bool
  /// The version before the edits since the last `write`.
  private var base: (id: ObjectID, content: [UInt8])?

  init() { (tree, isRead) = (Tree(), true) }

  /// A directory as git has it, to be read when it is needed.
  init(unread id: ObjectID) { (tree, self.id, isRead) = (Tree(), id, false) }

  /// Reads the whole tree; `visit` gets each file.
  func readAll(
    _ repository: Repository, path: [String] = [], visit: (_ path: [String], _ blob: ObjectID) -> Void
  ) throws(GitError) {
    try read(repository)
    for entry in tree.entries {
      if let child = children[entry.name] {
        try child.readAll(repository, path: path + [entry.name], visit: visit)
      } else {
        visit(path + [entry.name], entry.id)
      }
    }
  }

  private func read(_ repository: Repository) throws(GitError) {
    guard !isRead, let id else { return }
    tree = try repository.tree(id)
    for entry in tree.entries {
      if entry.isTree { children[entry.name] = LiveDirectory(unread: entry.id) } else { fileCount += 1 }
    }
    isRead = true
  }

  /// Reads what `set` with the same path will touch. Changes nothing: when it throws it may be called again.
  func prepare(_ directories: ArraySlice<String>, _ file: String, _ repository: Repository) throws(GitError) {
    try read(repository)
    guard let name = directories.first else {
      if !children.isEmpty { try prepareFile(Self.digits(file)[...], repository) }
      return
    }
    try children[name]?.prepare(directories.dropFirst(), file, repository)
  }

  private func prepareFile(_ digits: ArraySlice<String>, _ repository: Repository) throws(GitError) {
    try read(repository)
    guard let digit = digits.first, let child = children[digit] else { return }
    try child.prepareFile(digits.dropFirst(), repository)
  }

  /// Sets the file below these directories, or removes it. `prepare` has been called for it.
  func set(_ directories: ArraySlice<String>, _ file: String, _ blob: ObjectID?) {
    guard let name = directories.first else {
      setFile(file, blob, digits: Self.digits(file)[...])
      return
    }
    edit(name) { $0.set(directories.dropFirst(), file, blob) }
  }

  private func setFile(_ file: String, _ blob: ObjectID?, digits: ArraySlice<String>) {
    precondition(isRead, "a directory is edited before it was read")
    if let digit = digits.first, !children.isEmpty {
      edit(digit) { $0.setFile(file, blob, digits: digits.dropFirst()) }
      return
    }
    beginEdit()
    let isPresent = tree.entry(named: file) != nil
    if let blob {
      tree.set(Tree.Entry(mode: Tree.fileMode, name: file, id: blob))
      fileCount += isPresent ? 0 : 1
    } else {
      tree.remove(file)
      fileCount -= isPresent ? 1 : 0
    }
    if fileCount > Self.widthMax, !digits.isEmpty { divide(depth: Self.digitCount - digits.count) }
  }

  private func edit(_ name: String, _ body: (LiveDirectory) -> Void) {
    precondition(isRead, "a directory is edited before it was read")
    beginEdit()
    let child = children[name] ?? LiveDirectory()
    children[name] = child
    body(child)
    if child.isEmpty {
      children[name] = nil
      tree.remove(name)
    }
  }

  private func divide(depth: Int) {
    let files = tree.entries
    tree = Tree()
    fileCount = 0
    for file in files {
      let digits = Self.digits(file.name)
      let child = children[digits[depth]] ?? LiveDirectory()
      children[digits[depth]] = child
      child.setFile(file.name, file.id, digits: digits.dropFirst(depth + 1))
    }
  }

  private func beginEdit() {
    if let id { base = (id, tree.encoded) }
    id = nil
  }

  private var isEmpty: Bool { isRead && fileCount == 0 && children.isEmpty }

  /// Puts every directory that was edited into the pack, and answers this one's id.
  func write(_ pack: PackBuilder) -> ObjectID {
    if let id { return id }
    for (name, child) in children where child.id == nil {
      tree.set(Tree.Entry(mode: Tree.directoryMode, name: name, id: child.write(pack)))
    }
    let id = pack.add(.tree, tree.encoded, base: base)
    self.id = id
    base = nil
    return id
  }

  /// Puts every directory into the pack, edited or not.
  func writeAll(_ pack: PackBuilder) {
    for (name, child) in children {
      child.writeAll(pack)
      tree.set(Tree.Entry(mode: Tree.directoryMode, name: name, id: child.write(pack)))
    }
    id = pack.add(.tree, tree.encoded)
    base = nil
  }

  private static let digitCount = 6
  private static let digitNames = (0..<16).map { String($0, radix: 16) }

  /// Where in divided directories a file goes, level by level.
  static func digits(_ file: String) -> [String] {
    var name = file
    let hash = name.withUTF8 { name -> Insecure.SHA1Digest in
      var hash = Insecure.SHA1()
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(name).dropLast(LivePath.fileEnding.utf8.count)))
      return hash.finalize()
    }
    var digits: [String] = []
    digits.reserveCapacity(digitCount)
    for byte in hash.prefix(digitCount / 2) {
      digits.append(digitNames[Int(byte >> 4)])
      digits.append(digitNames[Int(byte & 15)])
    }
    return digits
  }
}
