import Basics
import Glibc
import Streaming

extension CommandEnvironment {
  /// The environment of a process started from a shell; how to connect is the caller's.
  public static func host(
    version: String,
    connect: @escaping @Sendable (ConnectionOptions) async throws -> ClusterConnection,
    initialiseRepository: @escaping @Sendable (String) async throws -> String
  ) -> CommandEnvironment {
    let variables = hostVariables()
    var environment = CommandEnvironment(
      connect: connect, initialiseRepository: initialiseRepository, files: HostFiles(),
      runProcess: { try await HostProcess.run($0) }, standardInput: { standardInputChunks() },
      standardOutput: { try await writeAll($0, to: 1) }, standardError: { try await writeAll($0, to: 2) },
      variables: variables, terminal: HostTerminal.facts(variables), clock: SystemClock())
    environment.version = version
    return environment
  }

  private static func hostVariables() -> [String: String] {
    var variables: [String: String] = [:]
    for assignment in HostProcess.assignments() {
      guard let equals = assignment.firstIndex(of: "=") else { continue }
      variables[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
    }
    return variables
  }

  /// Read no faster than it is used. A read that is under way when nobody waits any more ends with the process.
  private static func standardInputChunks() -> AsyncStream<[UInt8]> {
    let queue = ByteQueue()
    Task.detached {
      while let chunk = try? await onThread({ readInput() }), !chunk.isEmpty { guard (try? await queue.push(chunk)) != nil else { return } }
      queue.finish()
    }
    return queue.stream
  }

  /// Empty at the end.
  private static func readInput() -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(0, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      return Array(chunk[..<max(0, count)])
    }
  }

  /// A full pipe blocks, so each write has a thread of its own.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) async throws {
    try await onThread {
      var offset = 0
      while offset < bytes.count {
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw CommandFailure.silent(exitCode: errno == EPIPE ? 141 : 1) }
        offset += count
      }
    }
  }
}
