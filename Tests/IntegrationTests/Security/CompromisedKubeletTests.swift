import Foundation
import Testing

/// A node that was taken over: whoever has its kubelet's certificate tries everything against a real daemon, and gets no further than
/// that node's own pods.
@Suite(.serialized) struct CompromisedKubeletTests {
  private static let cluster = """
    apiVersion: v1
    kind: Node
    metadata: {name: n2}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: mine}
    stringData: {a: own}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: theirs}
    stringData: {a: foreign}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: theirs}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: robot}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: claim}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: own}
    spec: {nodeName: n1, containers: [{name: c, image: i, envFrom: [{secretRef: {name: mine}}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: claim}}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: other}
    spec: {nodeName: n2, serviceAccountName: robot, containers: [{name: c, image: i, envFrom: [{secretRef: {name: theirs}}]}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: nowhere}
    spec: {containers: [{name: c, image: i}]}
    """

  private static let pods = "/api/v1/namespaces/default/pods"
  private static let secrets = "/api/v1/namespaces/default/secrets"
  private static let claims = "/api/v1/namespaces/default/persistentvolumeclaims"
  private static let accounts = "/api/v1/namespaces/default/serviceaccounts"
  private static let leases = "/apis/coordination.k8s.io/v1/namespaces/"
  private static let merge = "application/merge-patch+json"

  private static func object(_ kind: String, _ version: String, _ name: String, _ rest: String = "") -> String {
    #"{"kind":"\#(kind)","apiVersion":"\#(version)","metadata":{"name":"\#(name)"}\#(rest)}"#
  }

  private static func mirror(_ metadata: String, _ spec: String) -> String {
    #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"m-n1","annotations":{"kubernetes.io/config.mirror":"1"}\#(metadata)},"#
      + #""spec":{"nodeName":"n1","containers":[{"name":"c","image":"i"}]\#(spec)}}"#
  }

  struct Attempt {
    var method: String
    var path: String
    var body: String?
    var type = "application/json"
    init(_ method: String, _ path: String, _ body: String? = nil, _ type: String = "application/json") {
      (self.method, self.path, self.body, self.type) = (method, path, body, type)
    }
  }

  /// Reading what isn't its business.
  private static let reading: [Attempt] = [
    .init("GET", "/api/v1/nodes"), .init("GET", "/api/v1/nodes/n2"), .init("GET", "/api/v1/nodes?watch=1"),
    .init("GET", "/api/v1/nodes?fieldSelector=metadata.name%3Dn2"),
    .init("GET", "/api/v1/pods"), .init("GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn2"), .init("GET", "/api/v1/pods?fieldSelector=spec.nodeName!%3Dn1"),
    .init("GET", pods + "/other"), .init("GET", pods + "/nowhere"), .init("GET", pods + "/own/log"),
    .init("GET", secrets), .init("GET", "/api/v1/secrets"), .init("GET", secrets + "/theirs"), .init("GET", secrets + "?watch=1"),
    .init("GET", secrets + "?fieldSelector=metadata.name%3Dtheirs"), .init("GET", secrets + "?fieldSelector=metadata.name%3Dmine,metadata.name%3Dtheirs"),
    .init("GET", secrets + "/mine/../theirs"), .init("GET", secrets + "/mine%2F..%2Ftheirs"), .init("GET", secrets + "//theirs"),
    .init("GET", "/api/v1/watch/namespaces/default/secrets"), .init("GET", "/api/v1/namespaces/default/configmaps/theirs"),
    .init("GET", "/api/v1/namespaces/kube-system/secrets"), .init("GET", "/apis/rbac.authorization.k8s.io/v1/clusterroles"),
    .init("GET", leases + "kube-node-lease/leases"), .init("GET", leases + "kube-node-lease/leases/n2"), .init("GET", leases + "kube-system/leases"),
    .init("GET", "/metrics"), .init("GET", "/debug/api_priority_and_fairness/dump_requests"),
  ]

