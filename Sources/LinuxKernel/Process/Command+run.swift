import Basics
import Glibc

/// What a program wrote and how it ended.
public struct CommandOutput: Hashable, Sendable {
  public var status: ExitStatus
  public var stdout: [UInt8]
  public var stderr: [UInt8]

  /// Its last words: the trimmed end of standard error, or else of standard output.
  public var complaint: String {
    let text = String(decoding: (stderr.isEmpty ? stdout : stderr).suffix(2_000), as: UTF8.self)
    return String(text.reversed().drop { $0.isWhitespace }.reversed())
  }
}

/// A program that ended badly.
public struct CommandError: Error, Hashable, Sendable, CustomStringConvertible {
  public var command: String
  public var status: ExitStatus
  public var complaint: String
  public var description: String { "\(command): \(complaint.isEmpty ? "exit code \(status.code)" : complaint)" }
}

extension Command {
  /// Runs the program to its end; blocks. Past `timeoutSeconds` it is killed, and its status is that of the signal.
  public func run(input: [UInt8] = [], timeoutSeconds: Int = 60) throws(SystemError) -> CommandOutput {
    var exchange = try startExchange(input: input, timeoutSeconds: timeoutSeconds)
    try exchange.pump()
    return CommandOutput(status: try exchange.child.wait(), stdout: exchange.output[0], stderr: exchange.output[1])
  }

  // The child's ends of the pipes must be closed here before the first read, or no end of file is ever seen: they go
  // with this function's frame.
  private func startExchange(input: [UInt8], timeoutSeconds: Int) throws(SystemError) -> Exchange {
    let (theirInput, ourInput) = try Descriptor.pipe()
    let (ourOutput, theirOutput) = try Descriptor.pipe()
    let (ourError, theirError) = try Descriptor.pipe()
    for end in [ourInput, ourOutput, ourError] { try end.setNonBlocking() }
    let child = try start([theirInput, theirOutput, theirError])
    return Exchange(
      child: child, input: input[...], ends: [input.isEmpty ? nil : ourInput, ourOutput, ourError],
      deadline: Exchange.milliseconds() + Int64(timeoutSeconds) * 1_000)
  }

  /// As `run`, and throws when the program doesn't end with 0.
  @discardableResult
  public func check(input: [UInt8] = [], timeoutSeconds: Int = 60) throws -> CommandOutput {
    let output = try run(input: input, timeoutSeconds: timeoutSeconds)
    guard output.status.isSuccess else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      throw CommandError(command: ([name] + arguments.prefix(2)).joined(separator: " "), status: output.status, complaint: output.complaint)
    }
    return output
  }
}

/// Feeds a child its input and gathers its output until it has ended. A grandchild that keeps the pipes open doesn't hold it up.
private struct Exchange {
  let child: ChildProcess
  var input: ArraySlice<UInt8>
  /// Standard input, output and error; nil once closed.
  var ends: [Descriptor?]
  let deadline: Int64
  var output: [[UInt8]] = [[], []]

  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  mutating func pump() throws(SystemError) {
    while true {
      let remaining = deadline - Self.milliseconds()
      if remaining <= 0 { child.kill() }
      var polled = ends.enumerated().map { pollfd(fd: $1?.raw ?? -1, events: Int16($0 == 0 ? POLLOUT : POLLIN), revents: 0) }
      polled.append(pollfd(fd: child.descriptor.raw, events: Int16(POLLIN), revents: 0))
      let ready = poll(&polled, nfds_t(polled.count), Int32(clamping: max(remaining, 100)))
      if ready < 0, errno != EINTR { throw SystemError("poll", "") }
      let hasEnded = polled[3].revents != 0
      if polled[0].revents != 0 { feed() }
      for stream in 1...2 where hasEnded || polled[stream].revents != 0 { gather(stream) }
      if hasEnded { return }
    }
  }

  private mutating func feed() {
    guard let end = ends[0] else { return }
    let count = input.withUnsafeBytes { write(end.raw, $0.baseAddress, $0.count) }
    if count > 0 { input = input.dropFirst(count) }
    if input.isEmpty || (count < 0 && errno != EAGAIN && errno != EINTR) { ends[0] = nil }
  }

  private mutating func gather(_ stream: Int) {
    var chunk = [UInt8](repeating: 0, count: 32 << 10)
    while let end = ends[stream] {
      let count = read(end.raw, &chunk, chunk.count)
      if count > 0 { output[stream - 1].append(contentsOf: chunk[..<count]); continue }
      if count < 0, errno == EINTR { continue }
      if count == 0 || errno != EAGAIN { ends[stream] = nil }
      return
    }
  }
}
