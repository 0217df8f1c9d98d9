import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

@Suite(.enabled(if: canRunContainers), .serialized) struct SharedProcessTests {
  @Test("containers that share a process namespace see each other, and of the host nothing; the end of one is not the end of all")
  func shared() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      var config = fixture.sandboxConfig()
      config.shareProcessNamespace = true
      let sandbox = try await runtime.runPodSandbox(config)
      let first = try await fixture.start(fixture.containerConfig("exec sleep 1000", name: "first"), in: sandbox)
      let script = "cat /proc/1/comm; for p in /proc/[0-9]*/comm; do cat $p; done; ls /proc/1/root/"
      let second = try await fixture.start(fixture.containerConfig(script, name: "second"), in: sandbox)
      let status = try await fixture.end(of: second)
      let lines = try fixture.log(status.logPath).map { String($0.dropFirst("stdout F ".count)) }
      #expect(lines.first == "pause" && lines.contains("sleep") && lines.contains("sh"))
      #expect(!lines.contains("etc") && !lines.contains("usr"))
      #expect(try await runtime.containerStatus(first).state == .running)
      #expect(try await runtime.podSandboxes().map(\.state) == [.ready])
    }
  }

  @Test("what a container has started ends with it, though the process namespace goes on")
  func remains() async throws {
    try await RuntimeFixture.with { fixture in
      var config = fixture.sandboxConfig()
      config.shareProcessNamespace = true
      let sandbox = try await fixture.runtime.runPodSandbox(config)
      let id = try await fixture.start(fixture.containerConfig("sleep 1000 & exit 0"), in: sandbox)
      let path = try #require(fixture.runtime.state.withLock { $0.containers[id]?.cgroupPath })
      #expect(try await fixture.end(of: id).exitCode == 0)
      let group = Cgroup(try CgroupLayout.current(), path: path)
      try await eventually { group.processes.isEmpty }
      #expect(try await fixture.runtime.podSandboxes().map(\.state) == [.ready])
    }
  }

  @Test("a container that is aimed at another one sees its processes")
  func aimed() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let target = try await fixture.start(fixture.containerConfig("exec sleep 1000", name: "target"), in: sandbox)
      var config = fixture.containerConfig("cat /proc/1/comm", name: "debugger")
      config.processTarget = target
      let status = try await fixture.end(of: try await fixture.start(config, in: sandbox))
      #expect(try fixture.log(status.logPath) == ["stdout F sleep"])
      #expect(try await fixture.runtime.containerStatus(target).state == .running)
      config.processTarget = status.id
      await #expect(throws: RuntimeError.self) { try await fixture.runtime.createContainer(sandbox: sandbox, config) }
    }
  }

  @Test("the next process of ours takes the pause process over, and sees it end")
  func takenOver() async throws {
    try await RuntimeFixture.with { fixture in
      var config = fixture.sandboxConfig()
      config.shareProcessNamespace = true
      let sandbox = try await fixture.runtime.runPodSandbox(config)
      let pause = try #require(fixture.runtime.state.withLock { $0.sandboxes[sandbox]?.pause })
      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      #expect(try await next.podSandboxes().map(\.state) == [.ready])
      let events = next.events()
      #expect(HostProcess.signal(pause.pid, since: pause.start, SIGKILL))
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == RuntimeEvent(sandboxID: sandbox))
      #expect(try await next.podSandboxes().map(\.state) == [.notReady])
    }
  }

  @Test("the program of pause processes is one loadable segment that a kernel runs")
  func program() {
    let bytes = PauseProgram.executable
    #expect(bytes.prefix(4) == [0x7f, 0x45, 0x4c, 0x46] && bytes.count < 512)
    // p_filesz and p_memsz cover the whole file.
    let size = bytes[96..<104].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(size == bytes.count)
  }

  @Test("a running container's limits change in the kernel, and are remembered")
  func update() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      var config = fixture.containerConfig("exec sleep 1000")
      config.resources.memoryLimitBytes = 64 << 20
      config.resources.cpuShares = 100
      let id = try await fixture.start(config, in: sandbox)
      var change = LinuxResources()
      change.memoryLimitBytes = 128 << 20
      try await runtime.updateContainer(id, resources: change)
      let resources = try await runtime.containerStatus(id).resources
      #expect(resources?.memoryLimitBytes == 128 << 20 && resources?.cpuShares == 100)
      let path = try #require(runtime.state.withLock { $0.containers[id]?.cgroupPath })
      let layout = try CgroupLayout.current()
      let directory = try #require(layout.directory("memory", path))
      let limit = try TextFile.read(directory + (layout.kind == .v2 ? "/memory.max" : "/memory.limit_in_bytes"))
      #expect(limit == "\(128 << 20)\n")
      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      #expect(try await next.containerStatus(id).resources?.memoryLimitBytes == 128 << 20)
    }
  }
}
