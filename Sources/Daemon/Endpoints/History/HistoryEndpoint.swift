import APIMachinery
import Basics
import Client
import GitStore
import Store

/// What only git knows of the past: `history` (who changed what), `history/point` (from a time or a commit to a revision) and
/// `history/differences` (what differs between two revisions), `history/check` (whether git holds what the store says).
///
/// The answers hold objects as they were, Secrets in clear: they are for administrators, as are all of these endpoints.
struct HistoryEndpoint: Sendable {
  let git: GitStore

  var endpoints: [DaemonEndpoint] {
    [
      DaemonEndpoint("history") { try await answer($0) { try await log($0) } },
      DaemonEndpoint("history/point") { try await answer($0) { try await point($0) } },
      DaemonEndpoint("history/differences") { try await answer($0) { try await differences($0) } },
      CompactEndpoint(git: git).endpoint,
      DaemonEndpoint("history/check") { request in
        guard ["GET", "POST"].contains(request.method) else { throw DaemonEndpoint.methodNotAllowed }
        do { return .json(Self.value(try await git.check(repairsIndexes: request.method == "POST"))) } catch { throw HistoryWire.status(error) }
      },
    ]
  }

  private func answer(_ request: HTTPRequest, _ body: (HTTPRequest) async throws -> Value) async throws -> HTTPResponse {
    guard request.method == "GET" else { throw DaemonEndpoint.methodNotAllowed }
    do { return .json(try await body(request)) } catch { throw HistoryWire.status(error) }
  }

  private static func value(_ report: StoreReport) -> Value {
    [
      "kind": "CheckReport", "apiVersion": "kctl.dev/v1alpha1", "objects": .int(Int64(report.objects)),
      "commits": .int(Int64(report.commits)), "changes": .int(Int64(report.changes)), "notes": .int(Int64(report.notes)),
      "findings": .array(report.findings.map { finding in
        [
          "part": .string(finding.part), "message": .string(finding.message), "repair": .string(finding.repair),
          "repaired": .bool(finding.isRepaired),
        ]
      }),
    ]
  }

  private func log(_ request: HTTPRequest) async throws -> Value {
    let query = try HistoryWire.query(request)
    let page = try await git.log(query)
    var metadata: Value = ["revision": .int(Int64(git.revision.rawValue))]
    if let continuation = page.continuation { metadata["continue"] = .string(continuation) }
    if let oldest = page.oldest { metadata["oldestRevision"] = .int(Int64(oldest.rawValue)) }
    let showsObjects = request.parameter("objects") == "true"
    return [
      "kind": "ChangeList", "apiVersion": "kctl.dev/v1alpha1", "metadata": metadata,
      "items": .array(page.entries.map { HistoryWire.value($0, showsObjects: showsObjects) }),
    ]
  }

  private func point(_ request: HTTPRequest) async throws -> Value {
    let place = try await git.place(try HistoryWire.point(request))
    var value: Value = ["kind": "HistoryPoint", "apiVersion": "kctl.dev/v1alpha1", "revision": .int(Int64(place.revision.rawValue))]
    if let commit = place.live { value["commit"] = .string(commit.hex) }
    if let commit = place.main { value["main"] = .string(commit.hex) }
    if let time = place.time { value["time"] = .string(time.rfc3339) }
    return value
  }

  private func differences(_ request: HTTPRequest) async throws -> Value {
    guard let from = request.parameter("from").flatMap({ Revision($0) }), let to = request.parameter("to").flatMap({ Revision($0) }) else {
      throw StatusError.badRequest("from and to must be revisions")
    }
    let found = try await git.differences(from: from, to: to, try HistoryWire.query(request))
    return [
      "kind": "DifferenceList", "apiVersion": "kctl.dev/v1alpha1",
      "items": .array(found.map { difference in
        var value: Value = ["object": HistoryWire.value(difference.key)]
        if let before = difference.before { value["before"] = before.decoded() }
        if let after = difference.after { value["after"] = after.decoded() }
        return value
      }),
    ]
  }
}
