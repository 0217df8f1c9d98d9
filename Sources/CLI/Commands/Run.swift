import APIMachinery
import ArgumentParser
import Client

/// kctl run: a pod from the command line.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs an image in a pod.",
    discussion: """
      kctl run web --image=localhost/busybox:demo --port=8080
      kctl run -it --rm shell --image=localhost/busybox:demo --restart=Never -- sh
      """)

  @Argument(help: "The pod's name.") var name: String
  @Option(help: ArgumentHelp("The image.", valueName: "image")) var image: String
  @Option(help: ArgumentHelp("NAME=VALUE for the container's environment. May be repeated.", valueName: "variable")) var env: [String] = []
  @Option(name: [.customShort("l", allowingJoined: true), .long], help: ArgumentHelp("Labels: a=b,c=d.", valueName: "labels")) var labels: String?
  @Option(help: ArgumentHelp("Annotations: a=b. May be repeated.", valueName: "annotation")) var annotations: [String] = []
  @Option(help: ArgumentHelp("The port that the container listens on.", valueName: "port")) var port: Int?
  @Option(help: ArgumentHelp("Always, OnFailure or Never.", valueName: "policy")) var restart: String = "Always"
  @Option(help: ArgumentHelp("Always, IfNotPresent or Never.", valueName: "policy")) var imagePullPolicy: String?
  @Flag(help: "What follows -- replaces the image's command, not only its arguments.") var command = false
  @Flag(name: [.customShort("i"), .long], help: "Passes standard input on.") var stdin = false
  @Flag(name: [.customShort("t"), .long], help: "Gives the container a terminal.") var tty = false
  @Flag(help: "Waits for the pod and joins it; on with -i.") var attach = false
  @Flag(name: .customLong("rm"), help: "Deletes the pod when it has ended or been left.") var removes = false
  @Flag(name: [.customShort("q"), .long], help: "Prints only what the container prints.") var quiet = false
  @Flag(help: "Makes the container privileged.") var privileged = false
  @OptionGroup var overrides: ObjectOverrides
  @Flag(help: "Makes a service of the pod's name for its port, too; needs --port.") var expose = false
  @Flag(help: "Leaves the container's input open when the first who is joined to it leaves.") var leaveStdinOpen = false
  @OptionGroup var deletion: RunDeletionOptions
  @Option(help: ArgumentHelp("How long to wait for the pod to run.", valueName: "duration")) var podRunningTimeout: String = "1m0s"
  @Argument(parsing: .postTerminator, help: "Arguments, or with --command the command.") var arguments: [String] = []
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let joins = attach || stdin
    guard ["Always", "OnFailure", "Never"].contains(restart) else { throw CommandFailure("invalid restart policy: \(restart)") }
    if tty, !stdin { throw CommandFailure("-i/--stdin is required for containers with -t/--tty=true") }
    if expose, port == nil { throw CommandFailure("--port must be set when exposing a service") }
    if removes, !joins { throw CommandFailure("--rm should only be used for attached containers") }
    if joins, options.dryRun.dryRun != .none { throw CommandFailure("--dry-run=\(options.dryRun.dryRun.rawValue) can't be used with attached containers options (--attach, --stdin, or --tty)") }
    let pod = try pod()
    guard joins else {
      let printer = try await options.output.printer(CommandEnvironment.current)
      if expose { try await options.create(service(of: pod), plural: "services", printer: printer) }
      return try await options.create(pod, plural: "pods", printer: printer)
    }
    let session = try await options.cluster.session()
    guard let resource = try await session.catalog().resource(named: "pods") else { throw CommandFailure("the server has no pods") }
    if expose { try await options.create(service(of: pod), plural: "services") }
    let created = try await session.create(options.saved(pod), resource, namespace: session.namespace, try options.writeFlags())
    let address = session.address(of: created, resource)
    var failure: (any Error)?
    do { try await join(address, session) } catch { failure = error }
    if removes {
      let gone = try await session.delete(address, try deletion.flags())
      if !quiet { try await session.console.line("pod \"\(name)\" deleted from \(address.namespace ?? "") namespace") }
      if deletion.wait { try await DeletionWait(session: session, timeout: deletion.limit()).run([LocatedObject(address: address, object: gone)]) }
    }
    if let failure { throw failure }
  }

  /// It finds the pod by the pod's own labels, and has those that were asked for.
  func service(of pod: Value) -> Value {
    let labels = pod[path: "metadata", "labels"] ?? [:]
    var service: Value = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)],
      "spec": ["selector": labels, "ports": [["port": .int(Int64(port ?? 0)), "protocol": "TCP", "targetPort": .int(Int64(port ?? 0))]]],
    ]
    if self.labels != nil { service[path: "metadata", "labels"] = labels }
    return service
  }

  func pod() throws -> Value {
    var container: Value = ["name": .string(name), "image": .string(image)]
    if !arguments.isEmpty { container[command ? "command" : "args"] = .array(arguments.map { .string($0) }) }
    if !env.isEmpty {
      container["env"] = .array(try env.map { text in
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { throw CommandFailure("invalid env: \(text)") }
        return ["name": .string(parts[0]), "value": .string(parts[1])]
      })
    }
    if let port { container["ports"] = [["containerPort": .int(Int64(port))]] }
    if let imagePullPolicy { container["imagePullPolicy"] = .string(imagePullPolicy) }
    if stdin {
      container["stdin"] = true
      if !leaveStdinOpen { container["stdinOnce"] = true }
    }
    if tty { container["tty"] = true }
    if privileged { container["securityContext"] = ["privileged": true] }
    var metadata: Value = ["name": .string(name), "labels": .object(Object(try labels.map { try Self.pairs($0.split(separator: ",").map(String.init)) } ?? [("run", .string(name))]))]
    if !annotations.isEmpty { metadata["annotations"] = .object(Object(try Self.pairs(annotations))) }
    let pod: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": ["containers": [container], "restartPolicy": .string(restart)],
    ]
    return try overrides.applied(to: pod)
  }

  private static func pairs(_ texts: [String]) throws -> [(String, Value)] {
    try texts.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else { throw CommandFailure("unexpected label or annotation: \(text)") }
      return (parts[0], .string(parts[1]))
    }
  }

  /// Waits until the container runs, or has run already; then its output is all that is left of it.
  private func join(_ address: ObjectAddress, _ session: ClusterSession) async throws {
    let timeout = try GoDuration.parse(podRunningTimeout, option: "pod-running-timeout")
    let finished: Void? = try await session.environment.clock.withTimeout(timeout > .zero ? timeout : nil) {
      try await session.follow(address) { pod in
        guard let pod else { throw CommandFailure("the pod \(address.name) was deleted") }
        return ["Running", "Succeeded", "Failed"].contains(pod[path: "status", "phase"]?.string ?? "")
      }
    }
    guard finished != nil else { throw CommandFailure("timed out waiting for the condition") }
    let pod = try await session.get(address)
    if pod[path: "status", "phase"]?.string == "Running" {
      try await AttachSession(session: session, usesInput: stdin, wantsTerminal: tty, isQuiet: quiet).runOrShowLog(pod, name)
    } else {
      let log = try await session.send("GET", address.path(subresource: "log"), query: QueryString(["container": name]))
      try await session.console.write(bytes: try await log.bytes())
    }
    let ended = try await session.get(address)
    let code = ended[path: "status", "containerStatuses"]?.array?.first?[path: "state", "terminated", "exitCode"]?.int ?? 0
    if code != 0 { throw CommandFailure("pod \(session.namespace)/\(address.name) terminated (exit code \(code))", exitCode: Int32(clamping: code)) }
  }
}
