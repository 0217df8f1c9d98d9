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

  @Option(help: ArgumentHelp("A kubeconfig of a service that takes audit events.", valueName: "file"), completion: .file())
  var auditWebhookConfigFile: String?

  @Option(help: ArgumentHelp("How many events go to it at once, at most.", valueName: "count"))
  var auditWebhookBatchMaxSize = 400

  @Option(help: ArgumentHelp("How many events wait for it, at most; more are lost.", valueName: "count"))
  var auditWebhookBatchBufferSize = 10_000

  @Option(help: ArgumentHelp("How long an event waits for others to go with.", valueName: "duration"))
  var auditWebhookBatchMaxWait = "30s"

  init() {}
}
