import APIMachinery
import Basics
import LinuxKernel
import Testing

@testable import NodeNetwork

@Suite struct ServiceRulesPropertyTests {
  @Test(arguments: 0..<200)
  func `every address and port leads to the endpoints that its policy chooses, and to no others`(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let cluster = RandomCluster(random, count: 1 + random.below(12))
    let table = try Samples.table(cluster.services, cluster.slices)
    let selection = EndpointSelection(nodeName: "node-1", zone: nil)
    let ports = ServicePort.read(services: cluster.services, slices: cluster.slices, nodeName: "node-1")
    var (addresses, nodePorts) = (0, 0)
    for port in ports {
      let (all, local) = (texts(selection.everywhere(port.endpoints)), texts(selection.here(port.endpoints)))
      let internally = port.isInternallyLocal ? local : all
      for address in port.clusterIPs {
        #expect(table.targets(of: table.entry("cluster-ips", "\(address) . \(port.id.transport) . \(port.port)")) == internally)
        addresses += 1
      }
      guard let nodePort = port.nodePort else { continue }
      let externally = all.union(port.isExternallyLocal ? local : [])
      #expect(table.targets(of: table.entry("node-ports", "\(port.id.transport) . \(nodePort)")) == externally)
      nodePorts += 1
    }
    #expect(table.collections["cluster-ips"]?.elements.count == addresses)
    #expect(table.collections["node-ports"]?.elements.count == nodePorts)
    let served = cluster.services.filter { $0["spec"]?["clusterIP"] != "None" }
    #expect(addresses == served.reduce(0) { $0 + ($1["spec"]?["ports"]?.array?.count ?? 0) })
  }

  private func texts(_ endpoints: [ServiceEndpoint]) -> Set<String> { Set(endpoints.map { "\($0.address):\($0.port)" }) }

  @Test(arguments: 0..<100)
  func `the order of the objects changes nothing, and every verdict leads to a chain that is there`(seed: UInt64) throws {
    let cluster = RandomCluster(SeededRandom(seed: seed), count: 8)
    let table = try Samples.table(cluster.services, cluster.slices)
    #expect(try table == Samples.table(cluster.services.reversed(), cluster.slices.reversed()))
    let words = (table.chains.values.flatMap(\.rules) + table.collections.values.flatMap(\.elements.values))
      .flatMap { $0.split(whereSeparator: { " ,".contains($0) }).map(String.init) }
    for (word, next) in zip(words, words.dropFirst()) where word == "goto" || word == "jump" { #expect(table.chains[next] != nil, "\(next)") }
    for word in words where word.hasPrefix("@") { #expect(table.collections[String(word.dropFirst())] != nil, "\(word)") }
  }

  /// In a network namespace of its own, which goes with the shell.
  @Test(.enabled(if: isRoot), arguments: 0..<3)
  func `the kernel takes every step from one ruleset to the next, and holds what was wanted`(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let configuration = try Samples.configuration()
    var cluster = RandomCluster(random, count: 10)
    var goal = try Samples.goal(cluster.services, cluster.slices)
    var script = "set -e\n" + load(goal.script(replacing: nil, configuration))
    for _ in 0..<8 {
      cluster = cluster.changed(random)
      let next = try Samples.goal(cluster.services, cluster.slices)
      script += load(next.script(replacing: goal, configuration))
      goal = next
    }
    // Chains are listed as they came, and elements in no order.
    let listing = "nft -s list ruleset | tr -d ' \\t{},' | sed 's/^elements=//' | sort"
    script += "echo \"$(\(listing))\"; echo ===\n" + load(goal.script(replacing: nil, configuration)) + "echo \"$(\(listing))\"; echo ===\n"
    script += load(ProxyGoal.removal(configuration)) + "nft list tables\n"
    let output = try Command("/usr/bin/unshare", ["-n", "sh", "-s"]).run(input: Array(script.utf8))
    #expect(output.status.isSuccess, "\(output.complaint)")
    let parts = String(decoding: output.stdout, as: UTF8.self).split(separator: "===\n", omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    #expect(parts[0] == parts[1] && parts[0].contains("dnat") && parts[2].isEmpty)
  }

  @Test(.enabled(if: isRoot && (try? TextFile.read("/proc/net/if_inet6"))?.isEmpty == false))
  func `the kernel takes rules of IPv6`() throws {
    var configuration = try Samples.configuration()
    (configuration.hasIPv6, configuration.podCIDRs) = (true, [try #require(IPPrefix("fd00:1::/64"))])
    var slice = Samples.slice("web", [Samples.endpoint("fd00:1::2"), Samples.endpoint("fd00:1::3")])
    slice["addressType"] = "IPv6"
    let services = ["None", "ClientIP"].enumerated().map { number, affinity in
      let fields: [String: Value] = [
        "type": "LoadBalancer", "sessionAffinity": .string(affinity), "externalTrafficPolicy": "Local",
        "loadBalancerSourceRanges": ["fd00:9::/64"],
      ]
      let ports: [Value] = [["port": 80, "nodePort": .int(Int64(30_080 + number))]]
      let spec = Samples.spec("fd00:96::\(number)", ports, fields)
      return Samples.service("web", namespace: "n\(number)", spec, ingress: [["ip": .string("fd00:8::\(number)")]])
    }
    let slices = (0..<2).map { number in
      var slice = slice
      slice[path: "metadata", "namespace"] = .string("n\(number)")
      return slice
    }
    let goal = ProxyGoal(services: services, slices: slices, node: nil, configuration: configuration)
    let script = "set -e\n" + load(goal.script(replacing: nil, configuration)) + "nft list ruleset\n"
    let output = try Command("/usr/bin/unshare", ["-n", "sh", "-s"]).run(input: Array(script.utf8))
    #expect(output.status.isSuccess, "\(output.complaint)")
    let listing = String(decoding: output.stdout, as: UTF8.self)
    #expect(listing.contains("dnat to [fd00:1::2]:8080") && listing.contains("0 : fd00:1::2 . 8080, 1 : fd00:1::3 . 8080"), "\(listing)")
  }

  private func load(_ script: String) -> String { "nft -f - <<'RULES'\n\(script)RULES\n" }
}
