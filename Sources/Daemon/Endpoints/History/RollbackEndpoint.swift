import APIMachinery
import Basics
import Client
import GitObjects
import GitOps
import GitStore
import Manifests
import Store

/// `history/rollback` and `history/revert` put a commit on `main` that takes changes back; `history/drift` tells where the cluster is no
/// longer what `main` says.
///
/// With `dryRun` nothing changes; the answer is a plan either way: the operations, what comes of each, and why not where it can't be done.
struct RollbackEndpoint: Sendable {
  let git: GitStore
  let main: MainReconciler
  let clock: any WallClock
  /// Of the kinds that are served.
  let isNamespaced: @Sendable (GroupVersionKind) -> Bool?
  /// Who asks, where no transport says it: the user of this process.
  var localUser: String?

  var endpoints: [DaemonEndpoint] {
    [
      DaemonEndpoint("history/rollback") { try await change($0, rollback) },
      DaemonEndpoint("history/revert") { try await change($0, revert) },
      DaemonEndpoint("history/drift") { request in
        guard request.method == "GET" else { throw DaemonEndpoint.methodNotAllowed }
        let proposal = try await main.proposeAll()
        return .json(Plan(proposal: proposal, policies: await main.policies(of: proposal.operations)).value(showsUnchanged: false))
      },
    ]
  }

  /// Why a change is made, for its commit.
  private struct Edit {
    var files: [ChangedFile]
    /// The files around, as they are.
    var now: [ChangedFile]
    var conflicts: [RevertEdit.Conflict] = []
    var message: String
    var verb: String
  }

  private func change(_ request: HTTPRequest, _ edit: (_ body: Value, _ tip: String) async throws -> Edit) async throws -> HTTPResponse {
    guard request.method == "POST" else { throw DaemonEndpoint.methodNotAllowed }
    guard let body = try? JSON.decode(request.body), body.object != nil else { throw StatusError.badRequest("the body must be a JSON object") }
    do {
      await git.flush()
      try await main.reconcile()
      let repository = git.repository
      guard let tip = try await onOwnThread({ try repository.mainTip() as String? }) else {
        throw StatusError(409, .conflict, "main has no commits yet: there is nothing to take back")
      }
      guard tip == git.adoptedMain else {
        throw StatusError(409, .conflict, "main has commits that are not taken in yet: see 'kctl status', and try again when it is in sync")
      }
      let author = DaemonEndpoint.author(request, localUser: localUser)
      let plan = try await carryOut(edit(body, tip), tip, isDryRun: body["dryRun"]?.bool ?? false, author, client(request))
      return .json(plan.value(showsUnchanged: false))
    } catch let error as StatusError {
      throw error
    } catch let error as GitError {
      guard case .moved = error else { throw HistoryWire.status(error) }
      throw StatusError(409, .conflict, "main has just been moved by somebody else; nothing was changed: try again")
    } catch {
      throw HistoryWire.status(error)
    }
  }

  private func client(_ request: HTTPRequest) -> String {
    String(String.UnicodeScalarView((request.headers["User-Agent"] ?? "").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(200)))
  }

  private func carryOut(_ edit: Edit, _ tip: String, isDryRun: Bool, _ author: String, _ client: String) async throws -> Plan {
    var index = ManifestIndex()
    for file in edit.now { index.update(file.path, file.content) }
    let changes = DesiredChanges(from: index, changing: edit.files)
    var plan = Plan(proposal: try await main.propose(changes), conflicts: edit.conflicts, base: tip)
    guard !isDryRun, !plan.isRefused, !edit.files.isEmpty, let base = CommitID(hex: tip) else { return plan }
    var message = edit.message + "\n\nKctl-Verb: \(edit.verb)\n"
    if !client.isEmpty { message += "Kctl-User-Agent: \(client)\n" }
    if changes.deletionCount > 0 { message += "\(DeletionGuard.confirmation)\n" }
    let commit = MainCommit(message: message, authorName: author, time: clock.now)
    let (repository, signer) = (git.repository, git.signer)
    let id = try await onOwnThread { try commit.write(edit.files, onto: base, in: repository, signer: signer) }
    plan.commit = id.hex
    try await main.reconcile()
    return plan
  }

