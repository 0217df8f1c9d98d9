import APIMachinery
import Basics
import Client
import GitObjects
import GitOps
import GitStore
import Store

/// `kctl status`: how far the cluster is behind `main`, what failed, what isn't in git yet.
struct StatusEndpoint: Sendable {
  let store: any ObjectStore
  let git: GitStore?
  let main: MainReconciler?

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("status") { _ in
      let status = await main?.wholeStatus() ?? MainStatus()
      var answer: Value = ["revision": .int(Int64(store.revision.rawValue))]
      if let git {
        answer["repository"] = .string(git.repository.workTree ?? git.repository.gitDirectory)
        let state = git.status
        answer["backlogBytes"] = .int(Int64(state.backlogBytes))
        answer["heldEdits"] = .int(Int64(state.heldEdits))
        if let problem = state.problem { answer["problem"] = .string(problem) }
        answer["main"] = try await onOwnThread { Self.main(status, git) }
        answer["history"] = try await Self.history(git)
        answer["sizes"] = Self.sizes(await git.size())
      }
      if let held = status.held { answer["held"] = .string(held) }
      answer["failures"] = .array(status.failures.map { failure in
        var value: Value = ["file": .string(failure.path), "message": .string(failure.message)]
        if let line = failure.line { value["line"] = .int(Int64(line)) }
        return value
      })
      return .json(answer)
    }
  }

  private static func history(_ git: GitStore) async throws -> Value {
    let extent = try await git.extent()
    var value: Value = ["commits": .int(Int64(extent.commits)), "squashedCommits": .int(Int64(extent.squashed))]
    if let oldest = extent.oldest { value["oldestRevision"] = .int(Int64(oldest.rawValue)) }
    if let time = extent.oldestTime { value["oldestTime"] = .string(time.rfc3339) }
    if let policy = git.retentionPolicy { value["retain"] = .string(policy.description) }
    if let time = git.squashedAt { value["squashedAt"] = .string(time.rfc3339) }
    return value
  }

  private static func sizes(_ size: RepositorySize) -> Value {
    [
      "repository": .int(size.total), "packs": .int(size.packs), "packCount": .int(Int64(size.packCount)),
      "looseObjects": .int(size.looseObjects), "journal": .int(size.journal), "indexes": .int(size.indexes),
    ]
  }

  private static func main(_ status: MainStatus, _ git: GitStore) -> Value {
    var value: Value = [:]
    let tip = (try? git.repository.mainTip()) ?? status.tip
    if let tip { value["commit"] = .string(tip) }
    let adopted = git.adoptedMain
    if let adopted { value["adopted"] = .string(adopted) }
    value["behind"] = .int(Int64(behind(tip, adopted, git)))
    return value
  }

  private static func behind(_ tip: String?, _ adopted: String?, _ git: GitStore) -> Int {
    guard let tip, tip != adopted, let id = CommitID(hex: tip) else { return 0 }
    return (try? git.repository.commits(from: adopted.flatMap { CommitID(hex: $0) }, to: id).count) ?? 1
  }
}
