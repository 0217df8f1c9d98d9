import APIMachinery
import APISchemas
import ArgumentParser
import Basics

/// kctl events.
struct Events: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists events, the latest last.",
    discussion: """
      kctl events --for pod/web-1
      kctl events --types=Warning -A
      """)

  @Option(name: .customLong("for"), help: ArgumentHelp("Only events of this object, as TYPE/NAME.", valueName: "resource"))
  var subject: String = ""
  @Option(help: ArgumentHelp("Only events of these types.", valueName: "Normal,Warning")) var types: String = ""
  @Flag(name: [.short, .long], help: "After the list, prints events as they happen.") var watch = false
  @Flag(name: [.customShort("A"), .long], help: "Looks in all namespaces.") var allNamespaces = false
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @Option(help: ArgumentHelp("How many events to ask for at a time; 0 asks for all at once.", valueName: "count")) var chunkSize: Int = 500
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let wanted = types.split(separator: ",").map { $0.lowercased() }
    for type in wanted where !["normal", "warning"].contains(type) { throw CommandFailure("valid --types are Normal or Warning") }
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    let resource = APIResource(group: "", version: "v1", kind: "Event", plural: "events")
    let selector = try await fieldSelector(session)
    let namespace = allNamespaces ? nil : session.namespace
    func isWanted(_ event: Value) -> Bool { wanted.isEmpty || wanted.contains(event["type"]?.string?.lowercased() ?? "") }
    let never = Timestamp(secondsSinceEpoch: 0)
    let found = try await session.list(resource, namespace: namespace, fieldSelector: selector, pageSize: chunkSize).filter(isWanted)
      .sorted { EventsDescription.lastSeen($0) ?? never < EventsDescription.lastSeen($1) ?? never }
    if !printer.format.isHuman {
      try await printer.print(list: found)
    } else if found.isEmpty, !watch {
      let place = allNamespaces ? "" : " in \(session.namespace) namespace"
      return try await session.console.error("No events found\(place).")
    } else {
      var columns = ColumnWriter(available: session.console.width)
      if !noHeaders { columns.add((allNamespaces ? ["NAMESPACE"] : []) + ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]) }
      let warning = (allNamespaces ? [nil] : []) + [nil, session.console.usesColor ? Console.Color.yellow : nil]
      for event in found { columns.add(row(event, session.now), colors: event["type"]?.string == "Warning" ? warning : []) }
      try await session.console.write(columns.flush())
    }
    guard watch else { return }
    var query = QueryString()
    query.add("fieldSelector", nonEmpty: selector)
    let seen = Set(found.map { $0.uid + "/" + $0.resourceVersion })
    for try await event in try await session.watch(resource, namespace: namespace, query: query)
    where event.type != "DELETED" && event.type != "BOOKMARK" && isWanted(event.object) {
      if seen.contains(event.object.uid + "/" + event.object.resourceVersion) { continue }
      if printer.format.isHuman {
        try await session.console.line(row(event.object, session.now).joined(separator: "   "))
      } else {
        try await printer.print(event.object)
      }
    }
  }

  private func fieldSelector(_ session: ClusterSession) async throws -> String {
    if subject.isEmpty { return "" }
    let parsed = try ResourceArguments(catalog: await session.catalog()).parse([subject], verb: "events")
    guard case .object(let resource, let name)? = parsed.first else { throw CommandFailure("--for must be in resource/name form") }
    return "involvedObject.kind=\(resource.kind),involvedObject.name=\(name)"
  }

  private func row(_ event: Value, _ now: Timestamp) -> [String] {
    let object = event["involvedObject"] ?? event["regarding"]
    let age = EventsDescription(now: now).age(event)
    return (allNamespaces ? [event.namespace] : []) + [
      age, event["type"]?.string ?? "", event["reason"]?.string ?? "",
      "\(object?["kind"]?.string ?? "")/\(object?["name"]?.string ?? "")",
      (event["message"]?.string ?? event["note"]?.string ?? "").trimmed,
    ]
  }
}
