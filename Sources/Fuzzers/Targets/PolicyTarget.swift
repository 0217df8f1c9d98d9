import APIMachinery
import AccessControl
import Basics

/// The files that say who gets in and what they may do. Each is read whole or refused with what is wrong; what was read can be asked.
struct PolicyTarget: FuzzTarget {
  let name = "policy"
  let seeds = [
    #"{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"a","namespace":"*","resource":"pods","readonly":true}}"#,
    "# people\ntoken-1,ada,u1,\"dev,ops\"\ntoken-2,bob,u2\n",
    """
    apiVersion: apiserver.config.k8s.io/v1
    kind: AuthorizationConfiguration
    authorizers:
    - {type: Node, name: node}
    - type: Webhook
      name: w
      webhook: {timeout: 3s, subjectAccessReviewVersion: v1, matchConditionSubjectAccessReviewVersion: v1, failurePolicy: Deny,
        connectionInfo: {type: InClusterConfig}, matchConditions: [{expression: "request.user == 'a'"}]}
    """,
    """
    apiVersion: apiserver.config.k8s.io/v1
    kind: AuthenticationConfiguration
    jwt:
    - issuer: {url: "https://a.example", audiences: [x]}
      claimMappings: {username: {expression: "claims.sub + '@a'"}, groups: {claim: g, prefix: ""}}
      claimValidationRules: [{expression: "claims.exp > 0", message: no}]
    anonymous: {enabled: true, conditions: [{path: /healthz}]}
    """,
    """
    apiVersion: audit.k8s.io/v1
    kind: Policy
    omitStages: [RequestReceived]
    rules:
    - {level: None, nonResourceURLs: ["/healthz*"]}
    - {level: Request, users: [a], verbs: [get], resources: [{group: apps, resources: ["*/scale"], resourceNames: [x]}], namespaces: [n], omitManagedFields: true}
    """,
    """
    apiVersion: apiserver.config.k8s.io/v1
    kind: AdmissionConfiguration
    plugins:
    - {name: PodSecurity, configuration: {apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration,
        defaults: {enforce: baseline, enforce-version: v1.30}, exemptions: {usernames: [a], namespaces: [b]}}}
    - {name: EventRateLimit, configuration: {apiVersion: eventratelimit.admission.k8s.io/v1alpha1, kind: Configuration, limits: [{type: User, qps: 1, burst: 2}]}}
    - {name: ResourceQuota, configuration: {limitedResources: [{resource: pods, matchScopes: [{scopeName: PriorityClass, operator: In, values: [a]}]}]}}
    - {name: MutatingAdmissionWebhook, configuration: {kubeConfigFile: /etc/webhooks}}
    """,
    """
    apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
    - resources: [secrets, "*.apps"]
      providers:
      - aesgcm: {keys: [{name: one, secret: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=}]}
      - kms: {apiVersion: v2, name: vault, endpoint: "unix:///run/vault", timeout: 3s}
      - identity: {}
    """,
  ].map { Array($0.utf8) }
  let dictionary = [
    "type: ", "RBAC", "Webhook", "level: ", "None", "expression: ", "claims.", "timeout: ", "9999999999h", "*", "/*", "v1.99999999999999999999", "-1", "\",\"", "{}", "[]", "null", "<<: *a",
  ]
  private static let asked = [
    AuthorizationAttributes(user: UserInfo(name: "a", groups: ["g"]), verb: "get", apiGroup: "apps", resource: "deployments", subresource: "scale", namespace: "n", name: "x"),
    AuthorizationAttributes(user: .anonymous, verb: "get", path: "/healthz"),
  ]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    var isAccepted = false
    if let file = try? AttributePolicyFile(text), !file.policies.isEmpty {
      isAccepted = true
      let authorizer = AttributeAuthorizer(file.policies)
      for attributes in Self.asked { _ = (authorizer.decide(attributes), authorizer.rules(for: attributes.user, in: attributes.namespace)) }
    }
    if (try? TokenFile(text)) != nil { isAccepted = true }
    guard let file = try? ConfigurationFile(input, path: "f") else { return isAccepted }
    if let policy = try? AuditPolicy(file) {
      isAccepted = true
      for attributes in Self.asked { _ = policy.verdict(attributes) }
    }
    if (try? AuthorizationConfiguration(file)) != nil { isAccepted = true }
    if (try? AuthenticationConfiguration(file)) != nil { isAccepted = true }
    if (try? AdmissionPluginConfiguration(file) { _ in [] }) != nil { isAccepted = true }
    if (try? EncryptionConfiguration(file)) != nil { isAccepted = true }
    return isAccepted
  }
}
