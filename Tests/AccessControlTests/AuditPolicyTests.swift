import APIMachinery
import Basics
import Testing

@testable import AccessControl

struct AuditPolicyTests {
  static let good = """
    apiVersion: audit.k8s.io/v1
    kind: Policy
    omitStages: [RequestReceived]
    omitManagedFields: true
    rules:
    - level: None
      users: [system:kube-scheduler]
      verbs: [get, list, watch]
    - level: None
      nonResourceURLs: ["/healthz*", /version]
    - level: Metadata
      resources:
      - group: ""
        resources: [secrets, configmaps, "*/status"]
    - level: Request
      namespaces: [prod]
      resources:
      - group: apps
        resources: ["deployments/*"]
        resourceNames: [web]
      omitManagedFields: false
      omitStages: [ResponseStarted]
    - level: RequestResponse
      userGroups: [auditors]
    - level: None
      resources: [{group: "", resources: [events]}]
    - level: Metadata
    """

  private static func policy(_ text: String = good) throws -> AuditPolicy { try AuditPolicy(ConfigurationFile(Array(text.utf8), path: "audit.yaml")) }

  private static func resource(
    _ user: String, _ verb: String, _ group: String, _ resource: String, _ subresource: String = "", namespace: String = "default", name: String = ""
  ) -> AuthorizationAttributes {
    AuthorizationAttributes(
      user: UserInfo(name: user, groups: user == "ann" ? ["auditors"] : []), verb: verb, apiGroup: group, resource: resource, subresource: subresource,
      namespace: namespace, name: name)
  }

  @Test func `the first rule that matches decides`() throws {
    let policy = try Self.policy()
    let expected: [(AuthorizationAttributes, AuditLevel)] = [
      (Self.resource("system:kube-scheduler", "watch", "", "secrets"), .none),
      (Self.resource("system:kube-scheduler", "create", "", "secrets"), .metadata),
      (AuthorizationAttributes(user: .anonymous, verb: "get", path: "/healthz/etcd"), .none),
      (AuthorizationAttributes(user: .anonymous, verb: "get", path: "/version"), .none),
      (AuthorizationAttributes(user: .anonymous, verb: "get", path: "/version/x"), .metadata),
      (Self.resource("ann", "get", "", "pods", "status"), .metadata), (Self.resource("ann", "get", "", "pods"), .requestResponse),
      (Self.resource("bob", "update", "apps", "deployments", "scale", namespace: "prod", name: "web"), .request),
      (Self.resource("bob", "update", "apps", "deployments", namespace: "prod", name: "web"), .request),
      (Self.resource("bob", "update", "apps", "deployments", namespace: "prod", name: "db"), .metadata),
      (Self.resource("bob", "update", "apps", "deployments", namespace: "test", name: "web"), .metadata),
      (Self.resource("bob", "create", "", "events"), .none), (Self.resource("bob", "create", "events.k8s.io", "events"), .metadata),
    ]
    for (attributes, level) in expected { #expect(policy.verdict(attributes).level == level, "\(attributes)") }
  }

  @Test func `stages and managed fields are left out where the policy or the rule says so`() throws {
    let policy = try Self.policy()
    let scaled = policy.verdict(Self.resource("bob", "update", "apps", "deployments", namespace: "prod", name: "web"))
    #expect(scaled == AuditPolicy.Verdict(level: .request, omittedStages: [.requestReceived, .responseStarted], omitsManagedFields: false))
    let other = policy.verdict(Self.resource("bob", "get", "", "pods"))
    #expect(other == AuditPolicy.Verdict(level: .metadata, omittedStages: [.requestReceived], omitsManagedFields: true))
    #expect(!other.includes(.requestReceived) && other.includes(.responseComplete))
  }

  @Test(arguments: [
    ("level: Request\n", "level: Everything\n", "audit.yaml:15: rules[3].level: Unsupported value: \"Everything\""),
    ("/version]", "version]", "rules[1].nonResourceURLs[1]: Invalid value: \"version\": non-resource URL rules must begin with a '/' character"),
    ("\"/healthz*\"", "\"/h*z\"", "wildcards '*' must be the final character"), ("[RequestReceived]", "[Later]", "omitStages[0]: Unsupported value: \"Later\""),
    ("group: apps", "group: apps/v1", "rules[3].resources[0].group: Invalid value"), ("resources: [\"deployments/*\"]", "resources: []", "using resourceNames requires at least one resource"),
    ("nonResourceURLs:", "namespaces: [a]\n  nonResourceURLs:", "rules cannot apply to both regular resources and non-resource URLs"),
    ("userGroups:", "groups:", "rules[4].groups: Invalid value: unknown field"),
  ])
  func `what is wrong is told with file, line, field and reason`(old: String, new: String, problem: String) {
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.good)
    do {
      _ = try Self.policy(text)
      Issue.record("it should be refused")
    } catch { #expect("\(error)".contains(problem), "\(error)") }
  }

  @Test func `no line shows a Secret's value or a token, whatever the level`() {
    let secret: Value = [
      "kind": "Secret",
      "metadata": ["name": "s", "managedFields": [], "annotations": ["kubectl.kubernetes.io/last-applied-configuration": "{\"data\":\"c2VjcmV0\"}"]],
      "data": ["password": "c2VjcmV0"], "stringData": ["x": "c2VjcmV0"],
    ]
    let objects: [(Value, AuthorizationAttributes)] = [
      (secret, Self.resource("a", "create", "", "secrets")), (["kind": "SecretList", "items": [secret]], Self.resource("a", "list", "", "secrets")),
      (["kind": "Table", "rows": [["cells": ["s"], "object": secret]]], Self.resource("a", "list", "", "secrets")),
      (["data": ["password": "c2VjcmV0"]], Self.resource("a", "patch", "", "secrets")),
      (["kind": "Secret", "metadata": ["name": "s"], "dat": ["password": "c2VjcmV0"]], Self.resource("a", "create", "", "secrets")),
      ([["op": "add", "path": "/data/x", "value": "c2VjcmV0"]], Self.resource("a", "patch", "", "secrets")),
      (["kind": "TokenReview", "spec": ["token": "c2VjcmV0"]], Self.resource("a", "create", "authentication.k8s.io", "tokenreviews")),
      (["kind": "TokenRequest", "status": ["token": "c2VjcmV0"]], Self.resource("a", "create", "", "serviceaccounts", "token")),
    ]
    for (object, attributes) in objects {
      var event = AuditEvent(attributes: attributes, receivedAt: ManualClock().now)
      (event.level, event.requestObject, event.responseObject, event.responseCode, event.omitsManagedFields) = (.requestResponse, object, object, 200, true)
      let text = JSON.text(event.value(.responseComplete, at: ManualClock().now))
      #expect(!text.contains("c2VjcmV0") && !text.contains("managedFields"), "\(text)")
      #expect(text.contains("<redacted>"))
    }
  }
}
