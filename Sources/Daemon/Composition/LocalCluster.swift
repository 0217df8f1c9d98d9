import APIMachinery
import APISchemas
import APIServer
import AccessControl
import Basics
import Client
import GitObjects
import GitOps
import GitStore
import Logging
import Store
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A repository served by this very process, as SQLite serves a file: the same API machinery, no daemon (design section 2).
public enum LocalCluster {
  private struct Opened {
    var store: GitStore
    var background: Task<Void, Never>
  }
  private static let opened = Mutex<[Opened]>([])

  /// Whether the directory is a repository that kctl has initialised.
  public static func isRepository(_ path: String) -> Bool {
    guard let repository = try? Repository.open(path) else { return false }
    return repository.configuration("kctl.layoutVersion") != nil
  }

  /// Whether two paths lead to one repository: its git directory, or its work tree.
  public static func isSame(_ path: String, _ other: String) -> Bool {
    func place(_ path: String) -> String? {
      guard let repository = try? Repository.open(path), let resolved = realpath(repository.gitDirectory, nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard let own = place(path) else { return false }
    return own == place(other)
  }

  /// The socket of the daemon that holds this repository, where one is running.
  public static func daemonSocket(of path: String) -> String? {
    guard let repository = try? Repository.open(path) else { return nil }
    return DaemonAddress.read(gitDirectory: repository.gitDirectory)
  }

  /// Makes the directory a repository with the system's namespaces in it; returns the line to print.
  public static func initialise(_ path: String) async throws -> String {
    let existed = isRepository(path)
    let exchange = try await open(repository: path)
    _ = exchange
    return (existed ? "Reinitialized existing" : "Initialized empty") + " kctl repository in \(path)"
  }

  /// Opens the repository for this process alone. The caller is this user, an administrator: who can open the repository could write it anyway.
  public static func open(repository path: String) async throws -> any HTTPExchange {
    // Made first, where it is new: only then is it known where it is, and whether it has a work tree.
    let repository = try Repository.initialize(path)
    let signingKey = RepositoryKeys.file("signing.key", of: repository, at: path)
    var options = GitStoreOptions(path: path, keyFile: RepositoryKeys.file("secrets.key", of: repository, at: path))
    options.lockDeadline = SystemClock().now + .seconds(10)
    options.signingKeyFile = signingKey
    options.maintainsPacks = false
    options.reading = { Scheme.builtIn.convert($0, to: $1) }
    let encryption = repository.configuration(EncryptionChoice.setting).map { EncryptionChoice(path: $0) }
    if let encryption { options.sealing = try await encryption.readyRules() }
    let store = try await GitStore.open(options)
    var configuration = Configuration()
    let aggregated = AggregatedServers(renewal: nil)
    configuration.connectUpstream = { try aggregated.connect($0) }
    configuration.build = .ofThisProgram
    let server = APIServer(store: store, configuration: configuration)
    let background = Task { await server.cleanDefinitions() }
    opened.withLock { $0.append(Opened(store: store, background: background)) }
    try await server.bootstrap()
    let sealing = ClusterSealing(store, server)
    try await sealing.prepare()
    let user = UserInfo.localUser(LocalUser.name(getuid()))
    let main = MainReconciler(
      source: store.repository, client: server.client(as: .component("system:kctl:gitops"), userAgent: "kctl"), adopted: { store.adoptedMain },
      settled: { try await store.settledMain() }, openSecrets: { try store.sealer.unseal($0) },
      policy: { try MainPolicy(of: store.repository) }, clock: SystemClock(), logger: Logger(label: "gitops") { _ in SwiftLogNoOpLogHandler() })
    // No daemon has taken in what was committed since the last time: this process does, so that it answers from `main` as it is.
    try await main.reconcile()
    let status = StatusEndpoint(store: store, git: store, main: main).endpoint
    let place = RepositoryEndpoint(git: store, keys: String(signingKey.dropLast("signing.key".count))).endpoint
    let reencryption = ReencryptionEndpoint(git: store, sealing: sealing, localUser: user.name).endpoint
    let rollback = RollbackEndpoint(
      git: store, main: main, clock: SystemClock(), isNamespaced: { server.isNamespaced($0) }, localUser: user.name)
    return LocalExchange(
      server: DirectExchange(server, as: user),
      endpoints: [status, place, reencryption, SealingKeysEndpoint(sealing: sealing).endpoint] + HistoryEndpoint(git: store).endpoints + rollback.endpoints)
  }

  /// Puts what was written into git and lets go of the repositories. Answers what people have to know of what couldn't be put there.
  public static func closeAll() async -> [String] {
    var problems: [String] = []
    for item in opened.withLock({ items in
      defer { items = [] }
      return items
    }) {
      item.background.cancel()
      await item.background.value
      await item.store.flush()
      if item.store.status.heldEdits > 0, let problem = item.store.status.problem { problems.append(problem) }
      await item.store.close()
    }
    return problems
  }
}

/// Where a running daemon can be reached: a file in the repository that names its socket.
enum DaemonAddress {
  private static func file(_ gitDirectory: String) -> String { gitDirectory + "/kctl/daemon.socket" }

  static func write(socket: String, gitDirectory: String) throws {
    try TextFile.makeDirectories(gitDirectory + "/kctl", mode: 0o700)
    try TextFile.write(socket + "\n", to: file(gitDirectory), mode: 0o600)
  }

  /// Where the last daemon of the repository kept its keys.
  static func readDataDirectory(gitDirectory: String) -> String? {
    (try? TextFile.read(gitDirectory + "/kctl/data-directory"))?.split(separator: "\n").first.map(String.init)
  }

  static func write(dataDirectory: String, gitDirectory: String) throws {
    guard let path = realpath(dataDirectory, nil) else { return }
    defer { free(path) }
    try TextFile.makeDirectories(gitDirectory + "/kctl", mode: 0o700)
    try TextFile.write(String(cString: path) + "\n", to: gitDirectory + "/kctl/data-directory", mode: 0o600)
  }

  static func remove(gitDirectory: String) { unlink(file(gitDirectory)) }

  static func read(gitDirectory: String) -> String? {
    guard let text = try? TextFile.read(file(gitDirectory)) else { return nil }
    let path = text.split(separator: "\n").first.map(String.init) ?? ""
    return !path.isEmpty && access(path, F_OK) == 0 ? path : nil
  }
}
