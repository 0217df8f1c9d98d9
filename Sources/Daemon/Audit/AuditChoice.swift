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
    let amounts = [
      ("log-batch-max-size", options.auditLogBatchMaxSize), ("log-batch-buffer-size", options.auditLogBatchBufferSize),
      ("log-truncate-max-event-size", options.auditLogTruncateMaxEventSize), ("webhook-batch-max-size", options.auditWebhookBatchMaxSize),
      ("webhook-batch-buffer-size", options.auditWebhookBatchBufferSize), ("webhook-truncate-max-event-size", options.auditWebhookTruncateMaxEventSize),
    ]
    for (flag, number) in amounts where number <= 0 { throw ValidationError("--audit-\(flag) must be above 0") }
    for (flag, text) in [("log", options.auditLogBatchMaxWait), ("webhook", options.auditWebhookBatchMaxWait)] where GoDuration.parse(text) == nil {
      throw ValidationError("--audit-\(flag)-batch-max-wait \"\(text)\" is not a duration such as 30s")
    }
    for (flag, text) in [("log", options.auditLogMode), ("webhook", options.auditWebhookMode)] where AuditMode(rawValue: text) == nil {
      throw ValidationError("--audit-\(flag)-mode \"\(text)\" must be one of \(AuditMode.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard AuditLogFormat(rawValue: options.auditLogFormat) != nil else {
      throw ValidationError("--audit-log-format: invalid audit log format \(options.auditLogFormat), allowed formats are \"\(AuditLogFormat.allCases.map(\.rawValue).joined(separator: ","))\"")
    }
    for (flag, version) in [("log", options.auditLogVersion), ("webhook", options.auditWebhookVersion)] where version != "audit.k8s.io/v1" {
      throw ValidationError("--audit-\(flag)-version \"\(version)\" is not supported: events are of version audit.k8s.io/v1")
    }
    if options.auditPolicyFile == nil, options.auditLogPath != nil || options.auditWebhookConfigFile != nil {
      throw ValidationError("--audit-policy-file: an audit log needs a policy that says what goes into it")
    }
  }

  /// The configuration, and what must run for it. Reads the files; throws what is wrong with them.
  func read(_ logger: Logger) throws -> (configuration: AuditConfiguration?, loops: [@Sendable () async -> Void]) {
    guard let path = options.auditPolicyFile else { return (nil, []) }
    let policy = try AuditPolicy(ConfigurationFile(TextFile.readBytes(path), path: path))
    var sinks: [any AuditSink] = []
    var loops: [@Sendable () async -> Void] = []
    for (sink, loop) in [try log(logger), try webhook(logger)].compactMap({ $0 }) {
      sinks.append(sink)
      if let loop { loops.append(loop) }
    }
    return (AuditConfiguration(policy: policy, sinks: sinks), loops)
  }

  private typealias Target = (sink: any AuditSink, loop: (@Sendable () async -> Void)?)

  private func log(_ logger: Logger) throws -> Target? {
    guard let path = options.auditLogPath else { return nil }
    let mode = AuditMode(rawValue: options.auditLogMode) ?? .blocking
    var terms = AuditLogFile.Terms()
    if options.auditLogMaxsize > 0 { terms.bytesMax = options.auditLogMaxsize << 20 }
    terms.backupsMax = options.auditLogMaxbackup
    if options.auditLogMaxage > 0 { terms.ageMax = .seconds(options.auditLogMaxage * 86_400) }
    terms.isStrict = mode == .blockingStrict
    terms.isCompressed = options.auditLogCompress
    terms.format = AuditLogFormat(rawValue: options.auditLogFormat) ?? .json
    let file = try AuditLogFile(path: path, terms: terms, clock: SystemClock()) { logger.error("\($0)") }
    let truncation = options.auditLogTruncateEnabled ? options.auditLogTruncateMaxEventSize : nil
    guard mode == .batch else { return (Self.truncated(file, truncation), nil) }
    let queue = Self.queue(
      AuditLogEndpoint(log: file), options.auditLogBatchMaxSize, options.auditLogBatchBufferSize, options.auditLogBatchMaxWait, logger)
    return (Self.truncated(queue, truncation), { await queue.run() })
  }

  private func webhook(_ logger: Logger) throws -> Target? {
    guard let path = options.auditWebhookConfigFile else { return nil }
    let service = try ReviewService(kubeconfig: path, timeout: .seconds(30))
    let truncation = options.auditWebhookTruncateEnabled ? options.auditWebhookTruncateMaxEventSize : nil
    let mode = AuditMode(rawValue: options.auditWebhookMode) ?? .batch
    guard mode == .batch else {
      let webhook = BlockingAuditWebhook(endpoint: service, isStrict: mode == .blockingStrict) { logger.error("\($0)") }
      return (Self.truncated(webhook, truncation), nil)
    }
    let queue = Self.queue(
      service, options.auditWebhookBatchMaxSize, options.auditWebhookBatchBufferSize, options.auditWebhookBatchMaxWait, logger)
    return (Self.truncated(queue, truncation), { await queue.run() })
  }

  private static func truncated(_ sink: any AuditSink, _ bytesMax: Int?) -> any AuditSink {
    guard let bytesMax else { return sink }
    return AuditTruncation(inner: sink, bytesMax: bytesMax)
  }

  private static func queue(_ endpoint: any ReviewEndpoint, _ batchMax: Int, _ bufferMax: Int, _ wait: String, _ logger: Logger) -> AuditWebhook {
    var terms = AuditWebhook.Terms()
    (terms.batchMax, terms.bufferMax) = (batchMax, bufferMax)
    if let wait = GoDuration.parse(wait) { terms.wait = .nanoseconds(wait) }
    return AuditWebhook(endpoint, terms: terms, clock: SystemClock()) { logger.error("\($0)") }
  }
}
