import APIMachinery
import Basics
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

@Suite struct RuleTests {
  @Test("addresses: each once, never the network's, the gateway's or the broadcast, freed ones late")
  func addresses() throws {
    var allocator = AddressAllocator(try #require(IPPrefix("10.1.2.0/29")))
    allocator.take(try #require(IPAddress("10.1.2.3")))
    #expect(allocator.allocate()?.description == "10.1.2.2")
    #expect(allocator.allocate()?.description == "10.1.2.4")
    allocator.free(try #require(IPAddress("10.1.2.2")))
    #expect((0..<3).map { _ in allocator.allocate()?.description } == ["10.1.2.5", "10.1.2.6", "10.1.2.2"])
    #expect(allocator.allocate() == nil)
    #expect(allocator.gateway.description == "10.1.2.1")
  }

  private func rules(_ ports: [NetworkRules.Port]) throws -> String {
    NetworkRules(
      table: "kctl_x", bridge: "br", podCIDR: try #require(IPPrefix("10.1.2.0/24")),
      unmaskedDestinations: [try #require(IPPrefix("10.1.0.0/16"))],
      ports: ports
    ).script
  }

  @Test("rules without host ports only masquerade")
  func masquerade() throws {
    let script = try rules([])
    #expect(script.hasPrefix("table ip kctl_x {}\ndelete table ip kctl_x\ntable ip kctl_x {"))
    #expect(script.contains("ip saddr 10.1.2.0/24 ip daddr { 10.1.0.0/16, 10.1.2.0/24 } accept"))
    #expect(!script.contains("dnat"))
  }

  @Test("host ports lead to their pods, by address where one is given")
  func hostPorts() throws {
    let address = try #require(IPAddress("10.1.2.5"))
    let script = try rules([
      .init(mapping: PortMapping(protocol: "TCP", containerPort: 80, hostPort: 8080), address: address),
      .init(mapping: PortMapping(protocol: "UDP", containerPort: 53, hostPort: 53, hostIP: "192.0.2.1"), address: address),
      .init(mapping: PortMapping(protocol: "TCP", containerPort: 81, hostPort: 0), address: address),
    ])
    #expect(script.contains("    tcp dport 8080 dnat to 10.1.2.5:80\n"))
    #expect(script.contains("    ip daddr 192.0.2.1 udp dport 53 dnat to 10.1.2.5:53\n"))
    #expect(!script.contains(":81"))
    #expect(script.contains("ip saddr 10.1.2.5 ip daddr 10.1.2.5 masquerade"))
  }

  @Test("records survive their JSON")
  func records() throws {
    var pod = PodSandboxConfig(name: "p", namespace: "n", uid: "u", logDirectory: "/l")
    (pod.labels, pod.annotations, pod.hostPID) = (["a": "b"], ["c": "d"], true)
    pod.portMappings = [PortMapping(protocol: "TCP", containerPort: 1, hostPort: 2, hostIP: "192.0.2.1")]
    var sandbox = SandboxRecord(id: "s", pod, createdAt: Timestamp(nanosecondsSinceEpoch: 1_234_567_890_123), bootID: "boot")
    (sandbox.address, sandbox.isReady) = (IPAddress("10.1.2.3"), true)
    #expect(SandboxRecord(try JSON.decode(JSON.text(sandbox.value))) == sandbox)

    var container = ContainerRecord(
      id: "c", sandboxID: "s", name: "n", attempt: 3, createdAt: Timestamp(nanosecondsSinceEpoch: 5), image: "i")
    (container.state, container.pid, container.processStart, container.tty) = (.running, 42, 99, true)
    container.finish(code: 137, at: Timestamp(nanosecondsSinceEpoch: 7), wasOutOfMemory: true)
    #expect(container.reason == "OOMKilled")
    #expect(ContainerRecord(try JSON.decode(JSON.text(container.value))) == container)
    #expect(ContainerRecord(["id": "c"]) == nil)
  }

  @Test(
    "signals by name, number and offset",
    arguments: [("SIGQUIT", 3), ("usr1", 10), ("9", 9), ("SIGRTMIN+3", 37), ("", 15), ("nonsense", 15), ("RTMAX-1", 63)])
  func signals(_ text: String, _ number: Int32) { #expect(Signal.number(text) == number) }

  @Test("a process's start is found behind any name; a zombie has none")
  func processes() {
    let fields = (4...21).map(String.init).joined(separator: " ")
    #expect(HostProcess.start(stat: "7 (a) b) (c) S \(fields) 4242 0 0") == 4242)
    #expect(HostProcess.start(stat: "7 (a) Z \(fields) 4242 0 0") == nil)
  }

  @Test("runtimes: crun first, hidden from a hybrid host's second cgroup tree; runc else; none is said so")
  func choice() throws {
    let hybrid = CgroupLayout(hierarchies: ["memory": "/sys/fs/cgroup/memory"], unified: "/sys/fs/cgroup/unified")
    let both = try OCIRuntimeProgram.choose(.automatic, root: "/r", layout: hybrid) { "/usr/bin/" + $0 }
    #expect(both.kind == .crun && both.hiddenMount == .init(path: "/sys/fs/cgroup/unified", parent: "/sys/fs/cgroup"))
    let runc = try OCIRuntimeProgram.choose(.automatic, root: "/r", layout: hybrid) { $0 == "runc" ? "/usr/sbin/runc" : nil }
    #expect(runc.kind == .runc && runc.hiddenMount == nil)
    #expect(throws: RuntimeError.self) { try OCIRuntimeProgram.choose(.automatic, root: "/r", layout: hybrid) { _ in nil } }
    let v2 = CgroupLayout(hierarchies: [:], unified: "/sys/fs/cgroup")
    #expect(try OCIRuntimeProgram.choose(.crun("crun"), root: "/r", layout: v2) { $0 }.hiddenMount == nil)
  }

  @Test("resolv.conf, hosts and uplinks")
  func files() {
    var config = PodSandboxConfig(name: "p", namespace: "n", uid: "u", logDirectory: "/l")
    #expect(SandboxFiles.resolvConf(config) == nil)
    (config.dnsServers, config.dnsSearches, config.dnsOptions) = (["10.0.0.10"], ["n.svc", "svc"], ["ndots:5"])
    #expect(SandboxFiles.resolvConf(config) == "search n.svc svc\nnameserver 10.0.0.10\noptions ndots:5\n")
    #expect(SandboxFiles.hosts(hostname: "p", address: "10.1.2.3").hasSuffix("10.1.2.3\tp\n"))
    let route =
      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t0102000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth1\t0000000A\t0\t1\t0\t0\t0\t00FFFFFF\n"
    #expect(PodNetwork.uplinks(route: route) == ["eth0"])
  }

  @Test("a lock for each key, in the order of arrival")
  func keyedLock() async {
    let lock = KeyedLock()
    let count = await withTaskGroup(of: Int.self) { group in
      for number in 0..<100 { group.addTask { await lock.withLock(String(number % 3)) { 1 } } }
      return await group.reduce(0, +)
    }
    #expect(count == 100)
  }
}
