import APIServer
import AccessControl
import ArgumentParser
import Basics
import CEL
import Logging

/// What the options say about auditing.
struct AuditChoice {
  let options: AuditOptions

  func validate() throws {
    for (flag, number) in [
      ("maxage", options.auditLogMaxage), ("maxbackup", options.auditLogMaxbackup), ("maxsize", options.auditLogMaxsize),
    ] where number < 0 {
      throw ValidationError("--audit-log-\(flag) \(number) can't be a negative number")
    }
    guard options.auditWebhookBatchMaxSize > 0, options.auditWebhookBatchBufferSize > 0 else {
      throw ValidationError("--audit-webhook-batch-max-size and --audit-webhook-batch-buffer-size must be above 0")
    }
    guard GoDuration.parse(options.auditWebhookBatchMaxWait) != nil else {
      throw ValidationError("--audit-webhook-batch-max-wait \"\(options.auditWebhookBatchMaxWait)\" is not a duration such as 30s")
    }
    if options.auditPolicyFile == nil, options.auditLogPath != nil || options.auditWebhookConfigFile != nil {
      throw ValidationError("--audit-policy-file: an audit log needs a policy that says what goes into it")
    }
  }

  /// The configuration, and what must run for it. Reads the files; throws what is wrong with them.
  func read(_ logger: Logger) throws -> (configuration: AuditConfiguration?, loops: [@Sendable () async -> Void]) {
    guard let path = options.auditPolicyFile else { return (nil, []) }
    let policy = try AuditPolicy(ConfigurationFile(TextFile.readBytes(path), path: path))
    let clock = SystemClock()
    var sinks: [any AuditSink] = []
    var loops: [@Sendable () async -> Void] = []
    if let path = options.auditLogPath {
      var terms = AuditLogFile.Terms()
      if options.auditLogMaxsize > 0 { terms.bytesMax = options.auditLogMaxsize << 20 }
      terms.backupsMax = options.auditLogMaxbackup
      if options.auditLogMaxage > 0 { terms.ageMax = .seconds(options.auditLogMaxage * 86_400) }
      sinks.append(try AuditLogFile(path: path, terms: terms, clock: clock) { logger.error("\($0)") })
    }
    if let path = options.auditWebhookConfigFile {
      var terms = AuditWebhook.Terms()
      (terms.batchMax, terms.bufferMax) = (options.auditWebhookBatchMaxSize, options.auditWebhookBatchBufferSize)
      if let wait = GoDuration.parse(options.auditWebhookBatchMaxWait) { terms.wait = .nanoseconds(wait) }
      let service = try ReviewService(kubeconfig: path, timeout: .seconds(30))
      let webhook = AuditWebhook(service, terms: terms, clock: clock) { logger.error("\($0)") }
      sinks.append(webhook)
      loops.append { await webhook.run() }
    }
    return (AuditConfiguration(policy: policy, sinks: sinks), loops)
  }
}
