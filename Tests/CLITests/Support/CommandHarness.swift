import APIMachinery
import ArgumentParser
import Basics
import CLI
import Client
import Synchronization

struct TestRoot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kctl", abstract: "Kubernetes with git as its store.", groupedSubcommands: CommandLineInterface.groups)
}

/// Runs commands against an exchange, with everything else in memory.
struct CommandHarness: Sendable {
  static let now = Timestamp(secondsSinceEpoch: 1_767_225_600)  // 2026-01-01T00:00:00Z

  struct Outcome: Sendable {
    var exitCode: Int32
    var output: String
    var errors: String
  }

  let exchange: any HTTPExchange
  let files = MemoryFiles()
  var input = ""
  /// What is to be had from URLs.
  var pages: [String: String] = [:]
  var variables: [String: String] = [:]
  var terminal = Terminal()
  var clock: any WallClock = ManualClock(CommandHarness.now)
  var runProcess: @Sendable (ProcessRequest, MemoryFiles) async throws -> ProcessOutcome = { _, _ in ProcessOutcome(exitCode: 127) }

  init(_ exchange: any HTTPExchange) { self.exchange = exchange }

  func run(_ arguments: String...) async -> Outcome { await run(arguments) }

  func run(_ arguments: [String]) async -> Outcome {
    let output = Collector()
    let errors = Collector()
    let (files, runProcess, input, exchange, pages) = (files, runProcess, input, exchange, pages)
    var environment = CommandEnvironment(
      connect: { _ in ClusterConnection(exchange, address: "https://test") },
      initialiseRepository: { "Initialised \($0)" }, files: files,
      runProcess: { try await runProcess($0, files) },
      standardInput: {
        AsyncStream { continuation in
          if !input.isEmpty { continuation.yield(Array(input.utf8)) }
          continuation.finish()
        }
      },
      standardOutput: { output.add($0) }, standardError: { errors.add($0) }, variables: variables, terminal: terminal, clock: clock)
    environment.version = "v9.9.9"
    environment.fetch = { url in
      guard let page = pages[url] else { throw CommandFailure("unable to read URL \"\(url)\": 404 Not Found") }
      return Array(page.utf8)
    }
    let code = await CommandLineInterface.run(TestRoot.self, arguments: arguments, environment: environment)
    return Outcome(exitCode: code, output: output.text, errors: errors.text)
  }
}

private final class Collector: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

/// A file tree in memory.
final class MemoryFiles: FileAccess {
  private let contents = Mutex<[String: [UInt8]]>([:])

  subscript(path: String) -> String? {
    get { contents.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) } }
    set { contents.withLock { $0[path] = newValue.map { Array($0.utf8) } } }
  }

  var paths: [String] { contents.withLock { $0.keys.sorted() } }

  func makeDirectories(_ path: String) async throws {}
  private let executable = Mutex(false)
  var areExecutable: Bool {
    get { executable.withLock { $0 } }
    set { executable.withLock { $0 = newValue } }
  }
  func permissions(_ path: String) async -> UInt32 { areExecutable ? 0o755 : 0o644 }
  func setPermissions(_ mode: UInt32, of path: String) async throws {}

  func read(_ path: String) async throws -> [UInt8] {
    guard let bytes = contents.withLock({ $0[path] }) else { throw FileAccessError("the path \"\(path)\" does not exist") }
    return bytes
  }

  func write(_ bytes: [UInt8], to path: String) async throws { contents.withLock { $0[path] = bytes } }
  func remove(_ path: String) async throws { contents.withLock { $0[path] = nil } }

  func kind(_ path: String) async -> FileKind? {
    contents.withLock { contents in
      if contents[path] != nil { return .file }
      return contents.keys.contains { $0.hasPrefix(path + "/") } ? .directory : nil
    }
  }

  func list(_ directory: String) async throws -> [String] {
    contents.withLock { contents in
      let names = contents.keys.filter { $0.hasPrefix(directory + "/") }
        .compactMap { $0.dropFirst(directory.count + 1).split(separator: "/").first.map(String.init) }
      return Set(names).sorted()
    }
  }

  func absolutePath(_ path: String) async throws -> String { path.hasPrefix("/") ? path : "/work/" + path }
  func makeTemporaryDirectory(prefix: String) async throws -> String { "/tmp/\(prefix)1" }
}
