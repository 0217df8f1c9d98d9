import APIMachinery
import Basics
import GitObjects
import Glibc
import Store

/// Puts the store together from what the last process left: the trees, and the journal on top of them.
struct Recovery {
  /// A clone has no journal, and may be older than what clients have seen of the original: its revisions go on from far above,
  /// so that none is given out twice (design I8).
  static let revisionsSkippedAfterRestore = 1_000_000

  let repository: Repository
  let options: GitStoreOptions
  let signer: CommitSigner?

  struct Result {
    var state: StoreState
    var branches: Materialiser.Branches
    var journal: Journal
    /// Groups of the journal; some of them may be in git already.
    var groups: [CommittedGroup]
    var sealer: SecretSealer
    var newest: UInt64
    /// How many objects of `live` the checkpoint didn't have.
    var readFromGit: Int
  }

  func run() throws(GitStoreError) -> Result {
    let directory = repository.gitDirectory + "/kctl/journal"
    // The mark stands until a first start is through with all that only it does.
    let mark = repository.gitDirectory + "/kctl/starting"
    let isRestored = access(directory, F_OK) != 0 || access(mark, F_OK) == 0
    do throws(SystemError) {
      try TextFile.makeDirectories(TextFile.parent(of: mark))
      if isRestored { try TextFile.write([], to: mark, mode: 0o600) }
      try TextFile.makeDirectories(directory, mode: 0o700)
    } catch {
      throw .system(error)
    }
    let files = try JournalReader.read(directory)
    let existing = try options.keyFile.map { path throws(GitStoreError) in try SecretKeyFile.load(path) } ?? nil
    // Where a configuration says what Secrets are sealed with, the store needs no key of its own.
    let newKey = existing == nil && !options.sealing.covers(SecretSealer.secrets) ? SecretKeyFile.generate(options.random) : nil
    let sealer = SecretSealer(KeyRing(generated: existing ?? newKey.map { GeneratedKey($0) }, rules: options.sealing))
    let text = LiveObjectText(sealer: sealer)

    let missingKey = newKey == nil ? nil : missingKey
    var state = StoreState()
    let live = try loadLive(text, missingKey, into: &state)
    let ephemeral = try loadEphemeral(text, missingKey, into: &state)
    let loaded = max(live.revision, ephemeral.revision, state.revision)
    state.setRevision(loaded)
    let ephemeralObjects = state.resources.flatMap { state.list($0) }.filter(\.key.isEphemeral)
    let coding = JournalCoding(sealer: sealer)
    let groups = try replay(files, coding, missingKey, into: &state)
    let heldEdits = HeldEdits(gitDirectory: repository.gitDirectory, coding: coding)
    let held = try held(heldEdits, groups, live.sequence, missingKey)
    if let newKey, let path = options.keyFile { try SecretKeyFile.save(newKey, path) }
    // After everything was opened: seeds that were found are used again.
    try sealer.ring.prepareServices(options.random)
    if isRestored { try syncNewFiles() }

    let newest = max(live.sequence, ephemeral.sequence, groups.last?.sequence ?? 0)
    let journal = Journal(directory: directory, found: files, next: newest + 1)
    let branches = Materialiser.Branches(
      live: LiveBranch(
        root: live.root, text: text, tip: live.tip, tree: live.tree, revision: live.revision,
        covered: groups.isEmpty ? loaded : live.revision, sequence: live.sequence, time: live.time, signer: signer),
      ephemeral: EphemeralBranch(
        root: ephemeral.root, text: text, tip: ephemeral.tip, sequence: ephemeral.sequence, objects: ephemeralObjects,
        packs: repository.packs.ephemeralPacks, signer: signer),
      main: MainBranch(
        repository, sealer: sealer, adopted: live.main, held: held,
        done: try doneEdits(held.map(\.position) + Self.edits(groups.filter { $0.sequence > live.sequence }).map(\.position)), signer: signer,
        reading: options.reading),
      notes: NotesBranch(signer: signer), held: heldEdits)
    var result = Result(
      state: state, branches: branches, journal: journal, groups: groups, sealer: sealer, newest: newest, readFromGit: live.readFromGit)
    if isRestored {
      if live.tip != nil { try skipRevisions(&result) }
      unlink(mark)
    }
    return result
  }

