import Foundation
import Testing

/// Components in a process of their own, with nothing but a kubeconfig.
@Suite(.serialized) struct RemoteComponentsTests {
  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: localhost/web:1}]}
    """

  @Test func `the scheduler and the controllers work for an API server elsewhere`() throws {
    try TestDaemon.with(components: "apiserver,gitops") { server in
      let apply = try server.kctl("apply", "-f", "-", input: Self.deployment)
      #expect(apply.status == 0, "\(apply)")
      try TestDaemon.with(components: "scheduler,controller-manager", server: server) { control in
        try eventually("the pods are made and the scheduler has looked at them") {
          try server.kctl("get", "events", "-o", "name", "--field-selector", "reason=FailedScheduling").output
            .split(separator: "\n").count == 2
        }
        #expect(try server.kctl("get", "pods", "-o", "name").output.split(separator: "\n").count == 2)
        #expect(control.stop() == 0, "\(control.log)")
      }
    }
  }

  @Test(arguments: [
    (["--components", "kubelet"], "--kubeconfig must say which API server to use"),
    (["--components", "gitops", "--kubeconfig", "/nowhere"], "it needs the apiserver component beside it"),
    (["--components", "apiserver", "--kubeconfig", "/nowhere"], "take it out of --components"),
    (["--components", "scheduler", "--kubeconfig", "/nowhere"], "/nowhere"),
  ])
  func `components that can't know their server are refused`(arguments: [String], message: String) throws {
    let directory = NSTemporaryDirectory() + "kctl-it-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let result = try Command(arguments: [TestDaemon.kctl, "daemon", "--data-dir", directory] + arguments).run()
    #expect(result.status != 0 && result.errors.contains(message), "\(result)")
  }
}
