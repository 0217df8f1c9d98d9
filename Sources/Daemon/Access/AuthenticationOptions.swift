import ArgumentParser

/// The flags about who is asking.
struct AuthenticationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Issuers of tokens and limits of anonymous access: an AuthenticationConfiguration; its issuers are read again when it changes.", valueName: "file"), completion: .file())
  var authenticationConfig: String?

  @Option(help: ArgumentHelp("Whether callers without credentials are let in, as system:anonymous.", valueName: "bool"))
  var anonymousAuth = true

  @Option(
    help: ArgumentHelp("Authorities whose client certificates are accepted, beside the cluster's own: PEM.", valueName: "file"), completion: .file())
  var clientCAFile: String?

  @Option(help: ArgumentHelp("A kubeconfig of a service that knows bearer tokens (TokenReview).", valueName: "file"), completion: .file())
  var authenticationTokenWebhookConfigFile: String?

  @Option(help: ArgumentHelp("How long its answers are kept.", valueName: "duration"))
  var authenticationTokenWebhookCacheTTL = "2m"

  @Option(help: ArgumentHelp("The version of TokenReview that it speaks: v1 or v1beta1.", valueName: "version"))
  var authenticationTokenWebhookVersion = "v1beta1"

  @Option(name: .customLong("oidc-issuer-url"), help: ArgumentHelp("An OpenID issuer whose ID tokens are taken; https only.", valueName: "url"))
  var oidcIssuerURL = ""

  @Option(name: .customLong("oidc-client-id"), help: ArgumentHelp("For whom its tokens must be.", valueName: "id"))
  var oidcClientID = ""

  @Option(help: ArgumentHelp("The authority of the issuer's certificate: PEM; the host's authorities when not given.", valueName: "file"), completion: .file())
  var oidcCAFile: String?

  @Option(help: ArgumentHelp("The claim that names the user.", valueName: "claim"))
  var oidcUsernameClaim = "sub"

  @Option(help: ArgumentHelp("What stands before user names; the issuer's URL and # when not given, - for nothing.", valueName: "text"))
  var oidcUsernamePrefix = ""

  @Option(help: ArgumentHelp("The claim that lists the user's groups.", valueName: "claim"))
  var oidcGroupsClaim = ""

  @Option(help: ArgumentHelp("What stands before names of groups.", valueName: "text"))
  var oidcGroupsPrefix = ""

  @Option(help: ArgumentHelp("A claim that must be there with a value. Can be given again.", valueName: "name=value"))
  var oidcRequiredClaim: [String] = []

  @Option(help: ArgumentHelp("The signature algorithms that are taken.", valueName: "list"))
  var oidcSigningAlgs = "RS256"

  @Option(
    name: .customLong("requestheader-client-ca-file"),
    help: ArgumentHelp("Authorities of proxies in front, which name in headers whom they have authenticated: PEM.", valueName: "file"),
    completion: .file())
  var requestHeaderClientCAFile: String?

  @Option(
    name: .customLong("requestheader-allowed-names"),
    help: ArgumentHelp("Common names of such proxies; any that the authority has certified when not given.", valueName: "list"))
  var requestHeaderAllowedNames = ""

  @Option(name: .customLong("requestheader-username-headers"), help: ArgumentHelp("Headers that name the user.", valueName: "list"))
  var requestHeaderUsernameHeaders = "X-Remote-User"

  @Option(name: .customLong("requestheader-uid-headers"), help: ArgumentHelp("Headers with the user's uid.", valueName: "list"))
  var requestHeaderUIDHeaders = "X-Remote-Uid"

  @Option(name: .customLong("requestheader-group-headers"), help: ArgumentHelp("Headers that name the user's groups.", valueName: "list"))
  var requestHeaderGroupHeaders = "X-Remote-Group"

  @Option(
    name: .customLong("requestheader-extra-headers-prefix"),
    help: ArgumentHelp("How headers begin that carry more about the user.", valueName: "list"))
  var requestHeaderExtraHeadersPrefix = "X-Remote-Extra-"

  init() {}
}
