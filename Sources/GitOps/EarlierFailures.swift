import Manifests

/// What of `main` failed before this process began: read back from the notes that were left on its commits, as far as nothing has mended it
/// since.
///
/// Objects that could not be deleted are not told of again: a note doesn't say which they were.
struct EarlierFailures {
  /// Notes of older commits are not looked for.
  private static let commitsMax = 500
  private static let mark = "failed "

  let source: any CommitSource

  /// As of the newest commit that was taken in. Blocks.
  func read(at adopted: String) throws -> [MainStatus.Failure] {
    var failures: [MainStatus.Failure] = []
    var hasUnreadable = false
    for commit in try newest(adopted) {
      guard let note = try source.note(commit), note.contains(Self.mark) else { continue }
      let said = Self.failures(note)
      if said.isEmpty { continue }
      let later = commit == adopted ? [] : Set(try source.changedFiles(from: commit, to: adopted).map(\.path))
      hasUnreadable = hasUnreadable || said.contains { $0.isOfText }
      failures += said.filter { !$0.isOfText && !later.contains($0.failure.path) }.map(\.failure)
    }
    guard hasUnreadable else { return failures }
    // Whether a text can be read is seen in the text itself, whatever was mended, and where.
    var index = ManifestIndex()
    for file in try source.changedFiles(from: nil, to: adopted) { index.update(file.path, file.content) }
    return index.problems.map { MainStatus.Failure($0) } + failures
  }

  private func newest(_ tip: String) throws -> [String] {
    var found: [String] = []
    var seen: Set<String> = [tip]
    var queue = [tip][...]
    while let commit = queue.popFirst(), found.count < Self.commitsMax {
      found.append(commit)
      for parent in try source.commit(commit).parents where seen.insert(parent).inserted { queue.append(parent) }
    }
    return found
  }

  /// What a note says: of a text that can't be taken for a manifest `failed web.yaml:2: why`, of an object that was refused
  /// `failed Deployment web (web.yaml:2): why`. Of a reason with several lines the first is told.
  static func failures(_ note: String) -> [(failure: MainStatus.Failure, isOfText: Bool)] {
    note.split(separator: "\n").compactMap { line in
      guard line.hasPrefix(mark) else { return nil }
      let rest = line.dropFirst(mark.count)
      guard let colon = rest.firstRange(of: ": ")?.lowerBound else { return nil }
      if let open = rest.firstRange(of: " ("), open.lowerBound < colon, let close = rest[open.upperBound...].firstRange(of: "): ") {
        return (failure(rest[open.upperBound..<close.lowerBound], rest[close.upperBound...]), false)
      }
      let found = failure(rest[..<colon], rest[colon...].dropFirst(2))
      return ManifestFile.isManifest(found.path) ? (found, true) : nil
    }
  }

  private static func failure(_ place: Substring, _ message: Substring) -> MainStatus.Failure {
    guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]) else {
      return MainStatus.Failure(path: String(place), message: String(message))
    }
    return MainStatus.Failure(path: String(place[..<colon]), line: line, message: String(message))
  }
}
