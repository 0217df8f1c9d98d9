import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization
import Testing

@testable import EmbeddedRuntime

/// Gathers what a process writes.
final class Output: Sendable {
  private let text = Mutex<(out: [UInt8], err: [UInt8])>(([], []))
  var stdout: String { text.withLock { String(decoding: $0.out, as: UTF8.self) } }
  var stderr: String { text.withLock { String(decoding: $0.err, as: UTF8.self) } }
  func io(stdin: AsyncStream<[UInt8]>? = nil, resize: AsyncStream<(width: UInt16, height: UInt16)>? = nil) -> ProcessIO {
    ProcessIO(
      stdin: stdin, resize: resize, stdout: { bytes in self.text.withLock { $0.out += bytes } },
      stderr: { bytes in self.text.withLock { $0.err += bytes } })
  }
}

@Suite(.enabled(if: canRunContainers), .serialized) struct ExecTests {
  @Test("exec: output, exit code, environment, timeout; with each runtime", arguments: ["crun", "runc"])
  func sync(_ name: String) async throws {
    guard Command.find(name) != nil else { return }
    try await RuntimeFixture.with(runtime: name == "crun" ? .crun(name) : .runc(name)) { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      let id = try await fixture.start(fixture.containerConfig("sleep 1000"), in: sandbox)
      let result = try await runtime.execSync(id, command: ["sh", "-c", "echo $FROM_IMAGE; echo e >&2; exit 5"], timeoutSeconds: 10)
      #expect((String(decoding: result.stdout, as: UTF8.self), String(decoding: result.stderr, as: UTF8.self)) == ("yes\n", "e\n"))
      #expect(result.exitCode == 5)
      await #expect(throws: RuntimeError(.timeout, "command \"sleep 500\" timed out after 1s")) {
        try await runtime.execSync(id, command: ["sleep", "500"], timeoutSeconds: 1)
      }
      // The command itself is gone too, not only the program that started it.
      try await eventually {
        let group = Cgroup(try .current(), path: fixture.configuration.cgroupRoot + "/burstable/pod-pod/" + id)
        return group.processes.count == 1
      }
      await #expect(throws: RuntimeError.self) { try await runtime.execSync("none", command: ["true"], timeoutSeconds: 1) }
    }
  }

  @Test("exec with input, and with a terminal that is resized")
  func streams() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      let id = try await fixture.start(fixture.containerConfig("sleep 1000"), in: sandbox)
      let output = Output()
      let (input, feed) = AsyncStream.makeStream(of: [UInt8].self)
      feed.yield(Array("one\n".utf8))
      feed.yield(Array("two\n".utf8))
      feed.finish()
      #expect(try await runtime.exec(id, command: ["cat"], tty: false, io: output.io(stdin: input)) == 0)
      #expect(output.stdout == "one\ntwo\n")

      let terminal = Output()
      let (keys, press) = AsyncStream.makeStream(of: [UInt8].self)
      let (sizes, resize) = AsyncStream.makeStream(of: (width: UInt16, height: UInt16).self)
      let session = Task { try await runtime.exec(id, command: ["sh"], tty: true, io: terminal.io(stdin: keys, resize: sizes)) }
      resize.yield((width: 132, height: 43))
      try await eventually {
        press.yield(Array("stty size\n".utf8))
        return terminal.stdout.contains("43 132")
      }
      press.yield(Array("exit 9\n".utf8))
      #expect(try await session.value == 9)
    }
  }

  @Test("attach joins a container's streams and ends with it; the log can be rotated")
  func attach() async throws {
    try await RuntimeFixture.with { fixture in
      let runtime = fixture.runtime
      let sandbox = try await runtime.runPodSandbox(fixture.sandboxConfig())
      var config = fixture.containerConfig("while read line; do echo got $line; [ $line = end ] && exit 4; done; echo eof")
      config.stdin = true
      let id = try await fixture.start(config, in: sandbox)
      let output = Output()
      let (input, feed) = AsyncStream.makeStream(of: [UInt8].self)
      let session = Task { try await runtime.attach(id, tty: false, io: output.io(stdin: input)) }
      feed.yield(Array("first\n".utf8))
      let log = try await runtime.containerStatus(id).logPath
      try await eventually { output.stdout == "got first\n" && ((try? TextFile.read(log)) ?? "").contains("got first") }
      #expect(rename(log, log + ".1") == 0)
      try await runtime.reopenContainerLog(id)
      try await eventually { FileTree.exists(log) }
      feed.yield(Array("end\n".utf8))
      #expect(try await session.value == 4)
      #expect(output.stdout == "got first\ngot end\n")
      _ = try await fixture.end(of: id)
      #expect(try fixture.log(log) == ["stdout F got end"])
      #expect(try fixture.log(log + ".1") == ["stdout F got first"])
    }
  }
}
