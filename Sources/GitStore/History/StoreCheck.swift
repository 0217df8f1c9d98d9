import APIMachinery
import GitObjects
import Store

/// Something that is not as it must be, and what to do about it.
public struct StoreFinding: Sendable, Hashable {
  /// `store`, `history`, `index`, `main`, `notes`, `checkpoint`.
  public var part: String
  public var message: String
  public var repair: String
  /// It has been put right.
  public var isRepaired = false

  public init(part: String, message: String, repair: String, isRepaired: Bool = false) {
    (self.part, self.message, self.repair, self.isRepaired) = (part, message, repair, isRepaired)
  }
}

/// What was looked at, and what was found.
public struct StoreReport: Sendable {
  public var objects = 0
  public var commits = 0
  public var changes = 0
  public var notes = 0
  public var findings: [StoreFinding] = []
}

/// Looks whether a store says of itself what git holds. Costs time with the length of the history; changes nothing but indexes, on demand.
extension HistoryReader {
  func check(current: StoreState, adopted: CommitID?, repairsIndexes: Bool) throws -> StoreReport {
    var report = StoreReport()
    guard let tip = try repository.resolve(LiveBranch.reference) else { return report }
    try checkObjects(tip, current, &report)
    try checkChain(tip, &report)
    try checkMain(tip, adopted, &report)
    try checkNotes(&report)
    if try !indexesAgree(&report) {
      var finding = StoreFinding(
        part: "index", message: "the index of changes doesn't say what git says",
        repair: "run 'kctl fsck --repair', or delete kctl/changes in the repository: it is made anew")
      if repairsIndexes {
        try state.withLock { state in
          try state.changes?.clear()
          _ = try updateChanges(&state)
        }
        finding.isRepaired = true
      }
      report.findings.append(finding)
    }
    return report
  }

  /// Every object on `live` can be read, opened where it is sealed, and is what the store serves.
  private func checkObjects(_ tip: CommitID, _ current: StoreState, _ report: inout StoreReport) throws {
    let files = try repository.allFiles(repository.commit(tip).tree)
    report.objects = files.count
    var seen: Set<ObjectKey> = []
    for file in files {
      do {
        let key = try loader.key(file.path.split(separator: "/").map(String.init))
        if !seen.insert(key).inserted {
          report.findings.append(StoreFinding(part: "store", message: "\(key) stands twice on live", repair: Self.restoring))
        }
        let object = try loader.object(key, file.id)
        if let served = current.get(key), served.revision == object.revision, served.json != object.json {
          report.findings.append(StoreFinding(
            part: "store", message: "\(key) is served otherwise than it stands on live at revision \(object.revision)",
            repair: "restart the daemon, which reads what is on live"))
        }
      } catch {
        report.findings.append(StoreFinding(part: "store", message: "live: \(file.path): \(error)", repair: Self.restoring))
      }
    }
    let covered = LiveTrailers.revisions(try repository.commit(tip))?.last ?? .zero
    for object in current.resources.flatMap({ current.list($0) }) where !object.key.isEphemeral {
      // What was written since is on its way.
      guard object.revision <= covered, !seen.contains(object.key) else { continue }
      report.findings.append(StoreFinding(part: "store", message: "\(object.key) is served and is not on live", repair: Self.restoring))
    }
  }

  private static let restoring = "restore the repository from a backup: 'kctl restore'"

  /// The trailers along the first parents tell rising revisions, without overlaps.
  private func checkChain(_ tip: CommitID, _ report: inout StoreReport) throws {
    var id: CommitID? = tip
    var later: (first: Revision, last: Revision, sequence: UInt64)?
    while let current = id {
      let commit: Commit
      do { commit = try repository.commit(current) } catch {
        // A shallow clone ends somewhere; anything else is a hole.
        report.findings.append(StoreFinding(
          part: "history", message: "the commit \(current) can't be read: \(error)",
          repair: "fetch it from a copy ('git fetch'), or restore from a backup"))
        return
      }
      report.commits += 1
      guard let range = LiveTrailers.revisions(commit) else {
        report.findings.append(StoreFinding(
          part: "history", message: "the commit \(current) of live tells no revisions: kctl alone may write to live",
          repair: "move refs/heads/live back to the commit before it, with the daemon stopped"))
        id = commit.parents.first
        continue
      }
      let sequence = LiveTrailers.sequence(commit)
      if let later, range.last > later.last || range.first > range.last || sequence > later.sequence {
        report.findings.append(StoreFinding(
          part: "history", message: "the revisions of \(current) (\(range.first)-\(range.last)) don't come before those after it", repair: Self.restoring))
      }
      later = (range.first, range.last, sequence)
      id = commit.parents.first
    }
  }

  private func checkMain(_ tip: CommitID, _ adopted: CommitID?, _ report: inout StoreReport) throws {
    guard let adopted, let main = try repository.resolve(MainBranch.reference) else { return }
    if try !repository.isAncestor(adopted, of: main) {
      report.findings.append(StoreFinding(
        part: "main", message: "main is at \(main.hex.prefix(12)), which doesn't follow the commit that was taken in, \(adopted.hex.prefix(12)): it was rewritten",
        repair: "put main back ('git update-ref refs/heads/main \(adopted.hex.prefix(12))') and push a commit on top of it"))
    }
  }

  private func checkNotes(_ report: inout StoreReport) throws {
    guard let tip = try repository.resolve("refs/notes/kctl") else { return }
    for file in try repository.allFiles(repository.commit(tip).tree) {
      report.notes += 1
      guard let id = CommitID(hex: file.path.filter { $0 != "/" }), repository.contains(id) else {
        report.findings.append(StoreFinding(
          part: "notes", message: "the note \(file.path) is about a commit that isn't there", repair: "git notes --ref=kctl prune"))
        continue
      }
    }
  }

  /// A portion at a time: whoever asks about the past meanwhile has a turn in between.
  private func indexesAgree(_ report: inout StoreReport) throws -> Bool {
    var (start, isDone) = (0, false)
    while !isDone {
      let isSound = try state.withLock { state in
        let (index, changes) = try updateChanges(&state)
        let end = min(index.count, start + Self.checkPortion)
        for position in start..<max(start, end) {
          guard try agree(at: position, index, changes, &report) else { return false }
        }
        (start, isDone) = (end, end == index.count)
        return true
      }
      if !isSound { return false }
    }
    return true
  }

  private static let checkPortion = 500

  private func agree(at position: Int, _ index: HistoryIndex, _ changes: ChangeIndex, _ report: inout StoreReport) throws -> Bool {
    guard let step = index[position], let commit = try? repository.commit(step.commit),
      let range = LiveTrailers.revisions(commit), range.first == step.first, range.last == step.last
    else { return false }
    let keys = try keys(of: step.commit)
    report.changes += keys.count
    guard let known = changes.objects(at: position) else { return false }
    return known.isSuperset(of: keys.map(ChangeIndex.hash))
  }
}
