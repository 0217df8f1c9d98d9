import APIMachinery
import Basics
import Synchronization

/// What is noted of one request while it goes through the stages, and told to the sinks.
public final class AuditTrail: Sendable {
  /// That of the request this task works on; nil when it isn't audited, so that noting costs nothing then.
  @TaskLocal public static var current: AuditTrail?

  private let verdict: AuditPolicy.Verdict
  private let sinks: [any AuditSink]
  private let clock: any WallClock
  private let event: Mutex<AuditEvent>

  public init(_ event: AuditEvent, _ verdict: AuditPolicy.Verdict, sinks: [any AuditSink], clock: any WallClock) {
    var event = event
    event.level = verdict.level
    event.omitsManagedFields = verdict.omitsManagedFields
    (self.verdict, self.sinks, self.clock) = (verdict, sinks, clock)
    self.event = Mutex(event)
  }

  public var level: AuditLevel { verdict.level }

  /// The first value of an annotation stays.
  public func annotate(_ key: String, _ value: String) {
    event.withLock { if $0.annotations[key] == nil { $0.annotations[key] = value } }
  }

  public func change(_ body: (inout AuditEvent) -> Void) { event.withLock { body(&$0) } }

  /// False when a sink without which nothing may happen can't take the event.
  @discardableResult
  public func record(_ stage: AuditStage) async -> Bool {
    guard verdict.includes(stage) else { return true }
    let now = clock.now
    let value = event.withLock { $0.value(stage, at: now) }
    var isSafe = true
    for sink in sinks {
      let isAccepted = await sink.record(value)
      if !isAccepted { isSafe = false }
    }
    return isSafe
  }
}
