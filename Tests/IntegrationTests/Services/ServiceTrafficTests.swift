import Foundation
import Testing

/// What Services lead to besides pods, and by UDP; who may come from outside; the proxy in a process apart.
@Suite(.serialized) struct ServiceTrafficTests {
  private static let services = """
    apiVersion: v1
    kind: Service
    metadata: {name: files}
    spec: {ports: [{name: tftp, port: 69, protocol: UDP}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: outside}
    spec:
      type: LoadBalancer
      externalTrafficPolicy: Local
      externalIPs: [198.51.100.9]
      selector: {app: web}
      ports: [{port: 80, targetPort: http}]
    """

  private static func slice(_ address: String, _ port: UInt16) -> String {
    """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: files-1, labels: {kubernetes.io/service-name: files}}
    addressType: IPv4
    endpoints: [{addresses: [\(address)]}]
    ports: [{name: tftp, port: \(port), protocol: UDP}]
    """
  }

  @Test func `pods reach the API server, a server of the host by UDP, and what is for the outside`() throws {
    try ServiceCluster.with(Self.services) { cluster in
      try server(cluster)
      try datagrams(cluster)
      try outside(cluster)
    }
  }

  private func server(_ cluster: ServiceCluster) throws {
    let token = "/var/run/secrets/kubernetes.io/serviceaccount/token"
    let ask = """
      /bin/busybox wget -q -O - --no-check-certificate --header "Authorization: Bearer $(/bin/busybox cat \(token))" \
      https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/apis/authentication.k8s.io/v1
      """
    try eventually("the API server is there for pods") {
      try cluster.shell(in: "client", ask).output.contains("\"selfsubjectreviews\"")
    }
    let address = try cluster.clusterIP("kubernetes")
    #expect(try cluster.shell(in: "client", "echo $KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT").output == "\(address):443\n")
  }

  private func datagrams(_ cluster: ServiceCluster) throws {
    let (one, other) = (try FileResponder(cluster.nodeAddress, "one\n"), try FileResponder(cluster.nodeAddress, "other\n"))
    let address = try cluster.clusterIP("files")
    #expect(try cluster.daemon.kctl("apply", "-f", "-", input: Self.slice(cluster.nodeAddress, one.port)).status == 0)
    let fetch = "/bin/busybox timeout 2 /bin/busybox tftp -g -r file -l /file \(address) && /bin/busybox cat /file"
    func fetched() throws -> String { try cluster.shell(in: "client", fetch).output }
    try eventually("a pod is answered by the host's server") { try fetched() == "one\n" }
    let asker = try FileAsker(address, 69)
    try eventually("the host is answered by it") { asker.ask() == "one\n" }
    // The same socket goes on asking when the endpoint is another: a flow that the kernel holds must not.
    #expect(try cluster.daemon.kctl("apply", "-f", "-", input: Self.slice(cluster.nodeAddress, other.port)).status == 0)
    try eventually("the other answers whoever asked before") { asker.ask() == "other\n" }
    #expect(try fetched() == "other\n")
  }

  private func outside(_ cluster: ServiceCluster) throws {
    let pods = Set(try cluster.pods())
    #expect(Set(try cluster.answers("198.51.100.9")) == pods)
    #expect(Set(try cluster.answersToHost("198.51.100.9")) == pods)
    let check = cluster.nodeAddress + ":" + (try cluster.field("outside", ".spec.healthCheckNodePort"))
    let health = try Command(arguments: ["curl", "-s", "-i", "http://\(check)/"]).run().output
    #expect(health.contains("200 OK") && health.contains("\"localEndpoints\":2"), "\(health)")
    let patch = "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"198.51.100.10\"}]}}}"
    #expect(try cluster.daemon.kctl("patch", "service", "outside", "--subresource=status", "-p", patch).status == 0)
    try eventually("the balancer's address is served") { try !cluster.answersToHost("198.51.100.10", count: 1).isEmpty }
    #expect(try cluster.daemon.kctl("scale", "deployment", "web", "--replicas=0").status == 0)
    try eventually("the balancer hears that nobody is here") {
      try Command(arguments: ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://\(check)/"]).run().output == "503"
    }
  }

  private static let elsewhere = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: main
        image: localhost/busybox:test
        imagePullPolicy: IfNotPresent
        command: [/bin/busybox, httpd, -f, -p, "8080", -h, /bin]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
    """

  @Test func `a node of an API server elsewhere serves Services, and goes on when its daemon is started anew`() throws {
    try TestDaemon.with(components: "apiserver,scheduler,controller-manager") { server in
      try TestDaemon.with(components: "kubelet,kube-proxy", server: server, stopsPods: false) { node in
        try eventually("the node's socket is there") { FileManager.default.fileExists(atPath: node.dataDirectory + "/api.sock") }
        try node.loadBusybox(throughSocket: true)
        #expect(try server.kctl("apply", "-f", "-", input: Self.elsewhere).status == 0)
        let wait = try server.kctl("wait", "--for=condition=Ready", "pod/web", "--timeout=60s")
        #expect(wait.status == 0, "\(wait)\n\(node.log)")
        let address = try server.kctl("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}").output
        func isServed() throws -> Bool {
          try Command(arguments: ["curl", "-s", "-o", "/dev/null", "--max-time", "2", "http://\(address)/busybox"]).run().status == 0
        }
        try eventually("the Service is there") { try isServed() }
        // The pods go on, and so does what leads to them.
        #expect(node.stop() == 0)
        #expect(try isServed())
        // Meanwhile the Service is another's: the next proxy finds that out, and serves who is left.
        #expect(try server.kctl("patch", "service", "web", "-p", #"{"spec":{"selector":{"app":"nobody"}}}"#).status == 0)
        try node.start()
        try eventually("nobody is behind the Service") {
          try Command(arguments: ["curl", "-s", "http://\(address)/busybox", "-o", "/dev/null"]).run().status == 7
        }
        let restarts = "jsonpath={.status.containerStatuses[0].restartCount}"
        #expect(try server.kctl("get", "pod", "web", "-o", restarts).output == "0")
      }
    }
  }
}
