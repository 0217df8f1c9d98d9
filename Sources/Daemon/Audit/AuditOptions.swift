import ArgumentParser

/// The flags about the audit log.
struct AuditOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Which requests are audited, and how much of them: an audit Policy. Without one, nothing is.", valueName: "file"), completion: .file())
  var auditPolicyFile: String?

  @Option(help: ArgumentHelp("Write audit events to this file, a JSON object a line; - for standard output.", valueName: "file"), completion: .file())
  var auditLogPath: String?

  @Option(help: ArgumentHelp("How many days old logs are kept; 0 for ever.", valueName: "days"))
  var auditLogMaxage = 0

  @Option(help: ArgumentHelp("How many old logs are kept; 0 for all.", valueName: "count"))
  var auditLogMaxbackup = 0

  @Option(help: ArgumentHelp("At which size in megabytes a log is put aside; 0 for 100.", valueName: "megabytes"))
  var auditLogMaxsize = 0

  @Flag(inversion: .prefixedNo, help: "Compress logs that were put aside, with gzip.")
  var auditLogCompress = false

  @Option(help: ArgumentHelp("How events are written: json, an object a line, or legacy, a line of text with less in it.", valueName: "format"))
  var auditLogFormat = "json"

  @Option(help: ArgumentHelp("The version of events in the log: audit.k8s.io/v1.", valueName: "version"))
  var auditLogVersion = "audit.k8s.io/v1"

  @Option(help: ArgumentHelp("When requests go on that are recorded there: batch, blocking, or blocking-strict, which refuses what can't be recorded.", valueName: "mode"))
  var auditLogMode = "blocking"

  @Option(help: ArgumentHelp("With batch: how many events wait to be written, at most; more are lost.", valueName: "count"))
  var auditLogBatchBufferSize = 10_000

  @Option(help: ArgumentHelp("With batch: how many events are written at once, at most.", valueName: "count"))
  var auditLogBatchMaxSize = 1

  @Option(help: ArgumentHelp("With batch: how long an event waits for others to go with.", valueName: "duration"))
  var auditLogBatchMaxWait = "0s"

  @Flag(inversion: .prefixedNo, help: "Leave objects out of events that are too large, and what is too large even so.")
  var auditLogTruncateEnabled = false

  @Option(help: ArgumentHelp("How large an event may be then.", valueName: "bytes"))
  var auditLogTruncateMaxEventSize = 102_400

  @Option(help: ArgumentHelp("A kubeconfig of a service that takes audit events.", valueName: "file"), completion: .file())
  var auditWebhookConfigFile: String?

  @Option(help: ArgumentHelp("The version of events for it: audit.k8s.io/v1.", valueName: "version"))
  var auditWebhookVersion = "audit.k8s.io/v1"

  @Option(help: ArgumentHelp("How many events go to it at once, at most.", valueName: "count"))
  var auditWebhookBatchMaxSize = 400

  @Option(help: ArgumentHelp("How many events wait for it, at most; more are lost.", valueName: "count"))
  var auditWebhookBatchBufferSize = 10_000

  @Option(help: ArgumentHelp("How long an event waits for others to go with.", valueName: "duration"))
  var auditWebhookBatchMaxWait = "30s"

  @Option(help: ArgumentHelp("When requests go on that are told to it: batch, blocking, or blocking-strict.", valueName: "mode"))
  var auditWebhookMode = "batch"

  @Flag(inversion: .prefixedNo, help: "Leave objects out of events for it that are too large, and what is too large even so.")
  var auditWebhookTruncateEnabled = false

  @Option(help: ArgumentHelp("How large an event for it may be then.", valueName: "bytes"))
  var auditWebhookTruncateMaxEventSize = 102_400

  init() {}
}
