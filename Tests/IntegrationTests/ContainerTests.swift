import Foundation
import Testing

/// The main job, whole: an applied manifest becomes running containers, and their status comes back as commits.
@Suite(.serialized) struct ContainerTests {
  private static let web = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: page}
    data: {index.html: "hello from git\\n"}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: httpd
            image: localhost/busybox:test
            imagePullPolicy: IfNotPresent
            command: [/bin/busybox, httpd, -f, -p, "8080", -h, /www]
            readinessProbe: {httpGet: {path: /index.html, port: 8080}, periodSeconds: 1}
            volumeMounts: [{name: page, mountPath: /www}]
          volumes: [{name: page, configMap: {name: page}}]
    """

  @Test func `a deployment with a probe and a mounted ConfigMap runs, serves, and leaves nothing behind`() throws {
    let before = try Command(arguments: ["ip", "-br", "link"]).run().output.split(separator: "\n").count
    var directory = ""
    try TestDaemon.with(components: "*") { daemon in
      directory = daemon.directory
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: Self.web)
      #expect(apply.output.contains("deployment.apps/web created"), "\(apply)")
      let rollout = try daemon.kctl("rollout", "status", "deployment/web", "--timeout=60s")
      #expect(rollout.output.contains("successfully rolled out"), "\(rollout)\n\(daemon.log)")
      let address = try daemon.kctl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].status.podIP}").output
      #expect(try Command(arguments: ["curl", "-s", "--max-time", "5", "http://\(address):8080/"]).run().output == "hello from git\n")
      let exec = try daemon.kctl("exec", "deploy/web", "--", "/bin/busybox", "sh", "-c", "echo inside; exit 3")
      #expect(exec.output == "inside\n" && exec.status == 3, "\(exec)")
      try eventually("the pods' status is in git") {
        try daemon.git("grep", "-h", "podIP: \(address)", "live").output.contains(address)
      }
      let delete = try daemon.kctl("delete", "deployment", "web", "--timeout=30s")
      #expect(delete.status == 0, "\(delete)")
      let wait = try daemon.kctl("wait", "--for=delete", "pod", "-l", "app=web", "--timeout=20s")
      #expect(wait.status == 0, "\(wait)")
      try eventually("the pods are gone") { try daemon.kctl("get", "pods", "-o", "name").output.isEmpty }
    }
    #expect(try Command(arguments: ["ip", "-br", "link"]).run().output.split(separator: "\n").count <= before)
    #expect(try !String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).contains(directory))
  }
}