  /// What was just made (the repository, the journal's directory, the key) must not vanish from under an acknowledged write.
  private func syncNewFiles() throws(GitStoreError) {
    let gitDirectory = repository.gitDirectory
    let inside = ["/HEAD", "/config", "/objects/pack", "/objects", "/refs/heads", "/refs", "/kctl/journal", "/kctl", ""]
    let outside = [gitDirectory, options.keyFile].compactMap { path in path.map { TextFile.parent(of: $0) } }
    for path in inside.map({ gitDirectory + $0 }) + outside {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .system(SystemError("open", path)) }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw .system(SystemError("fsync", path)) }
    }
  }

  private struct Loaded {
    var root = LiveDirectory()
    var tip: CommitID?
    var tree: ObjectID?
    var revision = Revision.zero
    var sequence: UInt64 = 0
    var main: CommitID?
    /// The newest commit's.
    var time: Timestamp?
    var readFromGit = 0
  }

  /// What the reference's commit says of itself.
  private func load(_ reference: String) throws(GitError) -> Loaded {
    var loaded = Loaded()
    loaded.tip = try repository.resolve(reference)
    guard let tip = loaded.tip else { return loaded }
    let commit = try repository.commit(tip)
    loaded.tree = commit.tree
    loaded.revision = LiveTrailers.revisions(commit)?.last ?? .zero
    loaded.sequence = LiveTrailers.sequence(commit)
    loaded.main = LiveTrailers.main(commit)
    loaded.time = commit.committer.time
    return loaded
  }

  private func loadLive(
    _ text: LiveObjectText, _ missingKey: GitStoreError?, into state: inout StoreState
  ) throws(GitStoreError) -> Loaded {
    do {
      var loaded = try load(LiveBranch.reference)
      guard let tree = loaded.tree else { return loaded }
      let loader = ObjectLoader(repository: repository, text: text, reference: LiveBranch.reference, missingKey: missingKey)
      let changed = try differences(from: &state, to: tree, text)
      try state.apply(changed, loader)
      loaded.readFromGit = changed.count
      loaded.root = LiveDirectory(unread: tree)
      return loaded
    } catch let error as GitStoreError {
      throw error
    } catch let error as GitError {
      throw .git(error)
    } catch {
      throw .corruptRepository("\(error)")
    }
  }

  /// Puts in what the checkpoint holds, and answers the files in which the tree differs from that: all of them when there is none,
  /// or when git doesn't have the tree that it names any more.
  private func differences(
    from state: inout StoreState, to tree: ObjectID, _ text: LiveObjectText
  ) throws(GitError) -> [ChangedPath] {
    if let checkpoint = Checkpoint(gitDirectory: repository.gitDirectory, sealer: text.sealer).read(),
      let changed = try? repository.changedPaths(fromTree: checkpoint.tree, toTree: tree)
    {
      state.load(checkpoint.portions)
      return changed
    }
    return try repository.changedPaths(fromTree: nil, toTree: tree)
  }

  private func loadEphemeral(
    _ text: LiveObjectText, _ missingKey: GitStoreError?, into state: inout StoreState
  ) throws(GitStoreError) -> Loaded {
    var loaded: Loaded
    var files: [(path: [String], blob: ObjectID)] = []
    do throws(GitError) {
      loaded = try load(EphemeralBranch.reference)
      guard let tree = loaded.tree else { return loaded }
      loaded.root = LiveDirectory(unread: tree)
      try loaded.root.readAll(repository) { files.append(($0, $1)) }
    } catch {
      throw .git(error)
    }
    let loader = ObjectLoader(repository: repository, text: text, reference: EphemeralBranch.reference, missingKey: missingKey)
    state.load(try loader.load(files))
    return loaded
  }

  private var missingKey: GitStoreError {
    var text = "the key file \(options.keyFile ?? "(none given)") is missing, and \(repository.gitDirectory) holds Secrets that were sealed with it:"
    text += " put the file back"
    if let other = repository.configuration("kctl.encryptionProviderConfig") { text += ", or name the encryption configuration that sealed them (\(other))" }
    return .secretKey(text)
  }

  private func replay(
    _ files: [JournalReader.FileContent], _ coding: JournalCoding, _ missingKey: GitStoreError?, into state: inout StoreState
  ) throws(GitStoreError) -> [CommittedGroup] {
    var groups: [CommittedGroup] = []
    for file in files {
      for frame in file.frames {
        let group: CommittedGroup
        do { group = try coding.decode(frame.payload, sequence: frame.sequence) } catch let error as GitStoreError {
          throw missingKey ?? error
        } catch {
          throw .corruptJournal(file: file.path, offset: frame.offset, reason: "the group there was written by another version of kctl")
        }
        for transaction in group.transactions {
          for change in transaction.changes {
            state.replay(
              StoreChange(
                revision: change.object.revision, object: change.object, previous: nil, isDelete: change.isDelete))
          }
          if transaction.revision > state.revision { state.setRevision(transaction.revision) }
        }
        groups.append(group)
      }
    }
    return groups
  }

  private static func edits(_ groups: [CommittedGroup]) -> [HeldEdits.Edit] {
    groups.flatMap(\.positioned).filter { !$0.transaction.desired.isEmpty }
  }

  /// Changes whose live commits are in git and that are still to be put on `main`. Where nobody has told which, all that the journal has may be.
  private func held(
    _ file: HeldEdits, _ groups: [CommittedGroup], _ sequence: UInt64, _ missingKey: GitStoreError?
  ) throws(GitStoreError) -> [HeldEdits.Edit] {
    // What stands in it beyond `live` stands in the journal too.
    do { return (try file.read() ?? Self.edits(groups)).filter { $0.position.sequence <= sequence } } catch let error as GitStoreError {
      throw missingKey ?? error
    } catch {
      throw .corruptRepository("kctl/held in \(repository.gitDirectory) can't be read: \(error)")
    }
  }

  /// Commits of ours on `main` that `live` doesn't know of: a process died between moving the two.
  private func doneEdits(_ positions: [JournalPosition]) throws(GitStoreError) -> [JournalPosition: CommitID] {
    let wanted = Set(positions)
    guard !wanted.isEmpty else { return [:] }
    do {
      guard let tip = try repository.resolve(MainBranch.reference) else { return [:] }
      var done: [JournalPosition: CommitID] = [:]
      // From the beginning: a held edit may have been written, and adopted, after its group's live commit.
      for id in try repository.commits(from: nil, to: tip).reversed() where done.count < wanted.count {
        let commit = try repository.commit(id)
        guard commit.committer.email == CommitMessage.committerEmail,
          let position = commit.trailers(Trailer.edit).first.flatMap({ JournalPosition($0) }), wanted.contains(position)
        else { continue }
        done[position] = id
      }
      return done
    } catch {
      throw .git(error)
    }
  }

  private func skipRevisions(_ result: inout Result) throws(GitStoreError) {
    result.state.setRevision(result.state.revision.advanced(by: Self.revisionsSkippedAfterRestore))
    var provenance = Provenance(verb: "restore")
    provenance.time = options.clock.now
    let mark = CommittedTransaction(
      revision: result.state.revision, changes: [], desired: [], provenance: provenance, adoption: nil)
    do {
      result.newest = try result.journal.append(JournalCoding(sealer: result.sealer).encode([mark]))
    } catch {
      throw .system(error)
    }
    result.groups.append(CommittedGroup(sequence: result.newest, transactions: [mark]))
  }
}
