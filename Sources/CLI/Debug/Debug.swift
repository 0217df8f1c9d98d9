import APIMachinery
import ArgumentParser
import Basics
import Client

/// kctl debug: a container to look around with, in a pod, in a copy of one, or on a node.
struct Debug: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts a container to look around with into a pod, a copy of a pod, or on a node.",
    discussion: """
      In a running pod, it is an ephemeral container, which stays listed until the pod ends. With --copy-to it is a container of a new pod \
      that is like the old one. On a node it is a pod there, with the node's file system at /host.

      kctl debug web-1 -it --image=localhost/busybox:demo
      kctl debug web-1 -it --image=localhost/busybox:demo --target=httpd --profile=general
      kctl debug web-1 -it --image=localhost/busybox:demo --copy-to=web-debug --share-processes
      kctl debug web-1 --copy-to=web-debug --set-image=*=localhost/busybox:demo
      kctl debug node/node-1 -it --image=localhost/busybox:demo --profile=sysadmin
      """)

  @Argument(help: ArgumentHelp("POD, TYPE/NAME or node/NAME", valueName: "target")) var target: String?
  @OptionGroup var files: FileOptions
  @OptionGroup var container: DebugContainerOptions
  @OptionGroup var copy: DebugCopyOptions
  @Option(help: ArgumentHelp("What the container may do and see.", valueName: "legacy|general|baseline|netadmin|restricted|sysadmin"))
  var profile: String = "legacy"
  @Option(help: ArgumentHelp("A file with fields of a container, JSON or YAML, that are merged over it.", valueName: "file"), completion: .file())
  var custom: String?
  @Flag(inversion: .prefixedNo, help: "Waits for the container and joins it; on with -i.") var attach: Bool?
  @Flag(name: [.customShort("q"), .long], help: "Prints only what the container prints.") var quiet = false
  @Argument(parsing: .postTerminator, help: "The command, after --; with --arguments-only its arguments.") var command: [String] = []
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    try check()
    let profile = try DebugProfile(named: profile)
    let environment = CommandEnvironment.current
    if profile == .legacy, !quiet {
      try await Console(environment).error(
        "--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, "
          + "for example \"--profile=general\".")
    }
    let session = try await cluster.session()
    var plan = DebugPlan(options: container, copy: copy, command: command, profile: profile)
    if let custom { plan.custom = try Self.fields(try await environment.files.read(custom), custom) }
    var failed = false
    for target in try await located(session) {
      do {
        try await debug(target, plan, session)
      } catch let error as StatusError {
        try await session.console.error(ErrorText.text(error))
        failed = true
      }
    }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }

  private func check() throws {
    try copy.check(container, command: command)
    if target == nil, files.paths.isEmpty { throw CommandFailure("NAME or filename is required for debug") }
    if !container.target.isEmpty {
      if copy.isCopy { throw CommandFailure("--target is incompatible with --copy-to. Use --share-processes instead.") }
      if copy.shareProcesses == false { throw CommandFailure("--target requires --share-processes") }
    }
    if container.tty, !container.stdin { throw CommandFailure("-i/--stdin is required for containers with -t/--tty=true") }
    if let policy = container.imagePullPolicy, !["Always", "IfNotPresent", "Never"].contains(policy) {
      throw CommandFailure("invalid image pull policy: \(policy)")
    }
  }

  private func located(_ session: ClusterSession) async throws -> [LocatedObject] {
    var request = ObjectSelection(verb: "debug")
    // A bare name is a pod's.
    request.arguments = target.map { $0.contains("/") ? [$0] : ["pods", $0] } ?? []
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    return try await session.locate(request)
  }

  private func debug(_ target: LocatedObject, _ plan: DebugPlan, _ session: ClusterSession) async throws {
    var plan = plan
    let debugged: (pod: Value, container: String)
    switch target.object.kind {
    case "Node": debugged = try await DebugTargets(session: session, isQuiet: quiet).visit(target, &plan)
    case "Pod" where copy.isCopy: debugged = try await DebugTargets(session: session, isQuiet: quiet).copy(target, &plan)
    case "Pod": debugged = try await DebugTargets(session: session, isQuiet: quiet).join(target, &plan)
    default:
      let pods = try await PodLookup(session: session).pods("\(target.address.resource.plural)/\(target.address.name)", selector: "")
      guard let pod = pods.first, let resource = try await session.catalog().resource(named: "pods") else {
        throw CommandFailure("\"\(target.object.kind)\" not supported by debug")
      }
      return try await debug(LocatedObject(address: session.address(of: pod, resource), object: pod), plan, session)
    }
    guard attach ?? container.stdin, !debugged.container.isEmpty else { return }
    try await DebugAttachment(session: session, usesInput: container.stdin, wantsTerminal: container.tty, isQuiet: quiet)
      .run(debugged.pod, debugged.container)
  }

  private static func fields(_ bytes: [UInt8], _ path: String) throws -> Value {
    let value: Value
    do { value = try YAML.decode(bytes) } catch {
      throw CommandFailure("unable to decode partial container spec of \(path): \(error)")
    }
    guard value.object != nil else { throw CommandFailure("unable to decode partial container spec of \(path): it is no object") }
    for field in ["name", "command", "image", "lifecycle", "volumeDevices"] where value[field] != nil {
      throw CommandFailure("\(field) can't be set by --custom")
    }
    return value
  }
}
