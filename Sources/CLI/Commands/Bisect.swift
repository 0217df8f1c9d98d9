import APIMachinery
import ArgumentParser

/// kctl bisect: finds the change that made a command fail.
struct Bisect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds by binary search the change that made a command fail.",
    discussion: """
      Each state that is tried is served as a read-only API of its own; the command finds it through KUBECONFIG. It ends with 0 where \
      all is well, with 125 where that can't be told, with anything else up to 127 where it isn't, as with git bisect run.

      kctl bisect --good 'yesterday' --bad now --run 'kubectl get deploy web -o yaml | grep -q image:.*:1'
      """)

  @Option(help: ArgumentHelp("A point where all was well.", valueName: "point")) var good: String
  @Option(help: ArgumentHelp("A later point where it wasn't.", valueName: "point")) var bad: String = "now"
  @Option(name: .customLong("run"), help: ArgumentHelp("The command, for a shell.", valueName: "command")) var command: String
  @Flag(help: "Tries only states after what people asked for.") var people = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let (from, to) = (try await session.place(PointInTime(good, now: session.now)), try await session.place(PointInTime(bad, now: session.now)))
    guard from.revision < to.revision else { throw CommandFailure("the good point must be before the bad one") }
    let states = try await states(after: from.revision, through: to.revision, session)
    guard !states.isEmpty else { throw CommandFailure("nothing changed between the two points") }
    guard try await verdict(from.revision, session) == .good else { throw CommandFailure("the command fails at the good point already") }
    guard try await verdict(to.revision, session) == .bad else { throw CommandFailure("the command doesn't fail at the bad point") }
    var search = BisectSearch(count: states.count)
    while let position = search.next {
      let state = states[position]
      let verdict = try await verdict(state.last, session)
      search.take(verdict, at: position)
      try await session.console.line("revision \(state.last): \(verdict), about \(search.stepsLeft) left to try")
    }
    let suspects = search.suspects
    try await session.console.line(suspects.count == 1 ? "The first bad change:" : "The first bad change is one of these:")
    let printer = try await ObjectPrinter(OutputFormat(""), environment: session.environment)
    let log = HistoryLogPrinter(printer: printer, console: session.console, showsChanges: true, field: nil)
    for state in suspects.map({ states[$0] }) { try await log.print(state.records) }
  }

  private struct State { var last: UInt64; var records: [HistoryRecord] }

  /// The states that commits led to, oldest first: inside of a commit nobody ever was.
  private func states(after: UInt64, through: UInt64, _ session: ClusterSession) async throws -> [State] {
    let reader = HistoryLogReader(
      session: session, selection: nil, allNamespaces: true, needsObjects: true, since: .revision(after), until: .revision(through),
      author: nil, field: nil, onlyPeople: people)
    var states: [State] = []
    _ = try await reader.read(limit: 0) { records in
      for record in records where record.key != nil {
        if states.last?.records.last?.live == record.live {
          states[states.count - 1].records.append(record)
        } else {
          states.append(State(last: UInt64(clamping: record.revision), records: [record]))
        }
      }
    }
    return states.reversed()
  }

  private func verdict(_ revision: UInt64, _ session: ClusterSession) async throws -> BisectSearch.Verdict {
    let server = try await PastServer(session: session, revision: revision).start(address: "127.0.0.1", port: 0)
    let files = session.environment.files
    let directory = try await files.makeTemporaryDirectory(prefix: "kctl-bisect-")
    let path = directory + "/kubeconfig"
    try await files.write(Array(PastServer.kubeconfig(address: "127.0.0.1", port: server.port, namespace: session.namespace).utf8), to: path)
    // The server is there for as long as the command runs.
    let serving = Task { await server.untilCancelled() }
    let outcome = try? await session.environment.runProcess(
      ProcessRequest("env", ["KUBECONFIG=" + path, "KCTL_REPOSITORY=", "KCTL_REVISION=\(revision)", "sh", "-c", command]))
    serving.cancel()
    await serving.value
    try? await files.remove(path)
    try? await files.remove(directory)
    switch outcome?.exitCode {
    case 0: return .good
    case 125: return .skip
    case let code? where code < 126: return .bad
    case let code: throw CommandFailure("the command can't be run: exit code \(code.map(String.init) ?? "unknown")")
    }
  }
}