  // MARK: - rollback

  private func rollback(_ body: Value, _ tip: String) async throws -> Edit {
    guard let to = body["to"]?.int, to >= 0 else { throw StatusError.badRequest("to: a revision is wanted") }
    let place = try await git.place(.revision(Revision(UInt64(to))))
    guard let target = place.main?.hex else {
      throw StatusError(409, .conflict, "nothing was on main at revision \(to): there is no state of it to go back to")
    }
    let scope = try RollbackScope(body, isNamespaced: isNamespaced)
    let repository = git.repository
    let (now, then) = try await onOwnThread {
      (try repository.changedFiles(from: target, to: tip), try repository.changedFiles(from: tip, to: target))
    }
    let edit = try RollbackEdit(now: now, then: then, isEverything: scope.isEverything, where: scope.includes)
    return Edit(files: edit.files, now: now, message: body["message"]?.string ?? "Roll back \(scope.description) to revision \(to)", verb: "rollback")
  }

  // MARK: - revert

  private func revert(_ body: Value, _ tip: String) async throws -> Edit {
    guard let text = body["commit"]?.string, !text.isEmpty else { throw StatusError.badRequest("commit: a commit is wanted") }
    let overwrites = body["force"]?.bool ?? false
    let repository = git.repository
    guard let id = try await onOwnThread({ try Self.mainCommit(text, repository) }) else {
      throw StatusError(
        409, .conflict, "\(text) is what the cluster did by itself: no commit of main is behind it, so there is nothing to take back")
    }
    let (before, after, now, subject) = try await onOwnThread {
      let commit: Commit = try repository.commit(id)
      guard try repository.isAncestor(id, of: CommitID(hex: tip) ?? id) else {
        throw StatusError(409, .conflict, "\(text) is not part of main: there is nothing to take back")
      }
      guard commit.parents.count < 2 else {
        throw StatusError(409, .conflict, "\(text) is a merge: revert the commits that it brought, or roll back to a revision before it")
      }
      let parent = commit.parents.first?.hex
      let after = try repository.changedFiles(from: parent, to: id.hex)
      let before = try after.map { file in
        ChangedFile(path: file.path, content: try parent.flatMap { try repository.content(file.path, at: $0) })
      }
      // What the commit touched as it is today, and whatever changed since: an object may have moved to another file.
      let later = try repository.changedFiles(from: id.hex, to: tip)
      let paths = Set(later.map(\.path))
      let now = later + after.filter { !paths.contains($0.path) }
      return (before, after, now, commit.subject)
    }
    let edit = try RevertEdit(before: before, after: after, now: now, overwrites: overwrites)
    let message = "Revert \"\(subject)\"\n\nThis reverts commit \(id.hex)."
    return Edit(files: edit.files, now: now, conflicts: edit.conflicts, message: body["message"]?.string ?? message, verb: "revert")
  }

  /// The commit of `main` that the text names, itself or through the commit of `live` that took it in. Nil: `live` alone has it.
  private static func mainCommit(_ text: String, _ repository: Repository) throws -> CommitID? {
    let found: CommitID?
    do { found = try repository.resolve(revision: text) } catch { throw HistoryError.ambiguousCommit(text) }
    guard let found else { throw HistoryError.unknownCommit(text) }
    let commit: Commit = try repository.commit(found)
    let isLive = commit.committer.email == "kctl@kctl" && !commit.trailers("Kctl-Sequence").isEmpty
    return isLive ? (commit.parents.count > 1 ? commit.parents[1] : nil) : found
  }
}

extension Repository {
  /// A file's content in a commit; nil when it isn't there.
  fileprivate func content(_ path: String, at commit: String) throws -> [UInt8]? {
    guard let id = CommitID(hex: commit) else { return nil }
    let tree = (try self.commit(id) as Commit).tree
    return try entry(path, in: tree).flatMap { $0.isFile ? try blob($0.id) : nil }
  }
}
