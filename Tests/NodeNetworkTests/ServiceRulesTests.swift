import APIMachinery
import Basics
import Testing

@testable import NodeNetwork

@Suite struct ServiceRulesTests {
  private static let two = [Samples.endpoint("10.1.0.2"), Samples.endpoint("10.2.0.2", node: "node-2")]

  @Test func `the whole ruleset of a Service with two endpoints and a node port`() throws {
    let service = Samples.service("web", Samples.spec("10.96.0.2", [["port": 80, "nodePort": 30_080]], ["type": "NodePort"]))
    let goal = try Samples.goal([service], [Samples.slice("web", Self.two)])
    #expect(
      try goal.script(replacing: nil, Samples.configuration()) == """
        table ip kctl-proxy-x {}
        delete table ip kctl-proxy-x
        add table ip kctl-proxy-x
        add map ip kctl-proxy-x cluster-ips { type ipv4_addr . inet_proto . inet_service : verdict; }
        add map ip kctl-proxy-x external-ips { type ipv4_addr . inet_proto . inet_service : verdict; }
        add set ip kctl-proxy-x hairpins { type ipv4_addr . ipv4_addr; }
        add set ip kctl-proxy-x node-addresses { type ipv4_addr; }
        add map ip kctl-proxy-x node-ports { type inet_proto . inet_service : verdict; }
        add chain ip kctl-proxy-x all/default/web/tcp
        add chain ip kctl-proxy-x cluster/default/web/tcp
        add chain ip kctl-proxy-x external/default/web/tcp
        add chain ip kctl-proxy-x output { type nat hook output priority -100; policy accept; }
        add chain ip kctl-proxy-x own-output { type nat hook output priority -101; policy accept; }
        add chain ip kctl-proxy-x own-prerouting { type nat hook prerouting priority dstnat - 1; policy accept; }
        add chain ip kctl-proxy-x postrouting { type nat hook postrouting priority srcnat; policy accept; }
        add chain ip kctl-proxy-x prerouting { type nat hook prerouting priority dstnat; policy accept; }
        add chain ip kctl-proxy-x refuse
        add chain ip kctl-proxy-x services
        add rule ip kctl-proxy-x all/default/web/tcp meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.1.0.2 . 8080, 1 : 10.2.0.2 . 8080 }
        add rule ip kctl-proxy-x cluster/default/web/tcp ip saddr != 10.1.0.0/24 meta mark set meta mark | 0x4000
        add rule ip kctl-proxy-x cluster/default/web/tcp goto all/default/web/tcp
        add rule ip kctl-proxy-x external/default/web/tcp ip saddr != 10.1.0.0/24 meta mark set meta mark | 0x4000
        add rule ip kctl-proxy-x external/default/web/tcp goto all/default/web/tcp
        add rule ip kctl-proxy-x output goto services
        add rule ip kctl-proxy-x own-output ip daddr . meta l4proto . th dport vmap @cluster-ips
        add rule ip kctl-proxy-x own-output ip daddr @node-addresses meta l4proto . th dport vmap @node-ports
        add rule ip kctl-proxy-x own-prerouting ip saddr 10.1.0.0/24 ip daddr . meta l4proto . th dport vmap @cluster-ips
        add rule ip kctl-proxy-x own-prerouting ip daddr @node-addresses meta l4proto . th dport vmap @node-ports
        add rule ip kctl-proxy-x postrouting oifname != "lo" meta mark & 0x4000 != 0 meta mark set meta mark & 0xffffbfff masquerade
        add rule ip kctl-proxy-x postrouting ip saddr . ip daddr @hairpins masquerade
        add rule ip kctl-proxy-x prerouting ip saddr 10.1.0.0/24 goto services
        add rule ip kctl-proxy-x prerouting iifname "kctl-*" return
        add rule ip kctl-proxy-x prerouting goto services
        add rule ip kctl-proxy-x refuse meta l4proto tcp reject with tcp reset
        add rule ip kctl-proxy-x refuse reject
        add rule ip kctl-proxy-x services ip daddr . meta l4proto . th dport vmap @external-ips
        add rule ip kctl-proxy-x services ip daddr != 127.0.0.0/8 fib daddr type local meta l4proto . th dport vmap @node-ports
        add element ip kctl-proxy-x cluster-ips { 10.96.0.2 . tcp . 80 : goto cluster/default/web/tcp }
        add element ip kctl-proxy-x hairpins { 10.1.0.2 . 10.1.0.2 }
        add element ip kctl-proxy-x node-addresses { 10.1.0.1 }
        add element ip kctl-proxy-x node-ports { tcp . 30080 : goto external/default/web/tcp }

        """)
  }

  @Test func `a Service without endpoints refuses, by address and by node port`() throws {
    let service = Samples.service(
      "web", Samples.spec("10.96.0.2", [["port": 80, "nodePort": 30_080]], ["type": "NodePort", "externalIPs": ["192.0.2.9"]]))
    let table = try Samples.table([service], [Samples.slice("web", [Samples.endpoint("10.1.0.2", ["ready": false])])])
    #expect(table.entry("cluster-ips", "10.96.0.2 . tcp . 80") == "goto refuse")
    #expect(table.entry("external-ips", "192.0.2.9 . tcp . 80") == "goto refuse")
    #expect(table.entry("node-ports", "tcp . 30080") == "goto refuse")
    #expect(!table.chains.keys.contains { $0.contains("web") })
  }

  @Test func `session affinity remembers clients in a set for each endpoint`() throws {
    let service = Samples.service(
      "web",
      Samples.spec(
        "10.96.0.2", [["port": 80]],
        ["sessionAffinity": "ClientIP", "sessionAffinityConfig": ["clientIP": ["timeoutSeconds": 60]]]))
    let table = try Samples.table([service], [Samples.slice("web", Self.two)])
    let (one, other) = ("default/web/tcp/10.1.0.2/8080", "default/web/tcp/10.2.0.2/8080")
    #expect(table.rules("all/default/web/tcp") == [
      "ip saddr @affinity/\(one)/60s goto endpoint/\(one)", "ip saddr @affinity/\(other)/60s goto endpoint/\(other)",
      "numgen random mod 2 vmap { 0 : goto endpoint/\(one), 1 : goto endpoint/\(other) }",
    ])
    #expect(table.rules("endpoint/" + one) == ["update @affinity/\(one)/60s { ip saddr }", "meta l4proto tcp dnat to 10.1.0.2:8080"])
    #expect(table.collections["affinity/\(one)/60s"]?.declaration == "type ipv4_addr; flags dynamic,timeout; timeout 60s;")
  }

  @Test func `the external policy Local keeps the source, serves pods everywhere, and drops where no endpoint is near`() throws {
    let spec = Samples.spec("10.96.0.2", [["port": 80, "nodePort": 30_080]], ["type": "NodePort", "externalTrafficPolicy": "Local"])
    let near = try Samples.table([Samples.service("web", spec)], [Samples.slice("web", Self.two)])
    let shared = [
      "ip saddr 10.1.0.0/24 goto all/default/web/tcp", "fib saddr type local meta mark set meta mark | 0x4000",
      "fib saddr type local goto all/default/web/tcp",
    ]
    #expect(near.rules("external/default/web/tcp") == shared + ["goto local/default/web/tcp"])
    #expect(near.targets(of: "goto local/default/web/tcp") == ["10.1.0.2:8080"])
    let far = try Samples.table([Samples.service("web", spec)], [Samples.slice("web", [Self.two[1]])])
    #expect(far.rules("external/default/web/tcp") == shared + ["drop"])
    #expect(far.chains["local/default/web/tcp"] == nil)
  }

  @Test func `the internal policy Local leads to this node's endpoints or nowhere`() throws {
    let service = Samples.service("web", Samples.spec("10.96.0.2", [["port": 80]], ["internalTrafficPolicy": "Local"]))
    let near = try Samples.table([service], [Samples.slice("web", Self.two)])
    #expect(near.targets(of: near.entry("cluster-ips", "10.96.0.2 . tcp . 80")) == ["10.1.0.2:8080"])
    let far = try Samples.table([service], [Samples.slice("web", [Self.two[1]])])
    #expect(far.rules("cluster/default/web/tcp").last == "drop")
  }

  @Test func `a load balancer's addresses are for its source ranges, which don't overlap`() throws {
    let ranges: Value = ["198.51.100.0/24", "198.51.100.128/25", "203.0.113.7/32"]
    let spec = Samples.spec("10.96.0.2", [["port": 80, "nodePort": 30_080]], ["type": "LoadBalancer", "loadBalancerSourceRanges": ranges])
    let table = try Samples.table([Samples.service("web", spec, ingress: [["ip": "192.0.2.7"]])], [Samples.slice("web", Self.two)])
    #expect(table.entry("external-ips", "192.0.2.7 . tcp . 80") == "goto firewall/default/web/tcp")
    #expect(table.entry("node-ports", "tcp . 30080") == "goto external/default/web/tcp")
    #expect(table.rules("firewall/default/web/tcp") == [
      "ip saddr != { 198.51.100.0/24, 203.0.113.7/32 } drop", "goto external/default/web/tcp",
    ])
  }

  @Test func `the daemon itself can be an endpoint, which hides from nobody`() throws {
    let service = Samples.service("kubernetes", Samples.spec("10.96.0.1", [["name": "https", "port": 443]]))
    let slice = Samples.slice(
      "kubernetes", [["addresses": ["10.1.0.1"], "conditions": ["ready": true]]], ports: [["name": "https", "port": 6443]])
    let table = try Samples.table([service], [slice])
    #expect(table.targets(of: table.entry("cluster-ips", "10.96.0.1 . tcp . 443")) == ["10.1.0.1:6443"])
    #expect(table.collections["hairpins"]?.elements.isEmpty == true)
  }

  @Test func `where no Service is within the service range, pods are refused`() throws {
    var configuration = try Samples.configuration()
    configuration.serviceRanges = [try #require(IPPrefix("10.96.0.0/16")), try #require(IPPrefix("fd00:96::/112"))]
    let table = try #require(ProxyGoal(services: [], slices: [], node: nil, configuration: configuration).tables[.v4])
    #expect(table.rules("own-prerouting") == [
      "ip saddr 10.1.0.0/24 ip daddr . meta l4proto . th dport vmap @cluster-ips", "ip saddr 10.1.0.0/24 ip daddr 10.96.0.0/16 goto refuse",
      "ip daddr @node-addresses meta l4proto . th dport vmap @node-ports",
    ])
    // Another instance on the host may serve what this one doesn't.
    #expect(table.rules("own-output").allSatisfy { !$0.contains("refuse") })
  }

  @Test func `IPv6 has a table of its own`() throws {
    var configuration = try Samples.configuration()
    configuration.hasIPv6 = true
    var slice = Samples.slice("web", [Samples.endpoint("fd00:1::2"), Samples.endpoint("fd00:1::3")])
    slice["addressType"] = "IPv6"
    let affine = Samples.spec("fd00:96::2", [["port": 80]], ["sessionAffinity": "ClientIP"])
    let goal = ProxyGoal(services: [Samples.service("web", affine)], slices: [slice], node: nil, configuration: configuration)
    let table = try #require(goal.tables[.v6])
    #expect(table.targets(of: table.entry("cluster-ips", "fd00:96::2 . tcp . 80")) == ["[fd00:1::2]:8080", "[fd00:1::3]:8080"])
    #expect(table.chains["endpoint/default/web/tcp/fd00.1..2/8080"] != nil)
    #expect(goal.tables[.v4]?.collections["cluster-ips"]?.elements.isEmpty == true)
    configuration.hasIPv6 = false
    let blind = ProxyGoal(services: [Samples.service("web", affine)], slices: [slice], node: nil, configuration: configuration)
    #expect(blind.tables[.v6] == nil && !blind.script(replacing: nil, configuration).contains("ip6"))
  }

  @Test func `the Node's addresses and zone count`() throws {
    let node: Value = [
      "metadata": ["name": "node-1", "labels": ["topology.kubernetes.io/zone": "a"]],
      "status": ["addresses": [["type": "InternalIP", "address": "192.0.2.2"], ["type": "Hostname", "address": "node-1"], ["type": "InternalIP", "address": "127.0.0.1"]]],
    ]
    let endpoints = ["a", "b"].enumerated().map { number, zone in
      Samples.endpoint("10.2.0.\(number + 2)", node: "node-2", hints: ["forZones": [["name": .string(zone)]]])
    }
    let table = try Samples.table([Samples.service("web", Samples.spec("10.96.0.2"))], [Samples.slice("web", endpoints)], node: node)
    #expect(table.collections["node-addresses"]?.elements.keys.sorted() == ["10.1.0.1", "192.0.2.2"])
    #expect(table.targets(of: table.entry("cluster-ips", "10.96.0.2 . tcp . 80")) == ["10.2.0.2:8080"])
  }
}
