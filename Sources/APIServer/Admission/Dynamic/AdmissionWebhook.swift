import APIMachinery
import APISchemas
import CEL

/// One webhook of a MutatingWebhookConfiguration or ValidatingWebhookConfiguration.
struct AdmissionWebhook: Sendable {
  let name: String
  /// Changes when the configuration does: answers that were given under another aren't used.
  let revision: String
  let endpoint: WebhookEndpoint
  let filter: RequestFilter
  let matchConditions: MatchConditions
  let failsClosed: Bool
  let timeout: Duration
  let hasSideEffects: Bool
  let isReinvoked: Bool
  let reviewVersion: String
  /// The plugin that calls it.
  let plugin: AdmissionPluginName

  init(_ source: Value, of configuration: Value, _ plugin: AdmissionPluginName = .validatingAdmissionWebhook) {
    self.plugin = plugin
    name = source["name"]?.string ?? ""
    revision = configuration.uid + "/" + configuration.resourceVersion
    endpoint = WebhookEndpoint(clientConfig: source["clientConfig"])
    filter = RequestFilter(source, rules: "rules")
    matchConditions = MatchConditions(source["matchConditions"], AdmissionExpressions.environment())
    failsClosed = source["failurePolicy"]?.string != "Ignore"
    timeout = .seconds(source["timeoutSeconds"]?.int ?? 10)
    hasSideEffects = !["None", "NoneOnDryRun"].contains(source["sideEffects"]?.string ?? "")
    isReinvoked = source["reinvocationPolicy"]?.string == "IfNeeded"
    let versions = source["admissionReviewVersions"]?.array?.compactMap(\.string) ?? []
    reviewVersion = versions.first { $0 == "v1" || $0 == "v1beta1" } ?? "v1"
  }

  /// What a webhook is asked: an AdmissionRequest without its uid. The same question in the same request is asked once.
  struct Question: Hashable, Sendable {
    var webhook: String
    var revision: String
    var request: Value
  }

  func question(_ subject: AdmissionSubject, as version: ResourceDefinition) -> Question {
    Question(webhook: name, revision: revision, request: subject.value(as: version, withObjects: true))
  }

  /// The denial of a webhook that can't be called: its failure policy is Fail.
  func failure(_ problem: String) -> StatusError { .internalError("failed calling webhook \"\(name)\": \(problem)") }
}
