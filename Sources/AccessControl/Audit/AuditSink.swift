import APIMachinery

/// Where audit events go.
public protocol AuditSink: Sendable {
  /// Takes the event in. Returns when it is in safe hands as far as the sink promises; may make the caller wait when it comes too fast.
  /// False when the event is lost and the request that it tells of must not go on for that.
  @discardableResult
  func record(_ event: Value) async -> Bool
}

/// What is audited, and where it goes.
public struct AuditConfiguration: Sendable {
  public var policy: AuditPolicy
  public var sinks: [any AuditSink]
  public init(policy: AuditPolicy, sinks: [any AuditSink]) { (self.policy, self.sinks) = (policy, sinks) }
}
