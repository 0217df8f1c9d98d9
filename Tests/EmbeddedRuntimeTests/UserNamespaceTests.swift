import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

/// Pods with users of their own (the API's hostUsers: false), with each runtime program.
@Suite(.enabled(if: canRunContainers), .serialized) struct UserNamespaceTests {
  @Test("root inside is nobody outside, sees its files and volumes as its own, and may do to the host what nobody may", arguments: ["crun", "runc"])
  func ownUsers(_ name: String) async throws {
    guard Command.find(name) != nil else { return }
    try await RuntimeFixture.with(runtime: name == "crun" ? .crun(name) : .runc(name)) { fixture in
      let volume = fixture.directory + "/volume"
      mkdir(volume, 0o755)
      try TextFile.write("hello\n", to: volume + "/file")
      try TextFile.write("mine\n", to: fixture.directory + "/single")
      var pod = fixture.sandboxConfig()
      pod.usesHostUsers = false
      let sandbox = try await fixture.runtime.runPodSandbox(pod)
      var config = fixture.containerConfig(
        """
        id -u; cat /proc/self/uid_map
        /bin/busybox stat -c '%u:%g' /bin/busybox /volume/file /single /etc/hosts /dev/shm
        cat /volume/file /single; touch /volume/new /new; /bin/busybox chown 7:8 /volume/new; /bin/busybox stat -c '%u:%g' /new
        hostname; sleep 1000
        """)
      config.mounts = [
        MountConfig(hostPath: volume, containerPath: "/volume"), MountConfig(hostPath: fixture.directory + "/single", containerPath: "/single"),
      ]
      let id = try await fixture.start(config, in: sandbox)
      let users = try #require(fixture.runtime.state.withLock { $0.sandboxes[sandbox]?.users })
      let log = try await fixture.runtime.containerStatus(id).logPath
      try await eventually { try fixture.log(log).last == "stdout F pod" }
      let lines = try fixture.log(log).map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") }
      #expect(
        lines == [
          "0", "0 \(users.first) 65536", "0:0", "0:0", "0:0", "0:0", "0:0", "hello", "mine", "0:0", "pod",
        ])
      // On the host: the process is nobody we know, what it made in the volume belongs to whom it said, its own layer to its users.
      let pid = try #require(try await fixture.runtime.containerStatus(id).pid)
      var information = stat()
      #expect(stat("/proc/\(pid)", &information) == 0 && information.st_uid == users.first)
      #expect(lstat(volume + "/new", &information) == 0 && (information.st_uid, information.st_gid) == (7, 8))
      #expect(lstat(fixture.configuration.paths.containerData(id) + "/upper/new", &information) == 0 && information.st_uid == users.first)
      let exec = try await fixture.runtime.execSync(
        id, command: ["/bin/sh", "-c", "id -u; cat /proc/sys/kernel/hostname; echo x > /proc/sys/kernel/hostname; /bin/busybox mount -t tmpfs t /tmp; echo done"], timeoutSeconds: 10)
      #expect(String(decoding: exec.stdout, as: UTF8.self) == "0\npod\ndone\n" && !exec.stderr.isEmpty)
      // Another pod's users are others.
      var second = fixture.sandboxConfig("second")
      second.usesHostUsers = false
      let other = try await fixture.runtime.runPodSandbox(second)
      #expect(fixture.runtime.state.withLock { $0.sandboxes[other]?.users } != users)
      try await fixture.runtime.removePodSandbox(other)
      try await fixture.runtime.removePodSandbox(sandbox)
      #expect(!FileTree.exists(fixture.configuration.paths.mapped))
    }
  }

  @Test("what can't be had together with users of its own is refused")
  func refused() async throws {
    try await RuntimeFixture.with { fixture in
      for field in [\PodSandboxConfig.hostNetwork, \.hostPID, \.hostIPC, \.shareProcessNamespace] {
        var pod = fixture.sandboxConfig()
        pod.usesHostUsers = false
        pod[keyPath: field] = true
        let asked = pod
        await #expect(throws: RuntimeError.self) { try await fixture.runtime.runPodSandbox(asked) }
      }
      let left = try await fixture.runtime.podSandboxes()
      #expect(left.isEmpty)
    }
  }
}
