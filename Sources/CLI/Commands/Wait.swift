import APIMachinery
import ArgumentParser
import Basics

/// kctl wait.
struct Wait: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Waits for a condition on one or many resources.",
    discussion: """
      kctl wait --for=condition=Available deployment/web --timeout=60s
      kctl wait --for=create deployment/web --timeout=1m
      kctl wait --for=delete pod/web-1
      kctl wait --for=jsonpath='{.status.phase}'=Running pod/web-1
      """)

  @Argument(help: ArgumentHelp("TYPE NAME, TYPE/NAME or TYPE with -l or --all", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "All objects of the types in the namespace.") var all = false
  @Option(name: .customLong("for"),
    help: ArgumentHelp("create, delete, condition=NAME[=VALUE] or jsonpath={PATH}[=VALUE].", valueName: "condition"))
  var condition: String = ""
  @Flag(name: .customLong("local"),
    help: ArgumentHelp("There is nothing to wait for without a server.", visibility: .hidden)) var isLocal = false
  @Option(help: ArgumentHelp("How long to wait for all of them; 0 only looks.", valueName: "duration")) var timeout: String = "30s"
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let condition = try WaitCondition(condition)
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    // Negative means a week, as kubectl documents it.
    let limit: Duration = timeout < .zero ? .seconds(7 * 86_400) : timeout
    let deadline = session.now + limit
    let addresses = try await addresses(session, condition)
    if addresses.isEmpty, condition != .delete { throw CommandFailure("no matching resources found") }
    var late: [ObjectAddress] = []
    for address in addresses {
      let remaining = deadline - session.now
      // Those whose turn comes when the time is over are looked at all the same.
      let isOver = limit > .zero && remaining <= .zero
      let seen = Box()
      let met: Void? = try await session.environment.clock.withTimeout(isOver ? nil : max(remaining, .milliseconds(1))) {
        try await session.follow(address) { object in
          let isMet = try condition.isMet(by: object)
          await seen.set(object, isMet: isMet)
          if !isMet, limit == .zero { throw CommandFailure("condition not met for \(address.qualifiedName)") }
          return isMet || isOver
        }
      }
      guard met != nil, await seen.isMet else {
        late.append(address)
        continue
      }
      // Nothing was waited for where there was nothing.
      if condition == .delete, await seen.object == nil { continue }
      let object = await seen.object ?? ["kind": .string(address.resource.kind), "metadata": ["name": .string(address.name)]]
      try await printer.report("condition met", object, address)
    }
    try await tell(late, session)
  }

  private func tell(_ late: [ObjectAddress], _ session: ClusterSession) async throws {
    let texts = late.map { "timed out waiting for the condition on \($0.resource.plural)/\($0.name)" }
    if texts.count == 1 { throw CommandFailure(texts[0]) }
    for text in texts { try await session.console.error(text) }
    if !texts.isEmpty { throw CommandFailure.silent(exitCode: 1) }
  }

  private func addresses(_ session: ClusterSession, _ condition: WaitCondition) async throws -> [ObjectAddress] {
    if !files.paths.isEmpty {
      var addresses: [ObjectAddress] = []
      for manifest in try await files.read(session.environment) { addresses.append(try await session.address(of: manifest)) }
      return addresses
    }
    if resources.isEmpty { throw CommandFailure("arguments in resource/name form must have a single resource and name") }
    var request = ObjectSelection(takesWholeTypes: all, verb: "wait")
    request.arguments = resources
    (request.labelSelector, request.fieldSelector) = (selection.selector, selection.fieldSelector)
    request.allNamespaces = selection.allNamespaces
    var addresses: [ObjectAddress] = []
    for item in try await session.selections(request) {
      switch item {
      case .collection(let resource):
        let place = request.allNamespaces ? nil : session.namespace(for: resource)
        addresses += try await session.list(
          resource, namespace: place, labelSelector: request.labelSelector, fieldSelector: request.fieldSelector
        ).map { session.address(of: $0, resource) }
      case .object(let resource, let name):
        let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: name)
        // An object that isn't there can only be waited for in one way: an error now is kinder than a timeout later.
        if condition != .create, condition != .delete { _ = try await session.get(address) }
        addresses.append(address)
      }
    }
    return addresses
  }
}

/// The object last seen by a closure.
private actor Box {
  private(set) var object: Value?
  private(set) var isMet = false
  func set(_ object: Value?, isMet: Bool) {
    if let object { self.object = object }
    self.isMet = isMet
  }
}
