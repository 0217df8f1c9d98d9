import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

@Suite(.enabled(if: canRunContainers), .serialized) struct ContainerTests {
  @Test("a container runs to its end: log, exit code, times, events; with each runtime", arguments: ["crun", "runc"])
  func runs(_ name: String) async throws {
    guard Command.find(name) != nil else { return }
    try await RuntimeFixture.with(runtime: name == "crun" ? .crun(name) : .runc(name)) { fixture in
      let runtime = fixture.runtime
      #expect(try await runtime.version().name == name)
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      var config = fixture.containerConfig("hostname; pwd; echo $FROM_IMAGE $BOTH; echo oops >&2; exit 3")
      (config.workingDirectory, config.environment) = ("/made/for/it", [("BOTH", "config")])
      let events = runtime.events()
      let id = try await runtime.createContainer(sandbox: sandbox, config)
      #expect(try await runtime.containerStatus(id).state == .created)
      try await runtime.startContainer(id)
      let status = try await fixture.end(of: id)
      #expect((status.state, status.exitCode, status.reason) == (.exited, 3, "Error"))
      let (started, finished) = (try #require(status.startedAt), try #require(status.finishedAt))
      #expect(status.createdAt <= started && started <= finished)
      #expect(finished <= SystemClock().now)
      let lines = try fixture.log(status.logPath)
      #expect(lines.filter { $0.hasPrefix("stdout") } == ["stdout F pod", "stdout F /made/for/it", "stdout F yes config"])
      #expect(lines.filter { $0.hasPrefix("stderr") } == ["stderr F oops"])
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == RuntimeEvent(sandboxID: sandbox))
      try await runtime.removeContainer(id)
      try await runtime.removeContainer(id)
      #expect(try await runtime.containers().isEmpty)
      await #expect(throws: RuntimeError(.notFound, "container \"\(id)\" not found")) { try await runtime.containerStatus(id) }
    }
  }

  @Test("limits are in the kernel; beyond memory's the container is OOMKilled with 137")
  func limits() async throws {
    try await RuntimeFixture.with { fixture in
      var pod = fixture.sandboxConfig()
      pod.resources.memoryLimitBytes = 256 << 20
      let sandbox = try await fixture.runtime.runPodSandbox(pod)
      var config = fixture.containerConfig("dd if=/dev/zero of=/file bs=1M count=2 2>/dev/null; echo ready; sleep 1000")
      config.resources.memoryLimitBytes = 64 << 20
      (config.resources.cpuQuotaMicroseconds, config.resources.cpuPeriodMicroseconds) = (20_000, 100_000)
      (config.resources.cpuShares, config.resources.pidsLimit) = (512, 30)
      let id = try await fixture.start(config, in: sandbox)
      let layout = try CgroupLayout.current()
      let group = fixture.configuration.cgroupRoot + "/burstable/pod-pod"
      func file(_ controller: String, _ path: String, v1: String, v2: String) throws -> String {
        try TextFile.read((layout.directory(controller, path) ?? "") + "/" + (layout.kind == .v2 ? v2 : v1))
      }
      #expect(try file("memory", group, v1: "memory.limit_in_bytes", v2: "memory.max") == "268435456\n")
      #expect(try file("memory", group + "/" + id, v1: "memory.limit_in_bytes", v2: "memory.max") == "67108864\n")
      #expect(try file("cpu", group + "/" + id, v1: "cpu.cfs_quota_us", v2: "cpu.max").hasPrefix("20000"))
      #expect(try file("pids", group + "/" + id, v1: "pids.max", v2: "pids.max") == "30\n")
      let log = try await fixture.runtime.containerStatus(id).logPath
      try await eventually { (try? TextFile.read(log).contains("ready")) ?? false }
      let stats = try await fixture.runtime.containerStats(id)
      #expect(((2 << 20)..<(3 << 20)).contains(stats.writableLayerBytes ?? 0))
      #expect(stats.cpuUsageNanoseconds > 0 && stats.memoryUsageBytes > 0)

      var hungry = fixture.containerConfig("exec dd if=/dev/zero of=/dev/null bs=80M count=1", name: "hungry")
      hungry.resources.memoryLimitBytes = 16 << 20
      let status = try await fixture.end(of: try await fixture.start(hungry, in: sandbox))
      #expect((status.exitCode, status.reason) == (137, "OOMKilled"))
    }
  }

  @Test("stop: a heeded signal ends early, an ignored one is followed by SIGKILL; both are idempotent")
  func stop() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      let ready = "echo ready; while :; do sleep 0.01; done"
      let heeds = try await fixture.start(fixture.containerConfig("trap 'exit 7' TERM; " + ready, name: "heeds"), in: sandbox)
      let ignores = try await fixture.start(fixture.containerConfig("trap '' TERM; " + ready, name: "ignores"), in: sandbox)
      for id in [heeds, ignores] {
        let path = try await runtime.containerStatus(id).logPath
        try await eventually { (try? TextFile.read(path).contains("ready")) ?? false }
      }
      try await runtime.stopContainer(heeds, timeoutSeconds: 30)
      #expect(try await runtime.containerStatus(heeds).exitCode == 7)
      try await runtime.stopContainer(ignores, timeoutSeconds: 1)
      #expect(try await runtime.containerStatus(ignores).exitCode == 137)
      #expect(try await runtime.containerStatus(ignores).reason == "Error")
      try await runtime.stopContainer(ignores, timeoutSeconds: 1)
      try await runtime.stopPodSandbox(sandbox)
      try await runtime.stopPodSandbox(sandbox)
      #expect(try await runtime.podSandboxes().map(\.state) == [.notReady])
      await #expect(throws: RuntimeError.self) { try await runtime.createContainer(sandbox: sandbox, fixture.containerConfig("true")) }
    }
  }

  @Test("a stop that is given up leaves the container the rest of its time")
  func abandonedStop() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      let script = "trap 'echo asked' TERM; echo ready; while :; do sleep 0.01; done"
      let id = try await fixture.start(fixture.containerConfig(script), in: sandbox)
      let path = try await runtime.containerStatus(id).logPath
      try await eventually { (try? TextFile.read(path).contains("ready")) ?? false }
      let stop = Task { try await runtime.stopContainer(id, timeoutSeconds: 600) }
      try await eventually { (try? TextFile.read(path).contains("asked")) ?? false }
      stop.cancel()
      await #expect(throws: CancellationError.self) { try await stop.value }
      #expect(try await runtime.containerStatus(id).state == .running)
      #expect(HostProcess.isAlive(try await runtime.containerStatus(id).pid, since: runtime.state.withLock { $0.containers[id]?.processStart }))
    }
  }

  @Test("users, groups, capabilities, read-only root, mounts and files of the pod")
  func security() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let volume = fixture.directory + "/volume"
      try TextFile.makeDirectories(volume, mode: 0o777)
      try TextFile.write("from the host", to: volume + "/file")
      var config = fixture.containerConfig(
        "id; touch /root-is-writable; cat /data/file; touch /data/x; cat /proc/self/status | while read k v; do [ $k = CapBnd: ] && echo cap $v; done; "
          + "cat /etc/resolv.conf; cat /etc/hosts")
      config.mounts = [MountConfig(hostPath: volume, containerPath: "/data", isReadOnly: true)]
      (config.security.runAsUser, config.security.supplementalGroups, config.security.fsGroup) = (1000, [3000], 4000)
      (config.security.readOnlyRootFilesystem, config.security.noNewPrivileges) = (true, true)
      (config.security.dropCapabilities, config.security.addCapabilities) = (["ALL"], ["NET_BIND_SERVICE"])
      config.security.seccompProfile = "RuntimeDefault"
      let status = try await fixture.end(of: try await fixture.start(config, in: sandbox))
      let text = try TextFile.read(status.logPath)
      #expect(text.contains("uid=1000(app) gid=1000(app) groups=1000(app),2000(extra),3000,4000"))
      #expect(text.contains("/root-is-writable: Read-only file system"))
      #expect(text.contains("/data/x: Read-only file system"))
      #expect(text.contains("from the host"))
      #expect(text.contains("cap 0000000000000400"))
      #expect(text.contains("nameserver 192.0.2.53"))
      let address = try await fixture.runtime.podSandboxes()[0].ips[0]
      #expect(text.contains("\(address)\tpod"))
    }
  }

  @Test("what can't be is refused with a clear error, and leaves nothing")
  func refusals() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      var missing = fixture.containerConfig("true")
      missing.image = "example.com/none:1"
      await #expect(throws: RuntimeError(.imageNotPresent, "image \"example.com/none:1\" is not present")) {
        try await runtime.createContainer(sandbox: sandbox, missing)
      }
      await #expect { try await runtime.pull("example.com/none:1") } throws: { ($0 as? RuntimeError)?.code == .imageNotPresent }
      var program = fixture.containerConfig("true")
      program.command = ["/no/such/program"]
      await #expect { _ = try await fixture.start(program, in: sandbox) } throws: { error in
        (error as? RuntimeError).map { $0.code == .failed && $0.message.contains("/no/such/program") } ?? false
      }
    }
  }
}

/// Asks again until it is so; fails after 10 s.
func eventually(_ condition: () async throws -> Bool) async throws {
  let deadline = SystemClock().now + .seconds(10)
  while try await !condition() {
    guard SystemClock().now < deadline else {
      Issue.record("it didn't become so within 10 s")
      return
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}
