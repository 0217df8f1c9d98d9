import APIMachinery
import Client
import GitStore
import Store

/// `history/compact`: squashes the old part of `live`'s history. The body says what stays: `{"keep":"7d"}`, `{"to":4711}`, or nothing for
/// what the daemon was told with `--retain-live`; with `"dryRun":true` nothing is done.
struct CompactEndpoint: Sendable {
  let git: GitStore

  var endpoint: DaemonEndpoint {
    DaemonEndpoint("history/compact") { request in
      guard request.method == "POST" else { throw DaemonEndpoint.methodNotAllowed }
      guard let body = try? JSON.decode(request.body), body.object != nil else { throw StatusError.badRequest("the body must be a JSON object") }
      do {
        let isDryRun = body["dryRun"]?.bool ?? false
        return .json(Self.value(try await git.compact(scope(body), dryRun: isDryRun), isDryRun: isDryRun))
      } catch {
        throw HistoryWire.status(error)
      }
    }
  }

  private func scope(_ body: Value) throws -> CompactionScope {
    switch (body["keep"]?.string, body["to"]?.int) {
    case (_?, _?): throw StatusError.badRequest("keep and to can't be said together")
    case (let keep?, nil): return .keeping(try RetentionPolicy(keep))
    case (nil, let to?) where to >= 0: return .since(Revision(UInt64(to)))
    case (nil, _?): throw StatusError.badRequest("to: a revision is wanted")
    case (nil, nil):
      guard let policy = git.retentionPolicy else {
        throw StatusError.badRequest("say how much history to keep: nothing is set for this cluster (kctl daemon --retain-live)")
      }
      return .keeping(policy)
    }
  }

  private static func value(_ report: CompactionReport, isDryRun: Bool) -> Value {
    var value: Value = [
      "kind": "CompactionReport", "apiVersion": "kctl.dev/v1alpha1", "dryRun": .bool(isDryRun), "squashed": .int(Int64(report.squashed)),
      "kept": .int(Int64(report.kept)), "commits": .int(Int64(report.extent.commits)),
    ]
    if let oldest = report.oldest { value["oldestRevision"] = .int(Int64(oldest.rawValue)) }
    if let time = report.oldestTime { value["oldestTime"] = .string(time.rfc3339) }
    if let commit = report.replaced { value["replaced"] = .string(commit.hex) }
    return value
  }
}
