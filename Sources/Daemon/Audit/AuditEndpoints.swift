import APIMachinery
import AccessControl

/// A log that gets its events from a queue, as a service elsewhere does.
struct AuditLogEndpoint: ReviewEndpoint {
  let log: AuditLogFile

  func answer(_ review: Value) async throws(ReviewFailure) -> Value {
    for event in review["items"]?.array ?? [] { await log.record(event) }
    return [:]
  }
}

/// A service elsewhere that requests wait for: each event is sent by itself.
struct BlockingAuditWebhook: AuditSink {
  let endpoint: any ReviewEndpoint
  let isStrict: Bool
  let report: @Sendable (String) -> Void

  func record(_ event: Value) async -> Bool {
    do throws(ReviewFailure) {
      try await endpoint.send(["kind": "EventList", "apiVersion": "audit.k8s.io/v1", "metadata": [:], "items": [event]])
      return true
    } catch {
      report("an audit event was lost: \(error)")
      return !isStrict
    }
  }
}
