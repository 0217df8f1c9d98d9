/// How much of a request an audit event tells (API reference: audit.k8s.io Level), in rising order.
public enum AuditLevel: String, Sendable, CaseIterable, Comparable {
  case none = "None"
  case metadata = "Metadata"
  case request = "Request"
  case requestResponse = "RequestResponse"

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  public static func < (a: AuditLevel, b: AuditLevel) -> Bool { a.rank < b.rank }
}

/// When in a request's life an event is made (API reference: audit.k8s.io Stage).
public enum AuditStage: String, Sendable, CaseIterable {
  case requestReceived = "RequestReceived"
  /// Of long-running requests: the answer's head has gone out.
  case responseStarted = "ResponseStarted"
  case responseComplete = "ResponseComplete"
  case panic = "Panic"
}
