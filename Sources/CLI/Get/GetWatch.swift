import APIMachinery
import Basics

/// Prints a resource's objects, and then its changes until the program is interrupted.
struct GetWatch {
  let session: ClusterSession
  let query: GetQuery
  let printer: ObjectPrinter
  let printsList: Bool
  /// Prints events whole, the list as events that add its objects.
  let printsEvents: Bool

  func run() async throws {
    guard let limit = session.requestTimeout else { return try await follow() }
    // A watch is one request: it ends when the time of one is over.
    _ = try await session.environment.clock.withTimeout(limit) { try await follow() }
  }

  private func follow() async throws {
    guard query.selections.count == 1, let item = query.selections.first else {
      throw CommandFailure("you may only specify a single resource type with --watch")
    }
    let resource = item.selection.resource
    var query = query
    if case .object(_, let name) = item.selection { query.fieldSelector = "metadata.name=\(name)" }
    let fields = query.listQuery()
    var output = WatchOutput(self, resource: resource)
    let accept = printer.format.isHuman && query.asksForTables ? GetTables.accept : "application/json"
    let path = resource.path(namespace: item.namespace)
    let start = try await session.call("GET", path, query: fields, accept: accept)
    if printsList { try await output.print(list: start) }
    var resourceVersion = start["metadata"]?["resourceVersion"]?.string ?? ""
    while true {
      var watch = fields
      watch.add("allowWatchBookmarks", "true")
      watch.add("resourceVersion", nonEmpty: resourceVersion)
      for try await event in try await session.watch(resource, namespace: item.namespace, query: watch, accept: accept) {
        resourceVersion = Self.resourceVersion(event.object) ?? resourceVersion
        if event.type != "BOOKMARK" { try await output.print(event) }
      }
      try Task.checkCancellation()
      try await session.environment.clock.sleep(for: .seconds(1))
    }
  }

  private static func resourceVersion(_ object: Value) -> String? {
    let subject = object.kind == "Table" ? object["rows"]?[0]?["object"] ?? .null : object
    return subject.resourceVersion.isEmpty ? nil : subject.resourceVersion
  }
}

/// The lines of a watch, in the form that was asked for.
private struct WatchOutput {
  let watch: GetWatch
  let resource: APIResource
  var table: TablePrinter

  init(_ watch: GetWatch, resource: APIResource) {
    (self.watch, self.resource) = (watch, resource)
    var options = watch.query.table
    options.showsNamespace = watch.query.allNamespaces && resource.isNamespaced
    table = TablePrinter(options, singularName: resource.singularName)
  }

  mutating func print(list: Value) async throws {
    if list.kind == "Table" {
      if list["rows"]?.array?.isEmpty ?? true { return }
      return try await write(list)
    }
    let objects = (list["items"]?.array ?? []).map { $0.typed(resource) }
    if watch.printer.format.isHuman { return objects.isEmpty ? () : try await write(TablePrinter.table(of: objects, now: watch.session.now)) }
    for object in objects { try await printWhole(object, type: "ADDED") }
  }

  mutating func print(_ event: ClusterSession.RawWatchEvent) async throws {
    if event.object.kind == "Table" { return try await write(event.object, type: event.type) }
    guard watch.printer.format.isHuman else { return try await printWhole(event.object, type: event.type) }
    try await write(TablePrinter.table(of: [event.object], now: watch.session.now))
  }

  private func printWhole(_ object: Value, type: String) async throws {
    guard watch.printsEvents else { return try await watch.printer.print(object) }
    try await watch.printer.print(["type": .string(type), "object": object])
  }

  private mutating func write(_ rows: Value, type: String = "ADDED") async throws {
    table.add(watch.printsEvents ? Self.withEvent(type, rows) : rows)
    try await watch.session.console.write(table.flush())
  }

  /// The rows with the event's type in front.
  private static func withEvent(_ type: String, _ table: Value) -> Value {
    var table = table
    if let columns = table["columnDefinitions"]?.array, !columns.isEmpty {
      table["columnDefinitions"] = .array([["name": "Event", "type": "string", "priority": 0]] + columns)
    }
    table["rows"] = .array((table["rows"]?.array ?? []).map { row in
      var row = row
      row["cells"] = .array([.string(type)] + (row["cells"]?.array ?? []))
      return row
    })
    return table
  }
}