  /// Writing what isn't, and making itself more than it is.
  private static let writing: [Attempt] = [
    .init("POST", "/api/v1/nodes", object("Node", "v1", "n3")), .init("DELETE", "/api/v1/nodes/n2"), .init("DELETE", "/api/v1/nodes/n1"),
    .init("PATCH", "/api/v1/nodes/n2", #"{"metadata":{"labels":{"a":"b"}}}"#, merge), .init("PATCH", "/api/v1/nodes/n2/status", #"{"status":{"phase":"x"}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1", #"{"metadata":{"labels":{"node-restriction.kubernetes.io/secure":"yes"}}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1", #"{"metadata":{"labels":{"node-role.kubernetes.io/control-plane":""}}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1", #"{"metadata":{"labels":{"new.kubernetes.io/a":"b"}}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1/status", #"{"metadata":{"labels":{"node-restriction.kubernetes.io/secure":"yes"}}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1", #"{"spec":{"taints":[]}}"#, merge), .init("PATCH", "/api/v1/nodes/n1", #"{"spec":{"taints":[{"key":"a","effect":"NoSchedule"}]}}"#, merge),
    .init("PATCH", "/api/v1/nodes/n1", #"{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n2","uid":"u"}]}}"#, merge),
    .init("POST", pods, object("Pod", "v1", "x", #","spec":{"nodeName":"n1","containers":[{"name":"c","image":"i"}]}"#)),
    .init("POST", pods, mirror("", "")),
    .init("POST", pods, mirror(#","ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n1","uid":"forged","controller":true}]"#, "")),
    .init("POST", pods, mirror("", #","serviceAccountName":"robot""#)), .init("POST", pods, mirror("", #","imagePullSecrets":[{"name":"theirs"}]"#)),
    .init("POST", pods, mirror("", #","volumes":[{"name":"v","secret":{"secretName":"theirs"}}]"#)),
    .init("POST", pods, mirror("", #","volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]"#)),
    .init("DELETE", pods + "/other"), .init("DELETE", pods + "/nowhere"), .init("DELETE", pods), .init("DELETE", pods + "?fieldSelector=spec.nodeName%3Dn1"),
    .init("PATCH", pods + "/own", #"{"metadata":{"labels":{"app":"web"}}}"#, merge),
    .init("PATCH", pods + "/own", #"{"spec":{"containers":[{"name":"c","image":"evil"}]}}"#, merge),
    .init("PATCH", pods + "/own/status", #"{"metadata":{"labels":{"app":"web"}}}"#, merge),
    .init("PATCH", pods + "/other/status", #"{"status":{"podIP":"10.9.9.9"}}"#, merge),
    .init("POST", pods + "/other/eviction", object("Eviction", "policy/v1", "other")), .init("POST", pods + "/nowhere/eviction", object("Eviction", "policy/v1", "nowhere")),
    .init("POST", pods + "/nowhere/binding", object("Binding", "v1", "nowhere", #","target":{"kind":"Node","name":"n1"}"#)),
    .init("PATCH", pods + "/own/ephemeralcontainers", #"{"spec":{"ephemeralContainers":[{"name":"e","image":"i"}]}}"#, merge),
    .init("POST", pods + "/own/exec?command=id&stdout=1"), .init("POST", pods + "/other/exec?command=id&stdout=1"), .init("GET", pods + "/other/exec?command=id&stdout=1"),
    .init("POST", pods + "/other/portforward"), .init("GET", pods + "/other/proxy/"), .init("GET", "/api/v1/nodes/n2/proxy/pods"),
    .init("PUT", secrets + "/mine", object("Secret", "v1", "mine")), .init("DELETE", secrets + "/mine"), .init("POST", secrets, object("Secret", "v1", "new")),
    .init("POST", leases + "kube-node-lease/leases", object("Lease", "coordination.k8s.io/v1", "n2")),
    .init("POST", leases + "kube-system/leases", object("Lease", "coordination.k8s.io/v1", "kube-scheduler")),
    .init("PUT", leases + "kube-node-lease/leases/n2", object("Lease", "coordination.k8s.io/v1", "n2")),
    .init("PATCH", claims + "/claim", #"{"spec":{"resources":{"requests":{"storage":"1Ti"}}}}"#, merge),
    .init("PATCH", claims + "/claim/status", #"{"status":{"phase":"Lost"}}"#, merge), .init("DELETE", claims + "/claim"),
    .init("POST", accounts + "/robot/token", object("TokenRequest", "authentication.k8s.io/v1", "", #","spec":{}"#)),
    .init("POST", accounts + "/default/token", object("TokenRequest", "authentication.k8s.io/v1", "", #","spec":{}"#)),
    .init("POST", "/api/v1/namespaces/kube-system/serviceaccounts/deployment-controller/token", object("TokenRequest", "authentication.k8s.io/v1", "", #","spec":{}"#)),
    .init("POST", "/apis/storage.k8s.io/v1/csinodes", object("CSINode", "storage.k8s.io/v1", "n2", #","spec":{"drivers":[]}"#)),
    .init("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", object("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", "own", #","roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},"subjects":[{"kind":"User","name":"system:node:n1"}]"#)),
    .init("POST", "/api/v1/namespaces", object("Namespace", "v1", "own")),
    .init("PUT", "/apis/certificates.k8s.io/v1/certificatesigningrequests/x/approval", object("CertificateSigningRequest", "certificates.k8s.io/v1", "x")),
    .init("POST", "/apis/authentication.k8s.io/v1/tokenreviews?dryRun=No", "{"),
  ]

  private func eachIsRefused(_ attempts: [Attempt], by node: Intruder) throws {
    for attempt in attempts {
      let answer = try node.ask(attempt.method, attempt.path, attempt.body, type: attempt.type)
      #expect([400, 403, 404, 405, 422].contains(answer.status), "\(attempt.method) \(attempt.path): \(answer)")
      #expect(!answer.body.contains("foreign") && !answer.body.contains("Zm9yZWlnbg"), "\(attempt.method) \(attempt.path): \(answer)")
    }
  }

  @Test func `it reads and writes nothing but its own, is nobody else, and gets no certificate of another`() throws {
    try TestDaemon.with(components: "apiserver,controller-manager") { daemon in
      try Intruder.certificate(daemon, "n1", subject: "/O=system:nodes/CN=system:node:n1")
      var node = try Intruder(daemon, .certificate("n1"))
      #expect(try node.ask("POST", "/api/v1/nodes", Self.object("Node", "v1", "n1")).status == 201)
      try eventually("the account is there") { try daemon.kctl("get", "serviceaccount", "default").status == 0 }
      let made = try daemon.kctl("create", "-f", "-", input: Self.cluster)
      #expect(made.status == 0, "\(made)")

      // What it is for goes.
      for path in [Self.pods + "/own", Self.secrets + "/mine", "/api/v1/nodes/n1", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1"] {
        #expect(try node.ask("GET", path).status == 200, "\(path)")
      }
      try eachIsRefused(Self.reading + Self.writing, by: node)

      // A token of its own pod's account, bound to that pod, and to nothing else.
      let uid = try daemon.kctl("get", "pod", "own", "-o", "jsonpath={.metadata.uid}").output
      let other = try daemon.kctl("get", "pod", "other", "-o", "jsonpath={.metadata.uid}").output
      func token(_ account: String, _ pod: String, _ uid: String, _ more: String = "") throws -> Intruder.Answer {
        try node.ask(
          "POST", Self.accounts + "/\(account)/token",
          Self.object("TokenRequest", "authentication.k8s.io/v1", "", #","spec":{"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"\#(pod)","uid":"\#(uid)"}\#(more)}"#))
      }
      #expect(try token("default", "own", uid).status == 201)
      for (account, pod, uid) in [("default", "own", other), ("default", "other", other), ("robot", "other", other), ("robot", "own", uid), ("default", "own", "")] {
        #expect([403, 404, 422].contains(try token(account, pod, uid).status), "\(account) \(pod)")
      }

      // It acts as nobody else.
      for headers in [
        ["Impersonate-User: system:admin", "Impersonate-Group: system:masters"], ["Impersonate-User: system:node:n2", "Impersonate-Group: system:nodes"],
        ["impersonate-user: system:kctl:gitops"],
      ] {
        node.headers = headers
        #expect(try node.ask("GET", Self.secrets + "/theirs").status == 403, "\(headers)")
      }
      node.headers = ["X-Remote-User: admin", "X-Remote-Group: system:masters", "X-Forwarded-User: admin", "Authorization: Basic YWRtaW46YWRtaW4="]
      #expect(try node.ask("GET", Self.secrets + "/theirs").status == 403)
      node.headers = []
      try asksForCertificates(of: ["/O=system:nodes/CN=system:node:n2", "/O=system:masters/CN=n1", "/O=system:nodes/O=system:masters/CN=system:node:n1"], daemon, node)

      // Credentials that only look like a node's.
      for (name, subject) in [("half", "/CN=system:node:n1"), ("nameless", "/O=system:nodes/CN=n1"), ("empty", "/O=system:nodes/CN=system:node:")] {
        try Intruder.certificate(daemon, name, subject: subject)
        #expect(try Intruder(daemon, .certificate(name)).ask("GET", Self.secrets + "/mine").status == 403, "\(name)")
      }
      try Intruder.certificate(daemon, "server", subject: "/O=system:nodes/CN=system:node:n1", extensions: "extendedKeyUsage=serverAuth")
      let serving = try Intruder(daemon, .certificate("server")).ask("GET", Self.secrets + "/mine")
      #expect(serving.status != 200, "a serving certificate is no client's: \(serving)")
    }
  }

  /// Requests for certificates of other subjects are refused, or never approved by the controllers.
  private func asksForCertificates(of subjects: [String], _ daemon: TestDaemon, _ node: Intruder) throws {
    for (index, subject) in subjects.enumerated() {
      for signer in ["kubernetes.io/kube-apiserver-client-kubelet", "kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client"] {
        let request = try Command(arguments: [
          "sh", "-c", "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /dev/null -subj '\(subject)' 2>/dev/null | base64 -w0",
        ]).run().output
        let usage = signer.hasSuffix("serving") ? "server auth" : "client auth"
        let name = "csr-\(index)-\(signer.split(separator: "-").last ?? "")"
        let answer = try node.ask(
          "POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests",
          Self.object(
            "CertificateSigningRequest", "certificates.k8s.io/v1", name,
            #","spec":{"request":"\#(request)","signerName":"\#(signer)","usages":["digital signature","\#(usage)"]}"#))
        #expect([201, 403].contains(answer.status), "\(answer)")
      }
    }
    // Its own is approved: by then the controllers have seen the others, which came before.
    let own = try Command(arguments: [
      "sh", "-c",
      "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /dev/null -subj '/O=system:nodes/CN=system:node:n1' 2>/dev/null | base64 -w0",
    ]).run().output
    let filed = try node.ask(
      "POST", "/apis/certificates.k8s.io/v1/certificatesigningrequests",
      Self.object(
        "CertificateSigningRequest", "certificates.k8s.io/v1", "own",
        #","spec":{"request":"\#(own)","signerName":"kubernetes.io/kube-apiserver-client-kubelet","usages":["digital signature","client auth"]}"#))
    #expect(filed.status == 201, "\(filed)")
    try eventually("its own certificate is renewed") { try daemon.kctl("get", "csr", "own", "-o", "jsonpath={.status.certificate}").output.isEmpty == false }
    let issued = try daemon.kctl("get", "csr", "-o", "jsonpath={range .items[?(@.status.certificate)]}{.metadata.name} {end}").output
    #expect(issued.split(separator: " ") == ["own"], "\(issued)")
  }
}
