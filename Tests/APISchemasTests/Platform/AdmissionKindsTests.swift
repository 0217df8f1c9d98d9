import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct AdmissionKindsTests {
  static let rule = #"{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["CREATE"],"resources":["deployments"]}"#
  static let mutating = """
    {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration","metadata":{"name":"m"},
     "webhooks":[{"name":"a.shop.example","clientConfig":{"service":{"namespace":"shop","name":"hook"}},"rules":[\(rule)],
       "sideEffects":"None","admissionReviewVersions":["v1"]}]}
    """
  static let validating = mutating.replacing("Mutating", with: "Validating")
  static let policy = """
    {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"p"},
     "spec":{"matchConstraints":{"resourceRules":[\(rule)]},"validations":[{"expression":"true"}]}}
    """
  static let mutatingPolicy = """
    {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingAdmissionPolicy","metadata":{"name":"p"},
     "spec":{"matchConstraints":{"resourceRules":[\(rule)]},"reinvocationPolicy":"Never",
      "mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":"[]"}}]}}
    """
  static let binding = #"""
    {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding","metadata":{"name":"b"},
     "spec":{"policyName":"p","validationActions":["Deny"],"paramRef":{"name":"x","namespace":"shop","parameterNotFoundAction":"Deny"}}}
    """#
  static let flowSchema = #"""
    {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"FlowSchema","metadata":{"name":"f"},
     "spec":{"priorityLevelConfiguration":{"name":"l"},"distinguisherMethod":{"type":"ByUser"},
      "rules":[{"subjects":[{"kind":"User","user":{"name":"eve"}}],
       "resourceRules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"namespaces":["*"]}]}]}}
    """#
  static let level = #"""
    {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"PriorityLevelConfiguration","metadata":{"name":"l"},
     "spec":{"type":"Limited","limited":{"limitResponse":{"type":"Queue","queuing":{}}}}}
    """#

  @Test(arguments: [mutating, validating, policy, mutatingPolicy, binding, flowSchema, level])
  func `good ones are good`(_ json: String) throws {
    #expect(try Judged.errors(json) == [])
  }

  @Test func `webhooks and policies get their defaults`() throws {
    let webhook = try Samples.object(Self.mutating)["webhooks"]?[0]
    #expect(webhook?["failurePolicy"] == "Fail")
    #expect(webhook?["matchPolicy"] == "Equivalent")
    #expect(webhook?["namespaceSelector"] == [:])
    #expect(webhook?["timeoutSeconds"] == 10)
    #expect(webhook?["reinvocationPolicy"] == "Never")
    #expect(webhook?["rules"]?[0]?["scope"] == "*")
    #expect(webhook?[path: "clientConfig", "service", "port"] == 443)
    #expect(try Samples.object(Self.validating)["webhooks"]?[0]?["reinvocationPolicy"] == nil)
    let spec = try Samples.object(Self.policy)["spec"]
    #expect(spec?["failurePolicy"] == "Fail")
    #expect(spec?["matchConstraints"]?["matchPolicy"] == "Equivalent")
    #expect(spec?["matchConstraints"]?["resourceRules"]?[0]?["scope"] == "*")
    let limited = try Samples.object(Self.level)[path: "spec", "limited"]
    #expect(limited?["nominalConcurrencyShares"] == 30)
    #expect(limited?[path: "limitResponse", "queuing"] == ["queues": 64, "handSize": 8, "queueLengthLimit": 50])
    #expect(try Samples.object(Self.flowSchema)[path: "spec", "matchingPrecedence"] == 1000)
  }

  @Test(arguments: [
    (
      mutating, #"webhooks/0/name = "a.b""#,
      #"webhooks[0].name: Invalid value: "a.b": should be a domain with at least three segments separated by dots"#
    ),
    (mutating, "webhooks/0/sideEffects =", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun"),
    (
      mutating, #"webhooks/0/sideEffects = "Some""#,
      #"webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun""#
    ),
    (
      mutating, "webhooks/0/admissionReviewVersions =",
      "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1"
    ),
    (
      mutating, #"webhooks/0/admissionReviewVersions = ["v2"]"#,
      #"webhooks[0].admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1"#
    ),
    (
      mutating, "webhooks/0/timeoutSeconds = 31",
      "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds"
    ),
    (
      mutating, "webhooks/0/clientConfig = {}",
      "webhooks[0].clientConfig: Required value: exactly one of url or service is required"
    ),
    (
      mutating, #"webhooks/0/clientConfig/service/path = "a""#,
      #"webhooks[0].clientConfig.service.path: Invalid value: "a": must start with a '/'"#
    ),
    (
      validating, #"webhooks/0/rules/0/operations = ["*","CREATE"]"#,
      #"webhooks[0].rules[0].operations: Invalid value: ["*","CREATE"]: if '*' is present, must not specify other operations"#
    ),
    (
      validating, #"webhooks/0/rules/0/resources = ["pods/*","pods/log"]"#,
      #"webhooks[0].rules[0].resources[1]: Invalid value: "pods/log": if 'pods/*' is present, must not specify pods/log"#
    ),
    (
      validating, #"webhooks/0/rules/0/scope = "World""#,
      #"webhooks[0].rules[0].scope: Unsupported value: "World": supported values: "*", "Cluster", "Namespaced""#
    ),
    (
      validating, #"webhooks/0/matchConditions = [{"name":"a","expression":"true"},{"name":"a","expression":"true"}]"#,
      #"webhooks[0].matchConditions[1].name: Duplicate value: "a""#
    ),
    (policy, "spec/matchConstraints =", "spec.matchConstraints: Required value"),
    (
      policy, "spec/validations =",
      "spec.validations: Required value: validations or auditAnnotations must contain at least one item"
    ),
    (
      policy, "spec/validations/0/expression = \" \"", "spec.validations[0].expression: Required value: expression is not specified"
    ),
    (
      policy, #"spec/variables = [{"name":"a-b","expression":"1"}]"#,
      #"spec.variables[0].name: Invalid value: "a-b": name is not a valid CEL identifier"#
    ),
    (
      mutatingPolicy, #"spec/mutations/0/patchType = "ApplyConfiguration""#,
      "spec.mutations[0].applyConfiguration: Required value: must be specified when patchType is ApplyConfiguration"
    ),
    (
      binding, #"spec/validationActions = ["Deny","Warn"]"#,
      #"spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)"#
    ),
    (binding, "spec/validationActions =", "spec.validationActions: Required value: at least one validation action is required"),
    (
      binding, "spec/paramRef/selector = {}", "spec.paramRef.name: Forbidden: name and selector are mutually exclusive"
    ),
    (
      flowSchema, "spec/matchingPrecedence = 1",
      "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1"
    ),
    (
      flowSchema, "spec/rules/0/resourceRules/0/namespaces =",
      "spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace"
    ),
    (
      flowSchema, #"spec/rules/0/subjects/0/kind = "Group""#,
      "spec.rules[0].subjects[0].group: Required value: group is required when subject kind is 'Group'"
    ),
    (
      flowSchema, #"spec/rules/0/nonResourceRules = [{"verbs":["get"],"nonResourceURLs":["/a*"]}]"#,
      #"spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "/a*": wildcard can only do suffix matching"#
    ),
    (
      level, "spec/limited/limitResponse/queuing/handSize = 65",
      "spec.limited.limitResponse.queuing.handSize: Invalid value: 65: should not be greater than queues (64)"
    ),
    (
      level, "spec/limited/limitResponse/queuing/handSize = 16",
      "spec.limited.limitResponse.queuing.handSize: Invalid value: 16: required entropy bits of deckSize 64 and handSize 16 should not be greater than 60"
    ),
    (level, #"spec/type = "Exempt""#, "spec.limited: Forbidden: must be nil if the type is not Limited"),
    (level, "spec/limited/lendablePercent = 101", "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive"),
  ])
  func `wrong ones are refused`(_ json: String, _ change: String, _ message: String) throws {
    try Judged.expect(json, change, message)
  }

  @Test func `generations count what is wanted`() throws {
    #expect(try Judged.updated(Self.mutating, "webhooks/0/timeoutSeconds = 5").generation == 2)
    #expect(try Judged.updated(Self.mutating, #"metadata/labels = {"a":"b"}"#).generation == 1)
    #expect(try Judged.updated(Self.policy, #"spec/failurePolicy = "Ignore""#).generation == 2)
  }

  @Test func `tables`() throws {
    #expect(try Judged.row(Self.mutating) == ["m", 1, "10m"])
    #expect(try Judged.row(Self.policy) == ["p", 1, "<unset>", "10m"])
    #expect(try Judged.row(Self.mutatingPolicy, #"spec/paramKind = {"apiVersion":"v1","kind":"ConfigMap"}"#) == ["p", 1, "v1/ConfigMap", "10m"])
    #expect(try Judged.row(Self.binding) == ["b", "p", "shop/x", "10m"])
    #expect(try Judged.row(Self.flowSchema) == ["f", "l", "1000", "ByUser", "10m", "?"])
    #expect(try Judged.row(Self.level) == ["l", "Limited", "30", "64", "8", "50", "10m"])
  }
}
