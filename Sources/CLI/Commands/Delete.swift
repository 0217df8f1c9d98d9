import APIMachinery
import ArgumentParser
import Basics
import Client

/// kctl delete.
struct Delete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Deletes resources by manifest, name or label selector.",
    discussion: """
      kctl delete pod/web-1 --now
      kctl delete -f web.yaml
      kctl delete pods,services -l app=web
      kctl delete deployments --all --interactive
      """)

  @Argument(help: ArgumentHelp("TYPE[,TYPE] [NAME ...] or TYPE/NAME ...", valueName: "resource"))
  var resources: [String] = []

  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Deletes all objects of the types in the namespace.")
  var all = false

  @Option(parsing: .unconditional,
    help: ArgumentHelp("How long the object has to end by itself; 0 only with --force.", valueName: "seconds"))
  var gracePeriod: Int = -1

  @Flag(help: "Removes the object from the API at once, without waiting for what it runs to end.")
  var force = false

  @Flag(help: "A grace period of one second.")
  var now = false

  @Option(help: ArgumentHelp("What becomes of objects that this one owns.", valueName: "background|foreground|orphan"))
  var cascade: String = "background"

  @Flag(inversion: .prefixedNo, help: "Waits until the objects are gone.")
  var wait = true

  @Option(help: ArgumentHelp("How long to wait; 0 means as long as it takes.", valueName: "duration"))
  var timeout: String = "0"

  @Flag(help: "An object that doesn't exist is no error.")
  var ignoreNotFound = false

  @Flag(name: [.customShort("i"), .long], help: "Asks before anything is deleted.")
  var interactive = false

  @Option(help: ArgumentHelp("A path of the API to delete as it is.", valueName: "path"))
  var raw: String?

  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("name: prints only names.", valueName: "name"))
  var output: String = ""

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard output.isEmpty || output == "name" else {
      throw CommandFailure("unexpected -o output mode: \(output). We only support '-o name'")
    }
    if let raw {
      guard resources.isEmpty else { throw CommandFailure("arguments may not be passed when --raw is specified") }
      return try await RawRequest("DELETE", raw, files: files).run(cluster)
    }
    let flags = try deletionFlags()
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    let session = try await cluster.session()
    if force, gracePeriod <= 0, dryRun.dryRun == .none {
      try await session.console.error(
        "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
          + "The resource may continue to run on the cluster indefinitely.")
    }
    var failed = false
    var pending: [LocatedObject] = []
    let addresses = try await addresses(session)
    if interactive, dryRun.dryRun == .none, !addresses.isEmpty {
      guard try await confirms(addresses, session) else { return try await session.console.line("deletion is cancelled") }
    }
    for address in addresses {
      do {
        let before = dryRun.dryRun == .client ? try await session.get(address) : try await session.delete(address, flags)
        try await report(address, session)
        if dryRun.dryRun == .none { pending.append(LocatedObject(address: address, object: before)) }
      } catch let error as StatusError where error.reason == .notFound && (ignoreNotFound || all || !selection.selector.isEmpty) {
        continue
      } catch let error as StatusError {
        try await session.console.error(ErrorText.text(error))
        failed = true
      }
    }
    if wait, !(force && gracePeriod <= 0) { try await DeletionWait(session: session, timeout: timeout).run(pending) }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }

  private func deletionFlags() throws -> DeletionFlags {
    if now, gracePeriod >= 0 { throw CommandFailure("--now and --grace-period cannot be specified together") }
    if gracePeriod == 0, !force {
      // kubectl's rule: 0 would drop the object while it still runs; one second is as good for who didn't say --force.
      return try DeletionFlags(isServerDryRun: dryRun.dryRun == .server, gracePeriodSeconds: 1, propagation: propagation())
    }
    if force, gracePeriod > 0 { throw CommandFailure("--force and --grace-period greater than 0 cannot be specified together") }
    let seconds = force ? 0 : now ? 1 : gracePeriod >= 0 ? gracePeriod : nil
    return try DeletionFlags(isServerDryRun: dryRun.dryRun == .server, gracePeriodSeconds: seconds, propagation: propagation())
  }

  private func propagation() throws -> DeleteOptions.Propagation { try Self.propagation(cascade) }

  static func propagation(_ cascade: String) throws(CommandFailure) -> DeleteOptions.Propagation {
    switch cascade {
    case "background", "true": return .background
    case "foreground": return .foreground
    case "orphan", "false": return .orphan
    default: throw CommandFailure("invalid cascade value (\(cascade)). Must be \"background\", \"foreground\", or \"orphan\"")
    }
  }

  private func addresses(_ session: ClusterSession) async throws -> [ObjectAddress] {
    if !files.paths.isEmpty {
      var addresses: [ObjectAddress] = []
      for manifest in try await files.read(session.environment) { addresses.append(try await session.address(of: manifest)) }
      return addresses
    }
    if all, !selection.selector.isEmpty { throw CommandFailure("setting 'all' parameter but found a non empty selector. ") }
    var request = ObjectSelection(takesWholeTypes: all, verb: "delete")
    request.arguments = resources
    (request.labelSelector, request.fieldSelector) = (selection.selector, selection.fieldSelector)
    request.allNamespaces = selection.allNamespaces
    guard !resources.isEmpty else { return try await session.locate(request).map(\.address) }
    var addresses: [ObjectAddress] = []
    for item in try await session.selections(request) {
      switch item {
      case .object(let resource, let name):
        addresses.append(ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: name))
      case .collection(let resource):
        let place = request.allNamespaces ? nil : session.namespace(for: resource)
        addresses += try await session.list(
          resource, namespace: place, labelSelector: request.labelSelector, fieldSelector: request.fieldSelector
        ).map { session.address(of: $0, resource) }
      }
    }
    if addresses.isEmpty { try await session.console.line("No resources found") }
    return addresses
  }

  private func confirms(_ addresses: [ObjectAddress], _ session: ClusterSession) async throws -> Bool {
    try await session.console.line("You are about to delete the following \(addresses.count) resource(s):")
    for address in addresses { try await session.console.line(address.resource.plural + "/" + address.name) }
    try await session.console.write("Do you want to continue? (y/N): ")
    var answer: [UInt8] = []
    for await chunk in session.environment.standardInput() {
      answer += chunk
      if answer.contains(10) { break }
    }
    return ["y", "yes"].contains(String(decoding: answer.prefix { $0 != 10 }, as: UTF8.self).trimmed.lowercased())
  }

  private func report(_ address: ObjectAddress, _ session: ClusterSession) async throws {
    if output == "name" { return try await session.console.line(address.qualifiedName) }
    let place = address.namespace.map { " from \($0) namespace" } ?? ""
    let how = force && gracePeriod <= 0 ? "force deleted" : "deleted"
    try await session.console.line("\(address.resource.singularName) \"\(address.name)\" \(how)\(place)\(dryRun.dryRun.suffix)")
  }
}

/// Waits until deleted objects are gone; one of the same name with another uid counts as gone.
struct DeletionWait {
  let session: ClusterSession
  let timeout: Duration

  func run(_ objects: [LocatedObject]) async throws {
    let deadline = timeout > .zero ? session.now + timeout : nil
    for located in objects {
      let uid = Self.uid(located.object)
      let limit = deadline.map { $0 - session.now }
      let waited: Void? = try await session.environment.clock.withTimeout(limit) {
        try await session.follow(located.address) { object in
          guard let object else { return true }
          return uid.map { $0 != object.uid } ?? false
        }
      }
      if waited == nil {
        throw CommandFailure("timed out waiting for the condition on \(located.address.resource.plural)/\(located.address.name)")
      }
    }
  }

  /// A deletion answers with the object or with a Status that names its uid.
  private static func uid(_ answer: Value) -> String? {
    let uid = answer.kind == "Status" ? answer["details"]?["uid"]?.string ?? "" : answer.uid
    return uid.isEmpty ? nil : uid
  }
}
