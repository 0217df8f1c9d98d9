import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

@Suite(.enabled(if: canRunContainers), .serialized) struct RestartTests {
  @Test("a new runtime finds running and ended containers, and goes on with them")
  func restart() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let running = try await fixture.start(
        fixture.containerConfig("trap 'exit 6' TERM; while :; do sleep 0.01; done", name: "running"), in: sandbox)
      let ended = try await fixture.start(fixture.containerConfig("exit 2", name: "ended"), in: sandbox)
      let before = try await fixture.end(of: ended)
      let pid = try #require(try await fixture.runtime.containerStatus(running).pid)

      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      #expect(try await next.podSandboxes() == (try await fixture.runtime.podSandboxes()))
      #expect(try await next.containerStatus(ended) == before)
      let status = try await next.containerStatus(running)
      #expect(status.state == .running && status.pid == pid)
      let exec = try await next.execSync(running, command: ["echo", "alive"], timeoutSeconds: 10)
      #expect(String(decoding: exec.stdout, as: UTF8.self) == "alive\n")
      let second = try await next.runPodSandbox(fixture.sandboxConfig("second"))
      #expect(Set(try await next.podSandboxes().flatMap(\.ips)).count == 2)
      try await next.stopContainer(running, timeoutSeconds: 30)
      #expect(try await next.containerStatus(running).exitCode == 6)
      try await next.removePodSandbox(second)
    }
  }

  @Test("what ended while no runtime was there is found with its code and time; half-made things are gone")
  func whileAway() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let id = try await fixture.start(fixture.containerConfig("sleep 1000"), in: sandbox)
      let killed = try await fixture.start(fixture.containerConfig("sleep 1000", name: "monitorless"), in: sandbox)
      let paths = fixture.configuration.paths
      // The record as it was before the end, as if we had died before it.
      let record = try TextFile.read(paths.containerData(id) + "/record.json")
      try await fixture.runtime.stopContainer(id, timeoutSeconds: 0)
      let truth = try await fixture.runtime.containerStatus(id)
      try TextFile.write(record, to: paths.containerData(id) + "/record.json")
      // A monitor that died with its container leaves no exit code.
      let monitor = try #require(Int32(TextFile.read(paths.bundle(killed) + "/conmon.pid").prefix { $0.isNumber }))
      kill(monitor, SIGKILL)
      kill(try #require(try await fixture.runtime.containerStatus(killed).pid), SIGKILL)
      // Cut off in the middle of making them.
      var half = SandboxRecord(
        id: String(repeating: "a", count: 32), fixture.sandboxConfig("half"), createdAt: SystemClock().now, bootID: "")
      half.address = fixture.configuration.podCIDR.address.advanced(by: 9)
      try RecordFiles(paths: paths).save(half)
      try TextFile.makeDirectories(paths.bundle(String(repeating: "b", count: 32)) + "/rootfs")

      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      let status = try await next.containerStatus(id)
      #expect((status.state, status.exitCode, status.finishedAt) == (.exited, 137, truth.finishedAt))
      // It may still be dying when the new runtime starts.
      #expect(await next.waitForExit(killed, seconds: 30))
      let lost = try await next.containerStatus(killed)
      #expect((lost.state, lost.exitCode, lost.reason) == (.exited, 255, "Unknown"))
      #expect(try await next.podSandboxes().map(\.id) == [sandbox])
      #expect(!FileTree.exists(paths.bundle(String(repeating: "b", count: 32))))
    }
  }

  @Test("of containers that were noted as created the started ones are found running, the others are gone")
  func aroundTheStart() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let never = try await fixture.runtime.createContainer(sandbox: sandbox, fixture.containerConfig("sleep 1000", name: "never"))
      let started = try await fixture.runtime.createContainer(sandbox: sandbox, fixture.containerConfig("sleep 1000", name: "started"))
      let path = fixture.configuration.paths.containerData(started) + "/record.json"
      let record = try TextFile.read(path)
      try await fixture.runtime.startContainer(started)
      // As if we had died right after the start.
      try TextFile.write(record, to: path)
      let pid = try #require(fixture.runtime.state.withLock { $0.containers[never]?.pid })

      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      #expect(try await next.containers().map(\.id) == [started])
      let status = try await next.containerStatus(started)
      #expect(status.state == .running && status.startedAt != nil)
      #expect(HostProcess.start(pid) == nil && !FileTree.exists(fixture.configuration.paths.bundle(never)))
      #expect(next.recoveryProblems.isEmpty)
    }
  }

  @Test("a leftover that can't be removed doesn't keep the runtime from starting, and is removed when it can be")
  func stubbornLeftover() async throws {
    try await RuntimeFixture.with { fixture in
      let paths = fixture.configuration.paths
      let ids = ["c", "d"].map { String(repeating: $0, count: 32) }
      var half = ContainerRecord(id: ids[1], sandboxID: "none", name: "half", attempt: 0, createdAt: SystemClock().now, image: "i")
      half.cgroupPath = fixture.configuration.cgroupRoot + "/half"
      try RecordFiles(paths: paths).save(half)
      let busy = ids.map { paths.containerData($0) + "/busy" }
      for path in busy {
        try TextFile.makeDirectories(path)
        try Mount.tmpfs(at: path, sizeBytes: 1 << 20)
      }
      let next = try await EmbeddedRuntime(configuration: fixture.configuration)
      #expect(next.recoveryProblems.count == 2)
      #expect(try await next.containers().isEmpty)
      for path in busy { try Mount.unmount(path) }
      await next.removeLeftovers()
      #expect(next.recoveryProblems.isEmpty && FileTree.names(in: paths.containers).isEmpty)
    }
  }

  @Test("a container whose monitor was killed is still seen to end")
  func monitorless() async throws {
    try await RuntimeFixture.with { fixture in
      let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig())
      let id = try await fixture.start(fixture.containerConfig("sleep 1000"), in: sandbox)
      let bundle = fixture.configuration.paths.bundle(id)
      kill(try #require(Int32(TextFile.read(bundle + "/conmon.pid").prefix { $0.isNumber })), SIGKILL)
      kill(try #require(try await fixture.runtime.containerStatus(id).pid), SIGKILL)
      let status = try await fixture.end(of: id)
      #expect((status.exitCode, status.reason) == (255, "Unknown"))
    }
  }

  @Test("how long a pod takes from nothing to running")
  func latency() async throws {
    try await RuntimeFixture.with { fixture in
      let clock = SystemClock()
      var samples: [(sandbox: Double, create: Double, start: Double)] = []
      for number in 0..<5 {
        let begin = clock.now
        let sandbox = try await fixture.runtime.runPodSandbox(fixture.sandboxConfig("pod-\(number)"))
        let made = clock.now
        let id = try await fixture.runtime.createContainer(sandbox: sandbox, fixture.containerConfig("sleep 1000"))
        let created = clock.now
        try await fixture.runtime.startContainer(id)
        samples.append(((made - begin).seconds * 1e3, (created - made).seconds * 1e3, (clock.now - created).seconds * 1e3))
      }
      let best = try #require(samples.min { $0.sandbox + $0.create + $0.start < $1.sandbox + $1.create + $1.start })
      print("latency ms: sandbox \(best.sandbox), create \(best.create), start \(best.start)")
      // Many times what it takes on a quiet machine: this one is shared.
      #expect(best.sandbox + best.create + best.start < 3_000)
    }
  }
}
