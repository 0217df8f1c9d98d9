import APIMachinery
import Basics
import ClusterHarness
import Foundation
import Testing

/// Webhooks and policies with a real daemon, real kubectl, and a webhook server behind a URL on loopback.
@Suite(.serialized) struct WebhookKubectlTests {
  private static func configuration(_ kind: String, _ server: LoopbackServer, path: String, more: String = "") -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: \(kind)
    metadata:
      name: hooks
    webhooks:
    - name: hook.example.com
      clientConfig: {url: "\(server.url)\(path)", caBundle: \(server.caBundle)}
      rules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
      namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}
      sideEffects: None
      admissionReviewVersions: [v1]
    \(more)
    """
  }

  private static let policy = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingAdmissionPolicy
    metadata: {name: label}
    spec:
      matchConstraints:
        resourceRules:
        - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
      reinvocationPolicy: Never
      mutations:
      - patchType: ApplyConfiguration
        applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'policy': 'seen'}}}"}
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingAdmissionPolicyBinding
    metadata: {name: label}
    spec: {policyName: label}
    """

  private static let answer: LoopbackServer.Review = { path, request in
    switch path {
    case "/mutate":
      let patch: Value = [["op": "add", "path": "/data/mutated", "value": "yes"]]
      return ["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.encode(JSON.encode(patch))), "warnings": ["changed on its way"]]
    case "/validate":
      let isBad = request[path: "object", "data", "bad"] != nil
      return ["allowed": .bool(!isBad), "status": ["code": 403, "message": "bad data"]]
    default:
      let version = request["desiredAPIVersion"] ?? ""
      let objects = (request["objects"]?.array ?? []).map { object -> Value in
        var object = object
        (object["apiVersion"], object["converted"]) = (version, "yes")
        return object
      }
      return ["result": ["status": "Success"], "convertedObjects": .array(objects)]
    }
  }

  @Test(arguments: Kubectl.programs)
  func `kubectl meets webhooks`(program: String) async throws {
    try await LoopbackServer.reviewing(Self.answer) { server in
      try await Self.blocking { try Self.admission(program, server) }
    }
  }

  @Test(arguments: Kubectl.programs)
  func `kubectl reads objects that a webhook converts`(program: String) async throws {
    try await LoopbackServer.reviewing(Self.answer) { server in
      try await Self.blocking { try Self.conversion(program, server) }
    }
  }

  /// Programs are waited for on a thread of their own, so that the server's tasks go on.
  static func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }

  private static func admission(_ program: String, _ server: LoopbackServer) throws {
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      func apply(_ text: String) throws -> CommandResult { try daemon.kubectl(program, "apply", "-f", "-", input: text) }
      for (kind, path) in [("MutatingWebhookConfiguration", "/mutate"), ("ValidatingWebhookConfiguration", "/validate")] {
        let made = try apply(configuration(kind, server, path: path))
        #expect(made.status == 0, "\(made)")
      }
      let created = try daemon.kubectl(program, "create", "configmap", "good", "--from-literal=a=1")
      #expect(created.status == 0 && created.errors.contains("Warning: changed on its way"), "\(created)")
      #expect(try daemon.kubectl(program, "get", "configmap", "good", "-o", "jsonpath={.data}").output.contains("\"mutated\":\"yes\""))
      let refused = try daemon.kubectl(program, "create", "configmap", "bad", "--from-literal=bad=1")
      #expect(refused.status == 1, "\(refused)")
      #expect(refused.errors.contains("admission webhook \"hook.example.com\" denied the request: bad data"), "\(refused)")
      let dry = try daemon.kubectl(program, "create", "configmap", "dry", "--from-literal=a=1", "--dry-run=server", "-o", "jsonpath={.data.mutated}")
      #expect(dry.output == "yes", "\(dry)")
      let other = try daemon.kubectl(program, "create", "configmap", "elsewhere", "-n", "kube-system", "--from-literal=bad=1")
      #expect(other.status == 0, "\(other)")
      let policy = try apply(Self.policy)
      #expect(policy.status == 0, "\(policy)")
      _ = try daemon.kubectl(program, "create", "configmap", "labelled", "--from-literal=a=1")
      #expect(try daemon.kubectl(program, "get", "configmap", "labelled", "-o", "jsonpath={.metadata.labels.policy}").output == "seen")
      let unreachable = configuration("ValidatingWebhookConfiguration", server, path: "/validate").replacing(server.url, with: "https://127.0.0.1:1")
      #expect(try apply(unreachable).status == 0)
      let closed = try daemon.kubectl(program, "create", "configmap", "closed", "--from-literal=a=1")
      #expect(closed.status == 1 && closed.errors.contains("failed calling webhook \"hook.example.com\""), "\(closed)")
    }
  }

  private static func conversion(_ program: String, _ server: LoopbackServer) throws {
    let versions = ["v1", "v2"].map { name in
      """
        - name: \(name)
          served: true
          storage: \(name == "v1")
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """
    }.joined(separator: "\n")
    let definition = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: links.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: links, kind: Link}
        conversion:
          strategy: Webhook
          webhook:
            conversionReviewVersions: [v1, v1beta1]
            clientConfig: {url: "\(server.url)/convert", caBundle: \(server.caBundle)}
        versions:
      \(versions)
      """
    try TestDaemon.with(components: KubectlTests.control) { daemon in
      let made = try daemon.kubectl(program, "apply", "-f", "-", input: definition)
      #expect(made.status == 0, "\(made)")
      let link = "apiVersion: example.com/v1\nkind: Link\nmetadata: {name: a, namespace: default}\nhost: a"
      let created = try daemon.kubectl(program, "create", "-f", "-", input: link)
      #expect(created.status == 0, "\(created)")
      func read(_ resource: String) throws -> String {
        try daemon.kubectl(program, "get", resource, "a", "-o", "jsonpath={.apiVersion} {.converted}").output
      }
      #expect(try read("links.v1.example.com") == "example.com/v1 ")
      #expect(try read("links.v2.example.com") == "example.com/v2 yes")
      let deleted = try daemon.kubectl(program, "delete", "links.v2.example.com", "a")
      #expect(deleted.status == 0, "\(deleted)")
    }
  }
}
