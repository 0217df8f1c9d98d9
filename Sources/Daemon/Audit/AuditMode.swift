/// When a request goes on whose event is to be recorded (kubernetes.io, "Auditing": `--audit-log-mode`, `--audit-webhook-mode`).
enum AuditMode: String, CaseIterable {
  /// At once; events are recorded together.
  case batch
  /// When its event is recorded, or couldn't be.
  case blocking
  /// As blocking; one whose beginning can't be recorded is refused.
  case blockingStrict = "blocking-strict"
}
