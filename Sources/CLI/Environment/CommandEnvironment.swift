import Basics
import Client

/// Everything a command knows of the world outside: the executable provides it, tests replace it.
///
/// Commands find it in `CommandEnvironment.current`, which `CommandLineInterface.run` binds for the run.
public struct CommandEnvironment: Sendable {
  /// Finds the cluster that the options and the environment name, and connects to it.
  public var connect: @Sendable (ConnectionOptions) async throws -> ClusterConnection
  /// Makes the directory a kctl repository; returns the line to print.
  public var initialiseRepository: @Sendable (_ directory: String) async throws -> String
  public var files: any FileAccess
  /// Runs a program to its end with this process's terminal, or with its output collected.
  public var runProcess: @Sendable (ProcessRequest) async throws -> ProcessOutcome
  /// Chunks as they come in; ends at the end of the input. Asked for once a run at most.
  public var standardInput: @Sendable () -> AsyncStream<[UInt8]>
  public var standardOutput: @Sendable ([UInt8]) async throws -> Void
  public var standardError: @Sendable ([UInt8]) async throws -> Void
  /// The process's environment variables.
  public var variables: [String: String]
  public var terminal: Terminal
  public var clock: any WallClock
  /// Listens on a local address and port; 0 picks a free one.
  public var listen: @Sendable (_ address: String, _ port: Int) async throws -> LocalListener = { _, _ in
    throw CommandFailure("this program can't listen")
  }
  /// Serves HTTP, not encrypted, on a local address and port; 0 picks a free one.
  public var serve: @Sendable (
    _ address: String, _ port: Int, _ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
  ) async throws -> LocalServer = { _, _, _ in throw CommandFailure("this program can't serve") }
  /// The same on a unix socket that only its owner may connect to.
  public var serveOnSocket: @Sendable (
    _ path: String, _ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
  ) async throws -> LocalServer = { _, _ in throw CommandFailure("this program can't serve") }
  /// Reads from a repository on this host what a commit would change on `main`.
  public var readCommit: @Sendable (PlanRequest) async throws -> PlannedCommit = { _ in throw CommandFailure("this program can't read repositories") }
  /// Why the repository's policy refuses commits, a line each; none when it takes them.
  public var judgeCommits: @Sendable (JudgeRequest) async throws -> [String] = { _ in throw CommandFailure("this program can't read repositories") }
  /// Checks a repository's history: signatures, chain, and who was entitled to what. Throws when it can't be read.
  public var checkHistory: @Sendable (HistoryCheckRequest) async throws -> HistoryCheckReport = { _ in
    throw CommandFailure("this program can't read repositories")
  }
  /// Reads what a URL (http or https) leads to.
  public var fetch: @Sendable (_ url: String) async throws -> [UInt8] = { _ in throw CommandFailure("this program can't read URLs") }
  /// Seals files with a passphrase, and opens them again; throws when the passphrase is another.
  public var sealKeys: @Sendable (_ files: [String: [UInt8]], _ passphrase: String) async throws -> [UInt8] = { _, _ in
    throw CommandFailure("this program can't seal keys")
  }
  public var unsealKeys: @Sendable (_ sealed: [UInt8], _ passphrase: String) async throws -> [String: [UInt8]] = { _, _ in
    throw CommandFailure("this program can't open sealed keys")
  }
  /// For names that nobody chose.
  public var random: any RandomSource = SystemRandom()
  /// The server's warnings of the run.
  public let warnings = WarningLog()
  /// What `kctl version` calls this build.
  public var version = "v0.1.0"

  public init(
    connect: @escaping @Sendable (ConnectionOptions) async throws -> ClusterConnection,
    initialiseRepository: @escaping @Sendable (String) async throws -> String,
    files: any FileAccess,
    runProcess: @escaping @Sendable (ProcessRequest) async throws -> ProcessOutcome,
    standardInput: @escaping @Sendable () -> AsyncStream<[UInt8]>,
    standardOutput: @escaping @Sendable ([UInt8]) async throws -> Void,
    standardError: @escaping @Sendable ([UInt8]) async throws -> Void,
    variables: [String: String], terminal: Terminal, clock: any WallClock
  ) {
    (self.connect, self.initialiseRepository, self.files, self.runProcess) = (connect, initialiseRepository, files, runProcess)
    (self.standardInput, self.standardOutput, self.standardError) = (standardInput, standardOutput, standardError)
    (self.variables, self.terminal, self.clock) = (variables, terminal, clock)
  }

  /// The environment of the run that the current task belongs to.
  @TaskLocal public static var current = CommandEnvironment.unconfigured

  /// What a command sees that was not started by `CommandLineInterface.run`: no cluster, and output that goes nowhere.
  private static let unconfigured = CommandEnvironment(
    connect: { _ in throw CommandFailure("no connection to a cluster is configured") },
    initialiseRepository: { _ in throw CommandFailure("this program can't initialise repositories") },
    files: HostFiles(), runProcess: { _ in throw CommandFailure("this program can't run others") },
    standardInput: { AsyncStream { $0.finish() } }, standardOutput: { _ in }, standardError: { _ in },
    variables: [:], terminal: Terminal(), clock: SystemClock())
}

/// Where and how to reach a cluster, as the options of the command line say; nil is what wasn't given.
public struct ConnectionOptions: Sendable, Hashable {
  /// `--repository`; KCTL_REPOSITORY is left to whoever connects.
  public var repository: String?
  /// `--kubeconfig`; KUBECONFIG is left to whoever connects.
  public var kubeconfig: String?
  public var context: String?
  /// `--cluster` and `--user`: entries of the kubeconfig in place of those that the context names.
  public var cluster: String?
  public var user: String?
  /// `--server`: a URL, or `unix://` and the path of a socket.
  public var server: String?
  /// `--namespace`.
  public var namespace: String?
  public var credentials = ConnectionCredentials()

  public init(
    repository: String? = nil, kubeconfig: String? = nil, context: String? = nil, server: String? = nil, namespace: String? = nil
  ) {
    (self.repository, self.kubeconfig, self.context, self.server) = (repository, kubeconfig, context, server)
    self.namespace = namespace
  }
}

/// An open way to a cluster's API.
public struct ClusterConnection: Sendable {
  public var exchange: any HTTPExchange
  /// Where namespaced objects are when the command line doesn't say: the namespace of the kubeconfig's context.
  public var namespace: String
  /// For people: a URL, a socket's path or a repository's.
  public var address: String

  public init(_ exchange: any HTTPExchange, namespace: String = "default", address: String = "") {
    (self.exchange, self.namespace, self.address) = (exchange, namespace, address)
  }
}
