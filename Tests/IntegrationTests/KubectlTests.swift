import Foundation
import Testing

/// Everyday commands of the oldest and the newest kubectl here, against a daemon without a kubelet (so without root's means).
@Suite(.serialized) struct KubectlTests {
  static let control = "apiserver,scheduler,controller-manager,gitops"

  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web   # the shop window
    spec:
      replicas: 2
      selector:
        matchLabels: {app: web}
      template:
        metadata:
          labels: {app: web}
        spec:
          containers:
          - name: web
            image: localhost/web:1
    """

  @Test(arguments: Kubectl.programs)
  func `kubectl manages a deployment`(program: String) throws {
    try TestDaemon.with(components: Self.control) { daemon in
      func kubectl(_ arguments: String..., input: String? = nil) throws -> CommandResult {
        try Command(arguments: [program] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory], input: input).run()
      }
      func expect(_ arguments: String..., input: String? = nil, prints text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let result = try Command(
          arguments: [program] + arguments, environment: ["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory], input: input
        ).run()
        #expect(result.status == 0 && result.output.contains(text), "\(arguments): \(result)", sourceLocation: sourceLocation)
      }
      try expect("apply", "-f", "-", input: Self.deployment, prints: "deployment.apps/web created")
      try expect("apply", "-f", "-", input: Self.deployment, prints: "deployment.apps/web unchanged")
      try eventually("the ReplicaSet has its pods") {
        try kubectl("get", "pods", "-l", "app=web", "-o", "name").output.split(separator: "\n").count == 2
      }
      try expect("get", "deployments", prints: "NAME   READY   UP-TO-DATE   AVAILABLE   AGE")
      try expect("get", "deploy", "web", "-o", "jsonpath={.spec.strategy.type}", prints: "RollingUpdate")
      try expect("describe", "deployment", "web", prints: "ScalingReplicaSet")
      try expect("scale", "deployment/web", "--replicas=3", prints: "deployment.apps/web scaled")
      try eventually("three pods are there") {
        try kubectl("get", "pods", "-l", "app=web", "-o", "name").output.split(separator: "\n").count == 3
      }
      try expect("patch", "deployment", "web", "-p", #"{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"localhost/web:2"}]}}}}"#, prints: "patched")
      try eventually("the rollout has a second revision") {
        try kubectl("rollout", "history", "deployment/web").output.contains("2 ")
      }
      try expect("rollout", "undo", "deployment/web", prints: "rolled back")
      try expect("label", "deployment", "web", "tier=front", prints: "labeled")
      try expect("annotate", "deployment", "web", "note=x", prints: "annotated")
      try expect("get", "events", prints: "ScalingReplicaSet")
      try expect("explain", "deployment.spec.replicas", prints: "replicas")
      try expect("api-resources", prints: "deployments")
      let missing = try kubectl("get", "pod", "nope")
      #expect(missing.status == 1)
      #expect(missing.errors.contains(#"Error from server (NotFound): pods "nope" not found"#))
      let invalid = try kubectl("apply", "-f", "-", input: Self.deployment.replacingOccurrences(of: "replicas: 2", with: "replicas: -2"))
      #expect(invalid.status == 1)
      #expect(invalid.errors.contains("spec.replicas: Invalid value: -2: must be greater than or equal to 0"))
      try expect("delete", "deployment", "web", "--timeout=30s", prints: #"deployment.apps "web" deleted"#)
      try eventually("the garbage collector has taken the pods") {
        try kubectl("get", "pods", "-o", "name").output.isEmpty
      }
    }
  }
}
