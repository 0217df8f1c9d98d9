import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

@Suite(.enabled(if: canRunContainers), .serialized) struct NetworkTests {
  private func fetch(_ host: String, _ port: Int) throws -> String {
    let output = try Command("/bin/busybox", ["wget", "-q", "-O", "-", "http://\(host):\(port)/"]).run(timeoutSeconds: 10)
    return String(decoding: output.stdout, as: UTF8.self)
  }

  @Test("pods reach one another, the host reaches pods, and host ports lead to them")
  func connectivity() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      var server = fixture.sandboxConfig("server")
      let hostPort = 20_000 + SystemRandom().below(10_000)
      server.portMappings = [PortMapping(protocol: "TCP", containerPort: 8080, hostPort: hostPort)]
      server.sysctls = ["net.ipv4.ip_unprivileged_port_start": "0"]
      let first = try await runtime.runPodSandbox(server)
      let second = try await runtime.runPodSandbox(fixture.sandboxConfig("client"))
      let addresses = try await runtime.podSandboxes().map { $0.ips[0] }
      #expect(Set(addresses).count == 2 && addresses.allSatisfy { IPAddress($0).map(fixture.configuration.podCIDR.contains) ?? false })
      _ = try await fixture.start(fixture.containerConfig("httpd -f -p 8080 -h /www"), in: first)
      let client = try await fixture.start(fixture.containerConfig("sleep 1000"), in: second)
      try await eventually { try fetch(addresses[0], 8080) == "it works\n" }
      let ping = try await runtime.execSync(client, command: ["ping", "-c", "1", "-W", "5", addresses[0]], timeoutSeconds: 10)
      #expect(ping.exitCode == 0)
      let page = try await runtime.execSync(
        client, command: ["wget", "-q", "-O", "-", "http://\(addresses[0]):8080/"], timeoutSeconds: 10)
      #expect(String(decoding: page.stdout, as: UTF8.self) == "it works\n")
      #expect(try fetch("127.0.0.1", hostPort) == "it works\n")
      let byNode = try await runtime.execSync(
        client, command: ["wget", "-q", "-O", "-", "http://\(fixture.configuration.podCIDR.address.advanced(by: 1)):\(hostPort)/"],
        timeoutSeconds: 10)
      #expect(String(decoding: byNode.stdout, as: UTF8.self) == "it works\n")
      try await runtime.stopPodSandbox(first)
      #expect(try fetch("127.0.0.1", hostPort).isEmpty)
    }
  }

  @Test("a pod on the host's network has the host's name and interfaces")
  func hostNetwork() async throws {
    try await RuntimeFixture.with { fixture in
      var pod = fixture.sandboxConfig()
      (pod.hostNetwork, pod.hostname) = (true, NodeIdentity.current().hostname)
      let sandbox = try await fixture.runtime.runPodSandbox(pod)
      #expect(try await fixture.runtime.podSandboxes()[0].ips.isEmpty)
      let status = try await fixture.end(of: try await fixture.start(fixture.containerConfig("ls /sys/class/net"), in: sandbox))
      #expect(try fixture.log(status.logPath).contains("stdout F \(fixture.configuration.bridgeName)"))
    }
  }
}
