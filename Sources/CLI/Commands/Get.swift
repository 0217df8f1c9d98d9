import APIMachinery
import ArgumentParser
import Client

/// kctl get: prints objects.
struct Get: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Displays one or many resources.",
    discussion: """
      kctl get pods
      kctl get deployment/web service/web -o yaml
      kctl get pods,services -A -l app=web -o wide
      kctl get pods -w
      kctl get pods --at '2 hours ago'
      """)

  @Argument(help: ArgumentHelp("TYPE[,TYPE] [NAME ...] or TYPE/NAME ...", valueName: "resource"))
  var resources: [String] = []

  @OptionGroup var files: FileOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(name: [.short, .long], help: "After the list, prints changes as they happen.")
  var watch = false

  @Flag(help: "Prints changes as they happen, without the list first.")
  var watchOnly = false

  @Option(help: ArgumentHelp("Sorts by this field, a JSONPath such as .metadata.creationTimestamp.", valueName: "path"))
  var sortBy: String?

  @Flag(help: "Adds a column with all labels.")
  var showLabels = false

  @Option(name: [.customShort("L", allowingJoined: true), .long],
    help: ArgumentHelp("Adds a column for each of these labels.", valueName: "label,…"))
  var labelColumns: [String] = []

  @Flag(help: "Prints no column headers.")
  var noHeaders = false

  @Flag(help: "Prefixes names with their type.")
  var showKind = false

  @Flag(help: "An object that doesn't exist is no error.")
  var ignoreNotFound = false

  @Flag(help: "With --watch: prints the events whole, each with its type.")
  var outputWatchEvents = false

  @Flag(inversion: .prefixedNo, help: "The server makes the tables; without it they have names and ages alone.")
  var serverPrint = true

  @Option(help: ArgumentHelp("How many objects to ask for at a time; 0 asks for all at once.", valueName: "count"))
  var chunkSize: Int = 500

  @Option(help: ArgumentHelp("The part of the objects to get, such as status or scale; they must be named.", valueName: "name"))
  var subresource: String?

  @Option(help: ArgumentHelp("A path of the API to print as it is, such as /version.", valueName: "path"))
  var raw: String?

  @OptionGroup var point: PointInTimeOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await point.session(cluster.session())
    if point.at != nil, watch || watchOnly { throw CommandFailure("the past doesn't change: --watch and --at exclude each other") }
    if let raw {
      guard resources.isEmpty, files.paths.isEmpty else { throw CommandFailure("arguments may not be passed when --raw is specified") }
      return try await session.console.write(bytes: try await RawRequest.send("GET", raw, session).bytes())
    }
    if outputWatchEvents, !watch, !watchOnly { throw CommandFailure("--output-watch-events option can only be used with --watch or --watch-only") }
    let printer = try await output.printer(session.environment)
    var request = ObjectSelection(takesWholeTypes: true, verb: "get")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    (request.labelSelector, request.fieldSelector) = (selection.selector, selection.fieldSelector)
    request.allNamespaces = selection.allNamespaces
    let selections = try await self.selections(request, session)
    var options = TablePrinter.Options()
    options.isWide = printer.format == .human(isWide: true)
    (options.showsLabels, options.hidesHeaders) = (showLabels, noHeaders)
    options.showsColors = session.console.usesColor
    // Who asks for more columns wants to see them whole.
    options.available = options.isWide || showLabels ? nil : session.console.width
    options.labelColumns = labelColumns.flatMap { $0.split(separator: ",").map(String.init) }
    let isCollection = selections.contains { if case .collection = $0.selection { true } else { false } }
    options.showsKind = showKind || isCollection && Set(selections.map(\.selection.resource)).count > 1
    let query = GetQuery(
      selections: selections, labelSelector: request.labelSelector, fieldSelector: request.fieldSelector,
      allNamespaces: request.allNamespaces, pageSize: chunkSize, sortBy: try sortBy.map { try FieldExpression($0) },
      ignoresNotFound: ignoreNotFound, table: options, subresource: try await checkedSubresource(selections), asksForTables: serverPrint)
    if watch || watchOnly {
      return try await GetWatch(session: session, query: query, printer: printer, printsList: !watchOnly, printsEvents: outputWatchEvents).run()
    }
    if printer.format.isHuman { return try await GetTables(session: session, query: query).run() }
    try await printObjects(query, printer, session)
  }

  private func selections(_ request: ObjectSelection, _ session: ClusterSession) async throws -> [GetQuery.Item] {
    var items: [GetQuery.Item] = []
    for manifest in request.manifests {
      let address = try await session.address(of: manifest)
      items.append(.init(selection: .object(address.resource, name: address.name), namespace: address.namespace))
    }
    guard items.isEmpty else { return items }
    if request.arguments.isEmpty {
      throw CommandFailure.plain(
        "You must specify the type of resource to get. Use \"kctl api-resources\" for a complete list of supported resources.\n\n"
          + "error: Required resource not specified.\n"
          + "Use \"kctl explain <resource>\" for a detailed description of that resource (e.g. kctl explain pods).\n"
          + "See 'kctl get -h' for help and examples")
    }
    return try await session.selections(request).map { selection in
      let place = request.allNamespaces ? nil : session.namespace(for: selection.resource)
      return .init(selection: selection, namespace: place)
    }
  }

  /// Only objects have parts, and only those that discovery tells of.
  private func checkedSubresource(_ items: [GetQuery.Item]) async throws -> String? {
    guard let subresource, !subresource.isEmpty else { return nil }
    if watch || watchOnly { throw CommandFailure("--subresource and --watch exclude each other") }
    for item in items {
      guard case .object(let resource, _) = item.selection else {
        throw CommandFailure("--subresource needs the names of the objects")
      }
      guard resource.subresources.contains(subresource) else {
        throw CommandFailure("\(resource.plural) have no subresource \"\(subresource)\"; there are: \(resource.subresources.sorted().joined(separator: ", "))")
      }
    }
    return subresource
  }

  private func printObjects(_ query: GetQuery, _ printer: ObjectPrinter, _ session: ClusterSession) async throws {
    var (objects, missing) = try await query.objects(session)
    if let sortBy = query.sortBy { objects = sortBy.sorted(objects) }
    if objects.isEmpty, ignoreNotFound, query.isOneObject { return }
    if query.isOneObject, let object = objects.first { return try await printer.print(object, noHeaders: noHeaders) }
    if !objects.isEmpty || missing == 0 { try await printer.print(list: objects, noHeaders: noHeaders) }
    if missing > 0 { throw CommandFailure.silent(exitCode: 1) }
  }
}
