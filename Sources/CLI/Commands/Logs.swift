import APIMachinery
import ArgumentParser
import Basics

/// kctl logs.
struct Logs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the logs of a container in a pod.",
    discussion: """
      kctl logs web-1 -f
      kctl logs deployment/web --all-containers --since=10m
      kctl logs -l app=web --prefix --tail=20
      kctl logs deployment/web --all-pods -f
      """)

  @Argument(help: ArgumentHelp("POD or TYPE/NAME, then the container", valueName: "pod")) var arguments: [String] = []

  @Flag(name: [.customShort("f"), .long], help: "Goes on printing as the container writes.") var follow = false
  @Flag(name: [.customShort("p"), .long], help: "The log of the container's run before this one.") var previous = false
  @Option(parsing: .unconditional, help: ArgumentHelp("Only the last lines; -1 prints all. With -l, 10 by default.", valueName: "lines"))
  var tail: Int?
  @Option(help: ArgumentHelp("Only lines newer than this, such as 10m.", valueName: "duration")) var since: String?
  @Option(help: ArgumentHelp("Only lines after this time (RFC 3339).", valueName: "time")) var sinceTime: String?
  @Option(help: ArgumentHelp("At most this many bytes.", valueName: "bytes")) var limitBytes: Int?
  @Flag(help: "Prints the time before each line.") var timestamps = false
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The container.", valueName: "name")) var container: String?
  @Flag(help: "All containers of the pod.") var allContainers = false
  @Flag(help: "All pods of the workload, not one of them; lines are prefixed.") var allPods = false
  @Flag(help: "Starts each line with the pod's and container's name.") var prefix = false
  @Flag(help: "A log that can't be read is no error for the others.") var ignoreErrors = false
  @Option(name: [.customShort("l", allowingJoined: true), .long], help: ArgumentHelp("All pods whose labels match.", valueName: "selector"))
  var selector: String = ""
  @Option(help: ArgumentHelp("With -f: at most this many logs at once.", valueName: "count")) var maxLogRequests: Int = 5
  @Flag(help: ArgumentHelp("The server speaks with its own kubelets.", visibility: .hidden)) var insecureSkipTlsVerifyBackend = false
  @OptionGroup var running: PodRunningOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    if since != nil, sinceTime != nil { throw CommandFailure("at most one of `sinceTime` or `sinceSeconds` may be specified") }
    if arguments.isEmpty, selector.isEmpty {
      throw CommandFailure(
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
          + "POD or TYPE/NAME is a required argument for the logs command\nSee 'kctl logs -h' for help and examples")
    }
    if !arguments.isEmpty, !selector.isEmpty { throw CommandFailure("only a selector (-l) or a POD name is allowed") }
    let wanted = container ?? (arguments.count == 2 ? arguments[1] : nil)
    if arguments.count > 2 || container != nil && arguments.count == 2 { throw CommandFailure("only one container may be named") }
    if allContainers, wanted != nil {
      throw CommandFailure("--all-containers=true should not be specified with container name \(wanted ?? "")")
    }
    let query = try options()
    let session = try await cluster.session()
    let lookup = PodLookup(session: session)
    var pods = allPods ? try await lookup.allPods(arguments.first ?? "", selector: selector) : try await lookup.pods(arguments.first, selector: selector)
    if !previous, pods.count == 1 { pods = [try await running.running(pods[0], of: arguments.first, session)] }
    let sources = try await sources(pods, container: wanted, session)
    if follow, sources.count > maxLogRequests {
      throw CommandFailure(
        "you are attempting to follow \(sources.count) log streams, but maximum allowed concurrency is \(maxLogRequests), "
          + "use --max-log-requests to increase the limit")
    }
    try await LogPrinter(session: session, query: query, prefixes: prefix || allPods, ignoresErrors: ignoreErrors)
      .run(sources, concurrently: follow && sources.count > 1)
  }

  private func options() throws -> QueryString {
    var query = QueryString()
    if follow { query.add("follow", "true") }
    if previous { query.add("previous", "true") }
    if timestamps { query.add("timestamps", "true") }
    let lines = tail ?? (selector.isEmpty ? -1 : 10)
    if lines >= 0 { query.add("tailLines", String(lines)) }
    if let limitBytes { query.add("limitBytes", String(limitBytes)) }
    if let since {
      let seconds = try GoDuration.parse(since, option: "since").components.seconds
      if seconds > 0 { query.add("sinceSeconds", String(seconds)) }
    }
    if let sinceTime {
      guard Timestamp(rfc3339: sinceTime) != nil else {
        throw CommandFailure("invalid time \"\(sinceTime)\": expected RFC 3339, such as 2026-01-31T12:00:00Z")
      }
      query.add("sinceTime", sinceTime)
    }
    return query
  }

  private func sources(_ pods: [Value], container: String?, _ session: ClusterSession) async throws -> [LogSource] {
    var sources: [LogSource] = []
    for pod in pods {
      if allContainers {
        for field in ["initContainers", "containers", "ephemeralContainers"] {
          for entry in pod[path: "spec", field]?.array ?? [] { sources.append(LogSource(pod: pod, container: entry["name"]?.string ?? "")) }
        }
      } else {
        let name = try await PodLookup(session: session).container(of: pod, named: container, announces: pods.count == 1)
        sources.append(LogSource(pod: pod, container: name))
      }
    }
    return sources
  }
}
