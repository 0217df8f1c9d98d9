import Foundation
import Testing

/// Service account tokens as people and pods use them.
@Suite(.serialized) struct ServiceAccountTests {
  private static let files = "/var/run/secrets/kubernetes.io/serviceaccount/"

  private static let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: robot}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {name: main, image: "localhost/busybox:test", imagePullPolicy: IfNotPresent, command: [/bin/busybox, sleep, "600"]}
    """

  private func server(_ daemon: TestDaemon) throws -> String {
    try daemon.kctl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}").output
  }

  /// The status code of the answer.
  private func curl(_ daemon: TestDaemon, _ path: String, token: String) throws -> String {
    try Command(arguments: [
      "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--cacert", daemon.directory + "/pod-ca.crt", "-H",
      "Authorization: Bearer \(token)", try server(daemon) + path,
    ]).run().output
  }

  @Test func `a pod finds a token that the API takes, for what its account may, until it is gone`() throws {
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: Self.pod)
      #expect(apply.status == 0, "\(apply)")
      let ready = try daemon.kctl("wait", "--for=condition=Ready", "pod/robot", "--timeout=60s")
      #expect(ready.status == 0, "\(ready)\n\(daemon.log)")
      func read(_ name: String) throws -> String {
        try daemon.kctl("exec", "robot", "--", "/bin/busybox", "cat", Self.files + name).output
      }
      #expect(try read("namespace") == "default")
      try read("ca.crt").write(toFile: daemon.directory + "/pod-ca.crt", atomically: true, encoding: .utf8)
      let token = try read("token")
      #expect(try curl(daemon, "/version", token: token) == "200")
      #expect(try curl(daemon, "/api/v1/namespaces/default/pods", token: token) == "403")
      #expect(try curl(daemon, "/version", token: token + "x") == "401")
      let bind = try daemon.kctl(
        "apply", "-f", "-",
        input: """
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata: {name: robots}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects: [{kind: ServiceAccount, name: default, namespace: default}]
          """)
      #expect(bind.status == 0, "\(bind)")
      #expect(try curl(daemon, "/api/v1/namespaces/default/pods", token: token) == "200")
      #expect(try curl(daemon, "/api/v1/namespaces/kube-system/pods", token: token) == "403")
      #expect(try daemon.kctl("delete", "pod", "robot", "--timeout=30s").status == 0)
      try eventually("the token is refused with its pod gone") { try curl(daemon, "/version", token: token) == "401" }
      let mode = try FileManager.default.attributesOfItem(atPath: daemon.dataDirectory + "/pki/sa.key")[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test(arguments: Kubectl.programs.suffix(1))
  func `kubectl asks for tokens, and Secrets get theirs`(program: String) throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      let ca = try daemon.kctl("get", "configmap", "kube-root-ca.crt", "-n", "default", "-o", "jsonpath={.data.ca\\.crt}")
      var certificate = ca.output
      try eventually("the certificate is published") {
        certificate = try daemon.kctl("get", "configmap", "kube-root-ca.crt", "-n", "default", "-o", "jsonpath={.data.ca\\.crt}").output
        return certificate.contains("BEGIN CERTIFICATE")
      }
      try certificate.write(toFile: daemon.directory + "/pod-ca.crt", atomically: true, encoding: .utf8)
      #expect(try daemon.kubectl(program, "create", "serviceaccount", "robot").status == 0)
      let created = try daemon.kubectl(program, "create", "token", "robot", "--duration=20m")
      #expect(created.status == 0, "\(created)")
      let token = created.output.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(try curl(daemon, "/version", token: token) == "200")
      let foreign = try daemon.kubectl(program, "create", "token", "robot", "--audience=vault").output.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(try curl(daemon, "/version", token: foreign) == "401")
      let secret = try daemon.kctl(
        "apply", "-f", "-",
        input: """
          apiVersion: v1
          kind: Secret
          type: kubernetes.io/service-account-token
          metadata: {name: robot, annotations: {kubernetes.io/service-account.name: robot}}
          """)
      #expect(secret.status == 0, "\(secret)")
      var held = ""
      try eventually("the Secret holds a token") {
        held = try daemon.kctl("get", "secret", "robot", "-o", "jsonpath={.data.token}").output
        return !held.isEmpty
      }
      let lasting = String(decoding: Data(base64Encoded: held) ?? Data(), as: UTF8.self)
      #expect(try curl(daemon, "/version", token: lasting) == "200")
      #expect(try daemon.kubectl(program, "delete", "serviceaccount", "robot").status == 0)
      #expect(try curl(daemon, "/version", token: lasting) == "401")
      #expect(try curl(daemon, "/version", token: token) == "401")
      try eventually("the Secret goes with its account") { try daemon.kctl("get", "secret", "robot").status != 0 }
    }
  }
}
