import Basics
import Glibc

/// Programs of this host, run with `posix_spawnp`.
enum HostProcess {
  static func run(_ request: ProcessRequest) async throws -> ProcessOutcome {
    try await onThread { try wait(for: request) }
  }

  /// The environment this process was started with: `NAME=value` each.
  static func assignments() -> [String] {
    let bytes = (try? TextFile.readBytes("/proc/self/environ")) ?? []
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func wait(for request: ProcessRequest) throws -> ProcessOutcome {
    var ends: [Int32] = [-1, -1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if request.collectsOutput {
      guard pipe(&ends) == 0 else { throw FileAccessError("pipe: \(String(cString: strerror(errno)))") }
      // The copy at descriptor 1 stays open in the child; these don't.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    }
    let arguments = ([request.program] + request.arguments).map { strdup($0) } + [nil]
    let added = request.environment
    let own = assignments().filter { assignment in added[String(assignment.prefix { $0 != "=" })] == nil }
    let variables = (own + added.map { "\($0)=\($1)" }).map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    // A signal that this process blocks or ignores is none of the program's business.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    let code = posix_spawnp(&child, request.program, &actions, &attributes, arguments, variables)
    if request.collectsOutput { close(ends[1]) }
    guard code == 0 else {
      if request.collectsOutput { close(ends[0]) }
      return ProcessOutcome(exitCode: 127, output: Array("\(request.program): \(String(cString: strerror(code)))\n".utf8))
    }
    let output = request.collectsOutput ? readAll(ends[0]) : []
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return ProcessOutcome(exitCode: signal == 0 ? status >> 8 & 0xff : 128 + signal, output: output)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    defer { close(descriptor) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return output }
      output.append(contentsOf: chunk[..<count])
    }
  }
}
