import APIMachinery
import AccessControl

/// Keeps events small: of one that is larger than it may be the objects are left out, and one that is too large even so is lost
/// (kubernetes.io, "Auditing": `--audit-…-truncate-…`).
struct AuditTruncation: AuditSink {
  let inner: any AuditSink
  let bytesMax: Int

  /// nil when nothing of it is small enough.
  static func cut(_ event: Value, to bytesMax: Int) -> Value? {
    if JSON.encode(event).count <= bytesMax { return event }
    var event = event
    (event["requestObject"], event["responseObject"]) = (nil, nil)
    event[path: "annotations", "audit.k8s.io/truncated"] = "true"
    return JSON.encode(event).count <= bytesMax ? event : nil
  }

  func record(_ event: Value) async -> Bool {
    guard let event = Self.cut(event, to: bytesMax) else { return true }
    return await inner.record(event)
  }
}
