import Foundation
import Testing

/// Services as pods and the host use them: real containers, real packets.
@Suite(.serialized) struct ServiceTests {
  private static let services = """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: nobody}
    spec: {selector: {app: nobody}, ports: [{port: 80}]}
    """

  @Test func `a Service is reached by its cluster IP and its node port, from pods, from its own pods and from the host`() throws {
    try ServiceCluster.with(Self.services) { cluster in
      let address = try cluster.clusterIP("web")
      let pods = Set(try cluster.pods())
      #expect(pods.count == 2)
      #expect(Set(try cluster.answers(address)) == pods)
      // A pod reaches itself that way, too.
      for pod in pods { #expect(Set(try cluster.answers(address, from: pod)) == pods) }
      let nodePort = cluster.nodeAddress + ":" + (try cluster.field("web", ".spec.ports[0].nodePort"))
      for place in [address, nodePort] { #expect(Set(try cluster.answersToHost(place)) == pods, "\(place)") }
      #expect(Set(try cluster.answers(nodePort)) == pods)
      try refusal(cluster)
      try affinity(cluster, address, nodePort, pods)
      try changes(cluster, address, nodePort)
      try removal(cluster)
    }
  }

  private func refusal(_ cluster: ServiceCluster) throws {
    let address = try cluster.clusterIP("nobody")
    let refused = try cluster.shell(in: "client", "/bin/busybox wget -q -O - http://\(address)/")
    #expect(refused.status != 0 && refused.errors.contains("Connection refused"), "\(refused)")
    // curl's code for a connection that was not made.
    #expect(try Command(arguments: ["curl", "-s", "http://\(address)/"]).run().status == 7)
  }

  private func affinity(_ cluster: ServiceCluster, _ address: String, _ nodePort: String, _ pods: Set<String>) throws {
    func patch(_ value: String) throws {
      #expect(try cluster.daemon.kctl("patch", "service", "web", "-p", "{\"spec\":{\"sessionAffinity\":\"\(value)\"}}").status == 0)
    }
    try patch("ClientIP")
    try eventually("a client stays with its pod") { try Set(cluster.answers(address)).count == 1 }
    #expect(try Set(cluster.answersToHost(nodePort)).count == 1)
    // The next change of the rules leaves who belongs where as it is.
    let mine = try cluster.answers(address, count: 1)
    #expect(try cluster.daemon.kctl("label", "node", "node-1", "touched=yes").status == 0)
    #expect(try cluster.daemon.kctl("expose", "deployment", "web", "--name=another", "--port=81", "--target-port=8080").status == 0)
    let another = try cluster.clusterIP("another")
    try eventually("the other Service is there") { try !cluster.answers(another + ":81", count: 1).isEmpty }
    #expect(try Set(cluster.answers(address)) == Set(mine))
    try patch("None")
    try eventually("a client is served by all again") { try Set(cluster.answers(address)) == pods }
  }

  private func changes(_ cluster: ServiceCluster, _ address: String, _ nodePort: String) throws {
    let daemon = cluster.daemon
    #expect(try daemon.kctl("scale", "deployment", "web", "--replicas=1").status == 0)
    try eventually("only the pod that is left answers") {
      let (answers, pods) = (try cluster.answers(address), Set(try cluster.pods()))
      return answers.count == 24 && pods.count == 1 && Set(answers) == pods
    }
    #expect(try daemon.kctl("patch", "service", "web", "-p", "{\"spec\":{\"type\":\"ClusterIP\"}}").status == 0)
    try eventually("the node port is closed") { try Command(arguments: ["curl", "-s", "http://\(nodePort)/"]).run().status == 7 }
    #expect(try cluster.answers(address, count: 1).count == 1)
    #expect(try daemon.kctl("delete", "service", "web").status == 0)
    try eventually("nobody answers at the address") {
      try cluster.shell(in: "client", "/bin/busybox wget -q -O - http://\(address)/").errors.contains("Connection refused")
    }
  }

  private func removal(_ cluster: ServiceCluster) throws {
    let instance = try cluster.instance()
    let table = "table ip kctl-proxy-" + instance
    #expect(try ServiceCluster.tables().contains(table))
    #expect(cluster.daemon.stop() == 0)
    #expect(try !ServiceCluster.tables().contains { $0.contains(instance) })
  }
}
