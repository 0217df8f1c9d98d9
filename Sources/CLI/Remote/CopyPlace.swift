/// One side of `kctl cp`: a local path, or `[NAMESPACE/]POD:PATH`.
enum CopyPlace: Hashable, Sendable {
  case local(String)
  case remote(namespace: String?, pod: String, path: String)

  /// As kubectl reads it: a colon behind a name without slashes beyond one; `./a:b` and `/a:b` are local.
  init(_ text: String) throws(CommandFailure) {
    guard let colon = text.firstIndex(of: ":"), !text.hasPrefix("/"), !text.hasPrefix(".") else {
      self = .local(text)
      return
    }
    let parts = text[..<colon].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let path = String(text[text.index(after: colon)...])
    guard !parts.contains(""), parts.count <= 2 else {
      throw CommandFailure("filespec must match the canonical format: [[namespace/]pod:]file/path")
    }
    self = .remote(namespace: parts.count == 2 ? parts[0] : nil, pod: parts[parts.count - 1], path: path)
  }
}

/// Where the entries of an archive may go: below one directory, whatever they are called.
struct ArchiveDestination: Hashable, Sendable {
  /// The name in the archive that was asked for, without slashes at its ends.
  let root: String
  /// What it becomes here.
  let target: String

  /// The local path of an entry; nil for one that is not below `root` or leads out of it.
  func path(of entry: String) -> String? {
    let parts = entry.split(separator: "/").filter { $0 != "." }
    let own = root.split(separator: "/").filter { $0 != "." }
    guard parts.count >= own.count, parts.prefix(own.count).elementsEqual(own) else { return nil }
    let rest = parts.dropFirst(own.count)
    guard !rest.contains("..") else { return nil }
    return ([target] + rest.map(String.init)).joined(separator: "/")
  }
}
