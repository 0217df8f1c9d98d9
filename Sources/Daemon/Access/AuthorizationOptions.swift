import ArgumentParser

/// The flags about who may do what.
struct AuthorizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The authorization policies asked, in order: Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny; Node,RBAC when not given.", valueName: "list"))
  var authorizationMode: String?

  @Option(
    help: ArgumentHelp(
      "The policies asked, in order, with webhooks among them: an AuthorizationConfiguration; read again when it changes.", valueName: "file"),
    completion: .file())
  var authorizationConfig: String?

  @Option(help: ArgumentHelp("The policies of mode ABAC: a JSON object a line.", valueName: "file"), completion: .file())
  var authorizationPolicyFile: String?

  @Option(help: ArgumentHelp("A kubeconfig of the service that mode Webhook asks (SubjectAccessReview).", valueName: "file"), completion: .file())
  var authorizationWebhookConfigFile: String?

  @Option(help: ArgumentHelp("The version of SubjectAccessReview that it speaks: v1 or v1beta1.", valueName: "version"))
  var authorizationWebhookVersion = "v1beta1"

  @Option(
    name: .customLong("authorization-webhook-cache-authorized-ttl"), help: ArgumentHelp("How long its answers that allow are kept.", valueName: "duration"))
  var authorizationWebhookCacheAuthorizedTTL = "5m"

  @Option(
    name: .customLong("authorization-webhook-cache-unauthorized-ttl"), help: ArgumentHelp("How long its other answers are kept.", valueName: "duration"))
  var authorizationWebhookCacheUnauthorizedTTL = "30s"

  init() {}

  var modes: String { authorizationMode ?? "Node,RBAC" }
}
