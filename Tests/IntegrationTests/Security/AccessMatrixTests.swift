import Foundation
import Testing

/// Who may do what on a real daemon, for each list of authorization modes, asked with kubectl and with curl; and the options of the command
/// line that say who asks. What the lists mean is tested in breadth in process (`AuthorizationOrderTests`, `SensitiveRightsTests`).
@Suite(.serialized) struct AccessMatrixTests {
  /// People with certificates of the cluster: administrators, a node, and others, some of whom have roles.
  private static let people = [
    "root": "/O=system:masters/CN=root", "node": "/O=system:nodes/CN=system:node:n1", "viewer": "/CN=viewer", "editor": "/CN=editor",
    "owner": "/CN=owner", "abe": "/CN=abe", "eve": "/CN=eve",
  ]

  private static let objects = ["view": "viewer", "edit": "editor", "admin": "owner"].sorted { $0.key < $1.key }.map { role, user in
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: \(role), namespace: default}\n"
      + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}\n"
      + "subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: \(user)}]\n"
  }.joined(separator: "---\n") + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\n"
    + "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: n1, containers: [{name: c, image: i, envFrom: [{secretRef: {name: s}}]}]}\n"

  private static let policy = #"{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"abe","readonly":true,"namespace":"default","resource":"*","apiGroup":"*"}}"#

  /// The questions, and who gets a yes besides administrators.
  private struct Row {
    var method: String
    var path: String
    var body: String?
    init(_ method: String, _ path: String, _ body: String? = nil) { (self.method, self.path, self.body) = (method, path, body) }
  }
  private static let questions: [String: Row] = [
    "pods": Row("GET", "/api/v1/namespaces/default/pods"), "secret": Row("GET", "/api/v1/namespaces/default/secrets/s"),
    "elsewhere": Row("GET", "/api/v1/namespaces/kube-system/pods"), "nodes": Row("GET", "/api/v1/nodes"),
    "write": Row("POST", "/api/v1/namespaces/default/configmaps?dryRun=All", #"{"metadata":{"name":"c"}}"#),
    "grant": Row(
      "POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles?dryRun=All",
      #"{"metadata":{"name":"r"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}"#),
    "metrics": Row("GET", "/metrics"), "health": Row("GET", "/healthz"),
  ]

  struct Modes: Sendable, CustomTestStringConvertible {
    var list: String
    var arguments: [String] = []
    /// By question; everybody may see health, and `root` everything.
    var allowed: [String: Set<String>]
    /// Who asks; nil for everybody.
    var people: Set<String>?
    var testDescription: String { list }
  }

  private static let all = Dictionary(uniqueKeysWithValues: questions.keys.map { ($0, Set(people.keys)) })
  private static let byRole: [String: Set<String>] = [
    "pods": ["viewer", "editor", "owner"], "secret": ["editor", "owner"], "write": ["editor", "owner"], "grant": ["owner"],
  ]

  static let modes: [Modes] = [
    Modes(list: "Node,RBAC", allowed: byRole.merging(["secret": ["node"]]) { $0.union($1) }), Modes(list: "RBAC", allowed: byRole),
    Modes(
      list: "RBAC,AlwaysDeny,ABAC", arguments: ["--authorization-policy-file", "\(TestDaemon.place)/abac"],
      allowed: byRole.merging(["pods": ["abe"], "secret": ["abe"]]) { $0.union($1) }),
    Modes(list: "AlwaysDeny", allowed: [:]), Modes(list: "AlwaysDeny,AlwaysAllow", allowed: all),
    // Nobody answers there, however often it is tried: that is no opinion, so that what follows decides.
    Modes(
      list: "RBAC,Webhook,AlwaysAllow", arguments: ["--authorization-webhook-config-file", "\(TestDaemon.place)/webhook", "--authorization-webhook-version", "v1"],
      allowed: all, people: ["abe"]),
  ]

  private static let webhook = """
    apiVersion: v1
    kind: Config
    clusters: [{name: w, cluster: {server: "http://127.0.0.1:9/authorize"}}]
    users: [{name: u, user: {}}]
    contexts: [{name: c, context: {cluster: w, user: u}}]
    current-context: c
    """

  @Test(arguments: modes)
  func `each mode and order lets in whom it should and nobody else`(modes: Modes) throws {
    try TestDaemon.with(
      components: "apiserver", arguments: ["--authorization-mode", modes.list] + modes.arguments,
      preparing: { daemon in
        try Self.policy.write(toFile: daemon.directory + "/abac", atomically: true, encoding: .utf8)
        try Self.webhook.write(toFile: daemon.directory + "/webhook", atomically: true, encoding: .utf8)
      }
    ) { daemon in
      let made = try daemon.kctl("create", "-f", "-", input: Self.objects)
      #expect(made.status == 0, "\(made)")
      for (name, subject) in Self.people { try Intruder.certificate(daemon, name, subject: subject) }
      for (name, _) in Self.people.sorted(by: { $0.key < $1.key }) where modes.people?.contains(name) ?? true {
        let person = try Intruder(daemon, .certificate(name))
        for (question, row) in Self.questions.sorted(by: { $0.key < $1.key }) {
          let answer = try person.ask(row.method, row.path, row.body)
          let isAllowed = name == "root" || question == "health" || modes.allowed[question]?.contains(name) == true
          #expect(isAllowed ? [200, 201].contains(answer.status) : answer.status == 403, "\(name) \(question): \(answer)")
        }
      }
      let nobody = try Intruder(daemon)
      #expect(try nobody.ask("GET", "/healthz").status == 200)
      #expect(try nobody.ask("GET", "/api/v1/nodes").status == (modes.allowed["nodes"] == nil ? 403 : 200))
      #expect(try Intruder(daemon, .token("made-up")).ask("GET", "/healthz").status == 401)
    }
  }

  /// What each of Kubernetes' roles for people lets kubectl do in a namespace.
  private static let commands: [(arguments: [String], roles: Set<String>)] = [
    (["get", "pods,services,deployments"], ["viewer", "editor", "owner"]), (["get", "secrets"], ["editor", "owner"]),
    (["create", "configmap", "c", "--dry-run=server"], ["editor", "owner"]), (["create", "deployment", "d", "--image=i", "--dry-run=server"], ["editor", "owner"]),
    (["delete", "pod", "p", "--dry-run=server"], ["editor", "owner"]), (["create", "rolebinding", "b", "--clusterrole=view", "--user=x", "--dry-run=server"], ["owner"]),
    // Nobody grants what they haven't got.
    (["create", "rolebinding", "b", "--clusterrole=cluster-admin", "--user=x", "--dry-run=server"], []),
    (["create", "role", "r", "--verb=get", "--resource=nodes", "--dry-run=server"], []),
    (["create", "quota", "q", "--hard=pods=1", "--dry-run=server"], []), (["get", "nodes"], []), (["get", "clusterroles"], []),
    (["get", "pods", "-n", "kube-system"], []), (["create", "namespace", "n", "--dry-run=server"], []), (["certificate", "approve", "none"], []),
    (["get", "pods", "--as=root", "--as-group=system:masters"], []), (["drain", "n1", "--dry-run=server"], []),
  ]

  @Test(arguments: Kubectl.programs.suffix(1))
  func `kubectl does with a role what the role is for`(program: String) throws {
    try TestDaemon.with(components: "apiserver") { daemon in
      let made = try daemon.kctl("create", "-f", "-", input: Self.objects)
      #expect(made.status == 0, "\(made)")
      let server = try Intruder(daemon).server
      for name in ["root", "viewer", "editor", "owner", "eve"] {
        try Intruder.certificate(daemon, name, subject: Self.people[name] ?? "")
        // A kubeconfig with credentials of its own would go before the files for some versions.
        let credentials = [
          "--server", server, "--certificate-authority", daemon.dataDirectory + "/pki/ca.crt", "--client-certificate", daemon.directory + "/\(name).crt", "--client-key",
          daemon.directory + "/\(name).key",
        ]
        for (arguments, roles) in Self.commands where name != "root" || arguments.contains("--dry-run=server") || arguments[0] == "get" {
          let result = try Command(
            arguments: [program] + credentials + arguments, environment: ["KUBECONFIG": "/dev/null", "HOME": daemon.directory]
          ).run()
          let isAllowed = name == "root" ? arguments[0] != "drain" : roles.contains(name)
          if name == "root", arguments[0] == "drain" { continue }
          #expect(
            isAllowed ? result.status == 0 : result.status != 0 && (result.errors + result.output).localizedCaseInsensitiveContains("forbidden"),
            "\(name) \(arguments): \(result)")
        }
      }
    }
  }

  // MARK: - who asks, by options

  /// Options of kctl and kubectl, and as whom they ask; nil where they are refused.
  private static func options(_ daemon: TestDaemon, token: String, server: String) -> [(arguments: [String], user: String?)] {
    let place = daemon.directory
    let certificate = ["--client-certificate", place + "/eve.crt", "--client-key", place + "/eve.key"]
    return [
      ([], "system:admin"), (certificate + ["--kubeconfig", place + "/plain"], "eve"), (["--token", token, "--kubeconfig", place + "/plain"], "system:serviceaccount:default:robot"),
      (["--token", "wrong", "--kubeconfig", place + "/plain"], nil), (["--as", "ada"], "ada"), (["--as", "ada", "--as-group", "x", "--as-uid", "7"], "ada"),
      (["--as-group", "x"], nil), (certificate + ["--kubeconfig", place + "/plain", "--as", "ada"], nil), (["--kubeconfig", place + "/several"], "eve"),
      (["--kubeconfig", place + "/several", "--context", "robots"], "system:serviceaccount:default:robot"),
      (["--kubeconfig", place + "/several", "--context", "nothing"], nil),
      (["--kubeconfig", place + "/several", "--user", "robot"], "system:serviceaccount:default:robot"), (["--kubeconfig", place + "/several", "--user", "nobody"], nil),
      (["--kubeconfig", place + "/several", "--cluster", "elsewhere"], nil), (["--kubeconfig", place + "/several", "--cluster", "here"], "eve"),
      (["--kubeconfig", place + "/several", "--cluster", "elsewhere", "--server", server], "eve"),
      (certificate + ["--kubeconfig", place + "/none", "-s", server, "--certificate-authority", daemon.dataDirectory + "/pki/ca.crt"], "eve"),
      (certificate + ["--kubeconfig", place + "/none", "-s", server], nil),
      (certificate + ["--kubeconfig", place + "/none", "-s", server, "--insecure-skip-tls-verify"], "eve"),
      (["--insecure-skip-tls-verify=true"] + certificate + ["--kubeconfig", place + "/none", "-s", server], "eve"),
      (["--tls-server-name", "kubernetes.default.svc"], "system:admin"), (["--tls-server-name", "elsewhere.example"], nil),
      (["--request-timeout", "30s"], "system:admin"), (["--request-timeout", "30"], "system:admin"), (["--request-timeout", "soon"], nil),
      (["--kubeconfig", place + "/silent", "--request-timeout", "300ms"], nil),
    ]
  }

  @Test func `options say who asks, whom and how the server is trusted, as kubectl's do`() throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      let place = daemon.directory
      try Intruder.certificate(daemon, "eve", subject: "/CN=eve")
      try eventually("the account is there") { try daemon.kctl("create", "serviceaccount", "robot").status == 0 }
      let token = try daemon.kctl("create", "token", "robot").output.trimmingCharacters(in: .whitespacesAndNewlines)
      let server = try daemon.kctl("config", "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}").output
      let authority = daemon.dataDirectory + "/pki/ca.crt"
      func write(_ name: String, _ clusters: String, _ users: String, _ contexts: String, current: String) throws {
        try "apiVersion: v1\nkind: Config\nclusters: [\(clusters)]\nusers: [\(users)]\ncontexts: [\(contexts)]\ncurrent-context: \(current)\n"
          .write(toFile: "\(place)/\(name)", atomically: true, encoding: .utf8)
      }
      let here = "{name: here, cluster: {server: '\(server)', certificate-authority: '\(authority)'}}"
      try write("plain", here, "{name: nobody, user: {}}", "{name: c, context: {cluster: here, user: nobody}}", current: "c")
      try write("none", "", "", "", current: "''")
      // A server that takes connections and says nothing: what is asked ends by its own time.
      let silence = try SilentPort()
      defer { withExtendedLifetime(silence) {} }
      try write(
        "silent", "{name: s, cluster: {server: 'http://127.0.0.1:\(silence.number)'}}", "{name: u, user: {}}", "{name: c, context: {cluster: s, user: u}}", current: "c")
      try write(
        "several", here + ", {name: elsewhere, cluster: {server: 'https://127.0.0.1:9', certificate-authority: '\(authority)'}}",
        "{name: eve, user: {client-certificate: '\(place)/eve.crt', client-key: '\(place)/eve.key'}}, {name: robot, user: {token: '\(token)'}}",
        "{name: eves, context: {cluster: here, user: eve}}, {name: robots, context: {cluster: here, user: robot}}", current: "eves")
      for program in [TestDaemon.kctl] + Kubectl.programs.suffix(1) {
        for (arguments, user) in Self.options(daemon, token: token, server: server) {
          let environment = arguments.contains("--kubeconfig") ? ["KUBECONFIG": "/dev/null", "HOME": place] : ["KUBECONFIG": daemon.kubeconfig, "HOME": place]
          for ordered in [arguments + ["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"], ["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"] + arguments] {
            let result = try Command(arguments: [program] + ordered, environment: environment).run()
            #expect(user == nil ? result.status != 0 : result.status == 0 && result.output == user, "\(program) \(ordered): \(result)")
          }
        }
      }
    }
  }
}
