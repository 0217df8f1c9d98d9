import Basics
import Glibc
import LinuxKernel
import Testing

@Suite struct CommandTests {
  @Test("a command's output, error output and exit code are gathered")
  func output() throws {
    let output = try Command("/bin/sh", ["-c", "cat; echo oops >&2; exit 3"]).run(input: Array("hello".utf8))
    #expect(output.status == .exited(3))
    #expect(output.stdout == Array("hello".utf8))
    #expect(output.complaint == "oops")
  }

  @Test("large input and output don't block each other")
  func large() throws {
    let input = [UInt8](repeating: 7, count: 1 << 20)
    #expect(try Command("/bin/cat").run(input: input).stdout == input)
  }

  @Test("a program that isn't there names the step and the reason")
  func missing() {
    #expect(throws: SystemError("exec", "/no/such/program", code: ENOENT)) { try Command("/no/such/program").run() }
  }

  @Test("a killed child has its signal as status")
  func killed() async throws {
    let child = try Command("/bin/sleep", ["1000"]).start()
    child.kill(SIGKILL)
    let status = try await child.exit()
    #expect(status == .signaled(SIGKILL))
    #expect(status.code == 137)
  }

  @Test("a command past its time is killed")
  func timeout() throws {
    #expect(try Command("/bin/sleep", ["1000"]).run(timeoutSeconds: 0).status == .signaled(SIGKILL))
  }

  @Test("a grandchild that keeps the output open doesn't hold the command up")
  func grandchild() throws {
    let output = try Command("/bin/sh", ["-c", "echo $$; sleep 5 & echo $!"]).run()
    let pids = String(decoding: output.stdout, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) }
    #expect(pids.count == 2)
    if pids.count == 2 { kill(pids[1], SIGKILL) }
  }

  @Test("only the given descriptors are inherited, the further ones in their places")
  func descriptors() throws {
    let (reading, writing) = try Descriptor.pipe()
    let child = try Command("/bin/sh", ["-c", "ls /proc/self/fd | tr '\\n' ' ' >&3"]).start([nil, nil, nil, writing])
    #expect(try child.wait().isSuccess)
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(reading.raw, &bytes, bytes.count)
    // ls itself opens one more for the directory.
    #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "0 1 2 3 4 ")
  }

  @Test("a session with a controlling terminal gives the process a terminal")
  func terminal() async throws {
    let terminal = try PseudoTerminal()
    try PseudoTerminal.resize(terminal.main, columns: 91, rows: 17)
    var command = Command("/bin/sh", ["-c", "stty size < /dev/tty"])
    (command.startsSession, command.controllingTerminal) = (true, 0)
    let child = try command.start([terminal.process, terminal.process, terminal.process])
    let bytes = try await Poller.shared.read(terminal.main)
    #expect(String(decoding: bytes, as: UTF8.self) == "17 91\r\n")
    #expect(try await child.exit().isSuccess)
  }

  @Test("waiting for a descriptor ends with its task")
  func cancellation() async throws {
    let (reading, writing) = try Descriptor.pipe()
    let task = Task { try await Poller.shared.readable(reading) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    withExtendedLifetime(writing) {}
  }
}
