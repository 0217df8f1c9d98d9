import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct AccessKindsTests {
  static let role = #"""
    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"reader"},
     "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}
    """#
  static let clusterRole = #"""
    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"system:reader"},
     "rules":[{"nonResourceURLs":["/metrics"],"verbs":["get"]}]}
    """#
  static let roleBinding = #"""
    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"readers"},
     "roleRef":{"kind":"Role","name":"reader"},
     "subjects":[{"kind":"User","name":"eve"},{"kind":"Group","name":"dev"},{"kind":"ServiceAccount","name":"robot","namespace":"shop"}]}
    """#
  static let clusterRoleBinding = #"""
    {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"readers"},
     "roleRef":{"kind":"ClusterRole","name":"reader"},"subjects":[{"kind":"Group","name":"dev"}]}
    """#
  static let request = #"""
    {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"n1"},
     "spec":{"request":"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUFJRkFBPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg==",
      "signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"],"expirationSeconds":3600,"username":"eve"}}
    """#

  @Test(arguments: [role, clusterRole, roleBinding, clusterRoleBinding])
  func `good ones are good`(_ json: String) throws {
    #expect(try Judged.errors(json) == [])
  }

  @Test func `subjects and roles get their group`() throws {
    let binding = try Samples.object(Self.roleBinding)
    #expect(binding[path: "roleRef", "apiGroup"] == "rbac.authorization.k8s.io")
    #expect(binding["subjects"]?.array?.map { $0.text("apiGroup") } == ["rbac.authorization.k8s.io", "rbac.authorization.k8s.io", ""])
  }

  @Test(arguments: [
    (role, "rules/0/verbs =", "rules[0].verbs: Required value: verbs must contain at least one value"),
    (role, "rules/0/apiGroups =", "rules[0].apiGroups: Required value: resource rules must supply at least one api group"),
    (role, "rules/0/resources =", "rules[0].resources: Required value: resource rules must supply at least one resource"),
    (
      role, #"rules/0 = {"nonResourceURLs":["/a"],"verbs":["get"]}"#,
      #"rules[0].nonResourceURLs: Invalid value: ["/a"]: namespaced rules cannot apply to non-resource URLs"#
    ),
    (
      clusterRole, #"rules/0/resources = ["pods"]"#,
      #"rules[0].nonResourceURLs: Invalid value: ["/metrics"]: rules cannot apply to both regular resources and non-resource URLs"#
    ),
    (
      clusterRole, "aggregationRule = {}",
      "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil"
    ),
    (roleBinding, #"roleRef/kind = "Group""#, #"roleRef.kind: Unsupported value: "Group": supported values: "ClusterRole", "Role""#),
    (clusterRoleBinding, #"roleRef/kind = "Role""#, #"roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole""#),
    (roleBinding, "roleRef/name =", "roleRef.name: Required value"),
    (
      roleBinding, #"subjects/0/apiGroup = """#,
      #"subjects[0].apiGroup: Unsupported value: "": supported values: "rbac.authorization.k8s.io""#
    ),
    (
      roleBinding, #"subjects/0/kind = "Robot""#,
      #"subjects[0].kind: Unsupported value: "Robot": supported values: "Group", "ServiceAccount", "User""#
    ),
    (
      clusterRoleBinding, #"subjects/0 = {"kind":"ServiceAccount","name":"robot"}"#, "subjects[0].namespace: Required value"
    ),
    (request, "spec/usages =", "spec.usages: Required value: usages must be provided"),
    (
      request, #"spec/request = "YQ==""#,
      #"spec.request: Invalid value: "YQ==": unable to parse csr: PEM block type must be CERTIFICATE REQUEST"#
    ),
    (
      request, #"spec/signerName = "me""#,
      #"spec.signerName: Invalid value: "me": must be a fully qualified domain and path of the form 'example.com/signer-name'"#
    ),
    (
      request, "spec/expirationSeconds = 599",
      "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)"
    ),
    (
      request, #"status/conditions = [{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}]"#,
      #"status.conditions[1].type: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive"#
    ),
    (
      request, #"status/conditions = [{"type":"Approved","status":"False"}]"#,
      #"status.conditions[0].status: Unsupported value: "False": supported values: "True""#
    ),
  ])
  func `wrong ones are refused`(_ json: String, _ change: String, _ message: String) throws {
    try Judged.expect(json, change, message)
  }

  @Test func `a binding's role never changes`() throws {
    #expect(
      try Judged.updateErrors(Self.clusterRoleBinding, #"roleRef/name = "admin""#)
        == [#"roleRef: Invalid value: {"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"admin"}: cannot change roleRef"#])
  }

  @Test func `bindings list their subjects by kind`() throws {
    #expect(try Judged.row(Self.roleBinding) == ["readers", "Role/reader", "10m", "eve", "dev", "shop/robot"])
    #expect(try Judged.row(Self.role) == ["reader", "2026-01-01T00:00:00Z"])
  }

  @Test func `a request for a certificate is decided through approval alone`() throws {
    #expect(try Judged.errors(Self.request) == [])
    let approved = #"status = {"conditions":[{"type":"Approved","status":"True"}],"certificate":"YQ=="}"#
    let through = try Judged.updated(Self.request, approved, subresource: "approval")
    #expect(through["status"] == ["conditions": [["type": "Approved", "status": "True"]]])
    #expect(try Judged.updated(Self.request, approved + #"; spec/username = "mallory""#)["status"] == [:])
    #expect(try Judged.updated(Self.request, #"spec/username = "mallory""#)["spec"]?["username"] == "eve")
    #expect(
      try Judged.updateErrors(Self.request, #"status/conditions = [{"type":"Approved","status":"True"}]"#, subresource: "status")
        == [#"status.conditions: Forbidden: updates may not add a condition of type "Approved""#])
    #expect(
      try Judged.updateErrors(
        Self.request, before: #"status/conditions = [{"type":"Denied","status":"True"}]"#, "status = {}", subresource: "approval")
        == [#"status.conditions: Forbidden: updates may not remove a condition of type "Denied""#])
  }

  @Test func `a certificate is set once`() throws {
    let certificate = #""LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1BSUZBQT09Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K""#
    #expect(try Judged.updateErrors(Self.request, "status/certificate = \(certificate)", subresource: "status") == [])
    #expect(
      try Judged.updateErrors(Self.request, before: "status/certificate = \"YQ==\"", "status/certificate = \(certificate)", subresource: "status")
        == ["status.certificate: Forbidden: updates may not modify existing certificate content"])
  }

  @Test func `a request's state in one column`() throws {
    func state(_ status: String) throws -> Value? { try Judged.row(Self.request, "status = \(status)").last }
    #expect(try Judged.row(Self.request) == ["n1", "10m", "kubernetes.io/kube-apiserver-client", "eve", "60m", "Pending"])
    #expect(try state(#"{"conditions":[{"type":"Approved"}],"certificate":"YQ=="}"#) == "Approved,Issued")
    #expect(try state(#"{"conditions":[{"type":"Denied"}]}"#) == "Denied")
    #expect(try state(#"{"conditions":[{"type":"Approved"},{"type":"Failed"}]}"#) == "Approved,Failed")
  }

  @Test(arguments: [
    (
      "SubjectAccessReview", #"{"user":"eve"}"#,
      "spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified"
    ),
    (
      "SubjectAccessReview", #"{"resourceAttributes":{"verb":"get"}}"#,
      #"spec.user: Invalid value: "": at least one of user or group must be specified"#
    ),
    (
      "SelfSubjectAccessReview", #"{"resourceAttributes":{"verb":"get"},"nonResourceAttributes":{"path":"/"}}"#,
      #"spec.nonResourceAttributes: Invalid value: {"path":"/"}: cannot be specified in combination with resourceAttributes"#
    ),
    (
      "LocalSubjectAccessReview", #"{"user":"eve","resourceAttributes":{"namespace":"other"}}"#,
      #"spec.resourceAttributes.namespace: Invalid value: "other": must match metadata.namespace"#
    ),
    ("SelfSubjectRulesReview", "{}", "spec.namespace: Required value: no namespace on request"),
  ])
  func `a review says what it asks`(_ kind: String, _ spec: String, _ message: String) throws {
    try Judged.expect(#"{"apiVersion":"authorization.k8s.io/v1","kind":"\#(kind)","spec":\#(spec)}"#, "", message)
  }
}
