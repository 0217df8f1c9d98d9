import APIMachinery
import ArgumentParser
import Client

/// kctl exec.
struct Exec: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Executes a command in a container.",
    discussion: """
      kctl exec web-1 -- date
      kctl exec -it deployment/web -c httpd -- sh
      """)

  @Argument(help: ArgumentHelp("POD or TYPE/NAME", valueName: "pod")) var pod: String?
  @Argument(parsing: .postTerminator, help: "The command, after --.") var command: [String] = []
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The container.", valueName: "name")) var container: String?
  @Flag(name: [.customShort("i"), .long], help: "Passes standard input on.") var stdin = false
  @Flag(name: [.customShort("t"), .long], help: "Gives the command a terminal.") var tty = false
  @Flag(name: [.customShort("q"), .long], help: "Prints only what the command prints.") var quiet = false
  @Option(name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("A manifest of the pod or workload, in place of its name.", valueName: "path"), completion: .file())
  var filename: String?
  @OptionGroup var running: PodRunningOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard pod != nil || filename != nil else { throw CommandFailure("pod, type/name or --filename must be specified") }
    guard !command.isEmpty else { throw CommandFailure("you must specify at least one command for the container") }
    let session = try await cluster.session()
    let lookup = PodLookup(session: session)
    let target = try await filename.asyncMap { try await Self.name($0, session) } ?? pod
    guard let found = try await lookup.pods(target, selector: "").first else { throw CommandFailure("no pods found") }
    let object = try await running.running(found, of: target, session)
    if let phase = object[path: "status", "phase"]?.string, phase == "Succeeded" || phase == "Failed" {
      throw CommandFailure("cannot exec into a container in a completed pod; current phase is \(phase)")
    }
    let name = try await lookup.container(of: object, named: container, announces: !quiet)
    var withTerminal = tty
    if tty, stdin, !session.environment.terminal.inputIsTerminal {
      withTerminal = false
      try await session.console.error("Unable to use a TTY - input is not a terminal or the right kind of file")
    }
    let remote = RemoteCommand(session: session, usesInput: stdin, usesTerminal: withTerminal)
    let code = try await remote.run(pod: object, container: name, command: command)
    guard code == 0 else {
      throw quiet || withTerminal ? CommandFailure.silent(exitCode: code) : CommandFailure.terminated(code)
    }
  }
}

extension Exec {
  /// `TYPE/NAME` of the first manifest of a file.
  fileprivate static func name(_ path: String, _ session: ClusterSession) async throws -> String {
    guard let manifest = try await ManifestReader(environment: session.environment, isRecursive: false).read([path]).first else {
      throw CommandFailure("no objects passed to exec")
    }
    let address = try await session.address(of: manifest)
    return "\(address.resource.groupResource)/\(address.name)"
  }
}

extension CommandFailure {
  /// `command terminated with exit code 3`, which kubectl prints without `error:`.
  fileprivate static func terminated(_ code: Int32) -> CommandFailure {
    CommandFailure("command terminated with exit code \(code)", exitCode: code)
  }
}
