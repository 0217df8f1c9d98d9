import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization

/// Our ends of a process's standard streams: pipes, or one terminal.
struct ProcessStreams: Sendable {
  var input: InputEnd
  var output: Descriptor
  /// nil with a terminal, where both are one.
  var error: Descriptor?
  var isTerminal: Bool

  /// The end that is written to. Whoever takes it holds the only reference: when that goes, the process sees the end.
  final class InputEnd: Sendable {
    private let descriptor: Mutex<Descriptor?>
    init(_ descriptor: Descriptor?) { self.descriptor = Mutex(descriptor) }

    func take() -> Descriptor? {
      descriptor.withLock { descriptor in
        defer { descriptor = nil }
        return descriptor
      }
    }
  }

  /// The process's three descriptors, and ours.
  static func make(tty: Bool, stdin: Bool) throws(SystemError) -> (theirs: [Descriptor?], ours: ProcessStreams) {
    if tty {
      let terminal = try PseudoTerminal()
      // A duplicate to write to: one descriptor can't be waited for twice.
      let input = stdin ? try terminal.main.duplicate() : nil
      let theirs: [Descriptor?] = [terminal.process, terminal.process, terminal.process]
      return (theirs, ProcessStreams(input: InputEnd(input), output: terminal.main, error: nil, isTerminal: true))
    }
    let (output, theirOutput) = try Descriptor.pipe()
    let (error, theirError) = try Descriptor.pipe()
    try output.setNonBlocking()
    try error.setNonBlocking()
    guard stdin else {
      return ([nil, theirOutput, theirError], ProcessStreams(input: InputEnd(nil), output: output, error: error, isTerminal: false))
    }
    let (theirInput, input) = try Descriptor.pipe()
    try input.setNonBlocking()
    return (
      [theirInput, theirOutput, theirError], ProcessStreams(input: InputEnd(input), output: output, error: error, isTerminal: false)
    )
  }

  /// Carries bytes both ways until `exit` returns, and then what is left. A grandchild that keeps the pipes open is
  /// given a second for that.
  func pump(
    _ io: ProcessIO, clock: any WallClock, until exit: @Sendable () async throws -> ExitStatus
  ) async throws -> ExitStatus {
    let (output, error, terminal) = (self.output, self.error, isTerminal)
    let readers =
      [Task { try await Self.read(output, io.stdout) }] + (error.map { error in [Task { try await Self.read(error, io.stderr) }] } ?? [])
    let writer = Task { [input] in try await Self.write(io.stdin, to: input.take(), isTerminal: terminal) }
    let resizer = Task {
      guard terminal, let sizes = io.resize else { return }
      for await size in sizes { try? PseudoTerminal.resize(output, columns: size.width, rows: size.height) }
    }
    defer {
      for reader in readers { reader.cancel() }
      writer.cancel()
      resizer.cancel()
    }
    let status = try await exit()
    writer.cancel()
    let deadline = Task {
      try await clock.sleep(for: .seconds(1))
      for reader in readers { reader.cancel() }
    }
    for reader in readers { _ = await reader.result }
    deadline.cancel()
    return status
  }

  private static func read(_ source: Descriptor, _ sink: @Sendable ([UInt8]) async throws -> Void) async throws {
    while true {
      let bytes = try await Poller.shared.read(source)
      if bytes.isEmpty { return }
      try await sink(bytes)
    }
  }

  private static func write(_ source: AsyncStream<[UInt8]>?, to sink: Descriptor?, isTerminal: Bool) async throws {
    guard let source, let sink else { return }
    for await bytes in source { try await Poller.shared.write(sink, bytes) }
    // A terminal has no end to close: the end of input is a character.
    if isTerminal, !Task.isCancelled { try await Poller.shared.write(sink, [4]) }
  }
}
