import APIMachinery
import ArgumentParser
import Client

/// kctl attach.
struct Attach: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Joins the process that runs in a container.",
    discussion: """
      kctl attach web-1
      kctl attach web-1 -c httpd -it
      """)

  @Argument(help: ArgumentHelp("POD or TYPE/NAME", valueName: "pod")) var pod: String?
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The container.", valueName: "name")) var container: String?
  @Flag(name: [.customShort("i"), .long], help: "Passes standard input on.") var stdin = false
  @Flag(name: [.customShort("t"), .long], help: "The container has a terminal.") var tty = false
  @Flag(name: [.customShort("q"), .long], help: "Prints only what the container prints.") var quiet = false
  @OptionGroup var running: PodRunningOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard let pod else { throw CommandFailure("at least 1 argument is required for attach") }
    let session = try await cluster.session()
    let lookup = PodLookup(session: session)
    guard let found = try await lookup.pods(pod, selector: "").first else { throw CommandFailure("no pods found") }
    let object = try await running.running(found, of: pod, session)
    if let phase = object[path: "status", "phase"]?.string, phase == "Succeeded" || phase == "Failed" {
      throw CommandFailure("cannot attach a container in a completed pod; current phase is \(phase)")
    }
    let name = try await lookup.container(of: object, named: container, announces: !quiet)
    try await AttachSession(session: session, usesInput: stdin, wantsTerminal: tty, isQuiet: quiet).run(object, name)
  }
}

extension AttachSession {
  /// Joins the container; one that ended before that could be done shows its log, and what it writes still.
  func runOrShowLog(_ pod: Value, _ container: String) async throws {
    do { return try await run(pod, container) } catch let error as StatusError {
      try await session.console.error("warning: couldn't attach to pod/\(pod.name), falling back to streaming logs: \(error.message)")
    }
    try await LogPrinter(session: session, query: QueryString(["follow": "true"]), prefixes: false, ignoresErrors: false)
      .run([LogSource(pod: pod, container: container)], concurrently: false)
  }
}

/// A terminal's or pipe's time with a container's own process.
struct AttachSession {
  let session: ClusterSession
  let usesInput: Bool
  let wantsTerminal: Bool
  let isQuiet: Bool

  func run(_ pod: Value, _ container: String) async throws {
    let spec = ["containers", "initContainers", "ephemeralContainers"].flatMap { pod[path: "spec", $0]?.array ?? [] }
      .first { $0["name"]?.string == container }
    let hasTerminal = spec?["tty"]?.bool ?? false
    if wantsTerminal, !hasTerminal, !isQuiet {
      try await session.console.error("error: Unable to use a TTY - container \(container) did not allocate one")
    }
    if hasTerminal, usesInput, !isQuiet { try await session.console.error("If you don't see a command prompt, try pressing enter.") }
    let remote = RemoteCommand(session: session, usesInput: usesInput, usesTerminal: hasTerminal)
    _ = try await remote.run(.attach, pod: pod, container: container)
    guard usesInput, hasTerminal, !isQuiet, pod[path: "spec", "restartPolicy"]?.string ?? "Always" == "Always" else { return }
    try await session.console.error(
      "Session ended, resume using 'kctl attach \(pod.name) -c \(container) -i -t' command when the pod is running")
  }
}
