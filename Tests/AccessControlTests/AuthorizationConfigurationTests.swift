import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct AuthorizationConfigurationTests {
  static let good = """
    apiVersion: apiserver.config.k8s.io/v1
    kind: AuthorizationConfiguration
    authorizers:
    - type: Webhook
      name: guard
      webhook:
        timeout: 3s
        authorizedTTL: 1m
        unauthorizedTTL: 5s
        subjectAccessReviewVersion: v1
        matchConditionSubjectAccessReviewVersion: v1
        failurePolicy: Deny
        connectionInfo:
          type: KubeConfigFile
          kubeConfigFile: /etc/guard.yaml
        matchConditions:
        - expression: has(request.resourceAttributes)
        - expression: request.resourceAttributes.namespace == 'prod'
    - type: Node
      name: node
    - type: RBAC
      name: rbac
    """

  private static func read(_ text: String) throws(ConfigurationFileError) -> AuthorizationConfiguration {
    try AuthorizationConfiguration(ConfigurationFile(Array(text.utf8), path: "authz.yaml"))
  }

  @Test func `a whole configuration is read, in its order`() throws {
    let entries = try Self.read(Self.good).entries
    guard entries.count == 3, case .webhook(let webhook) = entries[0], case .mode(.node) = entries[1], case .mode(.rbac) = entries[2] else {
      Issue.record("\(entries)")
      return
    }
    #expect(webhook.terms.name == "guard" && webhook.terms.deniesOnFailure && !webhook.terms.conditions.isEmpty)
    #expect(webhook.terms.allowedLifetime == .seconds(60) && webhook.terms.refusedLifetime == .seconds(5))
    #expect(webhook.timeout == .seconds(3) && webhook.kubeconfig == "/etc/guard.yaml")
  }

  @Test(arguments: [
    ("name: node", "name: guard", "authz.yaml:20: authorizers[1].name: Duplicate value: \"guard\""),
    ("type: RBAC", "type: Node", "authz.yaml:21: authorizers[2].type: Duplicate value: \"Node\""),
    ("type: RBAC", "type: Magic", "authorizers[2].type: Unsupported value: \"Magic\""),
    ("timeout: 3s", "timeout: 31s", "authorizers[0].webhook.timeout: Invalid value: \"31s\": must be > 0s and <= 30s"),
    ("failurePolicy: Deny", "failurePolicy: Ignore", "authz.yaml:12: authorizers[0].webhook.failurePolicy: Unsupported value: \"Ignore\""),
    ("subjectAccessReviewVersion: v1\n", "subjectAccessReviewVersion: v2\n", "subjectAccessReviewVersion: Unsupported value: \"v2\""),
    ("request.resourceAttributes.namespace ==", "request.namespace ==", "authz.yaml:18: authorizers[0].webhook.matchConditions[1].expression"),
    ("kubeConfigFile: /etc/guard.yaml", "kubeconfigFile: /etc/guard.yaml", "connectionInfo.kubeConfigFile: Required value"),
    ("type: KubeConfigFile", "type: Elsewhere", "connectionInfo.type: Unsupported value"), ("  name: rbac", "  name: rbac\n  webhook: {}", "may only be specified when type=Webhook"),
    ("authorizers:", "authorisers:", "at least one authorization mode must be defined"), ("  name: guard", "  name: Guard_", "must be a lowercase RFC 1123 subdomain"),
  ])
  func `what is wrong is told with file, line, field and reason`(old: String, new: String, problem: String) {
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.good)
    do {
      _ = try Self.read(text)
      Issue.record("it should be refused")
    } catch { #expect(error.description.contains(problem), "\(error)") }
  }

  @Test func `not keeping answers is said by a flag of its own`() throws {
    let text = Self.good.replacing("authorizedTTL: 1m\n", with: "cacheAuthorizedRequests: false\n", maxReplacements: 1)
    guard case .webhook(let webhook)? = try Self.read(text).entries.first else { Issue.record("no webhook"); return }
    #expect(webhook.terms.allowedLifetime == .zero)
  }
}
