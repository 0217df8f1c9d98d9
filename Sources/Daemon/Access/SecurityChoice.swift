import APIServer
import AccessControl
import Basics
import Logging

/// What the options say about who gets in and what they may do, read from the files that they name.
struct SecurityChoice {
  let options: DaemonOptions
  private let audit: (configuration: AuditConfiguration?, loops: [@Sendable () async -> Void])

  /// Throws what is wrong with the files.
  init(_ options: DaemonOptions) throws {
    self.options = options
    audit = try AuditChoice(options: options.audit).read(Logger(label: "audit"))
  }

  /// Puts it into the configuration; that of service accounts' tokens must be there already. Answers what must run beside the server for it.
  func apply(to configuration: inout Configuration) throws -> [@Sendable () async -> Void] {
    let authorization = AuthorizationChoice(options: options.authorization)
    (configuration.authorizationSteps, configuration.attributePolicies) = (try authorization.steps(), try authorization.attributePolicies())
    configuration.audit = audit.configuration
    configuration.requestLimits.reading = options.maxRequestsInflight
    configuration.requestLimits.mutating = options.maxMutatingRequestsInflight
    configuration.requestLimits.isFair = options.enablePriorityAndFairness
    let reload = try AuthenticationChoice(options: options.authentication).apply(to: &configuration, logger: Logger(label: "authentication"))
    configuration.admission = try options.admissionSelection()
    configuration.admissionPlugins = try admissionPlugins()
    let files = try configuration.admissionPlugins.webhooks.filter { !$0.value.kubeconfig.isEmpty }.mapValues { try WebhookCredentialFile($0.kubeconfig) }
    configuration.webhookCredentials = { plugin, host, port in files[plugin]?.credential(host: host, port: port) }
    guard let reload else { return [] }
    return [{ await reload.run() }]
  }

  /// PEM of the authorities beside the cluster's own whose certificates are accepted.
  func authorities() throws -> (clients: [String], proxies: [String]) { try AuthenticationChoice(options: options.authentication).authorities() }

  /// What must run beside the server.
  func loops(_ server: APIServer, _ clock: any WallClock) -> [@Sendable () async -> Void] {
    guard let path = options.authorization.authorizationConfig else { return audit.loops }
    let reload = AuthorizationReload(path: path, server: server, clock: clock, logger: Logger(label: "authorization"))
    return audit.loops + [{ await reload.run() }]
  }

  private func admissionPlugins() throws -> AdmissionPluginConfiguration {
    var plugins = AdmissionPluginConfiguration()
    if let path = options.admissionControlConfigFile {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
      plugins = try AdmissionPluginConfiguration(ConfigurationFile(TextFile.readBytes(path), path: path)) { file in
        try TextFile.readBytes(file.hasPrefix("/") ? file : folder + file)
      }
    }
    let isAsked = options.enableAdmissionPlugins.split(separator: ",").contains("EventRateLimit")
    if isAsked, plugins.eventRateLimit == nil {
      throw DaemonError("--enable-admission-plugins EventRateLimit needs its limits: --admission-control-config-file")
    }
    return plugins
  }
}
