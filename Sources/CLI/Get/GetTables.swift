import APIMachinery
import Client

/// Prints what `get` asked for as tables, one for each resource.
struct GetTables {
  let session: ClusterSession
  let query: GetQuery

  static let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

  /// Objects that don't exist are reported, and the others printed all the same; the exit code is 1 then.
  func run() async throws {
    var failures: [StatusError] = []
    var tables: [(group: Group, table: Value)] = []
    for group in groups() {
      do {
        let (table, missing) = try await table(group)
        failures += missing
        if !(table["rows"]?.array?.isEmpty ?? true) { tables.append((group, table)) }
      } catch let error as StatusError where query.selections.count > 1 || error.reason == .notFound {
        if error.reason == .notFound, query.ignoresNotFound { continue }
        failures.append(error)
      }
    }
    let printed = !tables.isEmpty
    let severalKinds = Set(tables.map(\.group.resource)).count > 1
    for (position, (group, table)) in tables.enumerated() {
      // Headers are what a blank line sets apart.
      if position > 0, !query.table.hidesHeaders { try await session.console.line("") }
      var options = options(group)
      options.showsKind = options.showsKind || severalKinds
      var printer = TablePrinter(options, singularName: group.resource.singularName)
      printer.add(table)
      try await session.console.write(printer.flush())
    }
    for failure in failures { try await session.console.error(ErrorText.text(failure)) }
    if !failures.isEmpty { throw CommandFailure.silent(exitCode: 1) }
    let namesObjects = query.selections.contains { if case .object = $0.selection { true } else { false } }
    if !printed, !namesObjects { try await session.console.error(Self.nothingFound(query)) }
  }

  static func nothingFound(_ query: GetQuery) -> String {
    let namespaces = Set(query.selections.map(\.namespace))
    if namespaces.count == 1, let namespace = query.selections.first?.namespace { return "No resources found in \(namespace) namespace." }
    return "No resources found"
  }

  /// Objects of one resource that were named one after the other are one table.
  struct Group {
    var resource: APIResource
    var namespace: String?
    /// nil: the whole collection.
    var names: [String]?
  }

  func groups() -> [Group] {
    var groups: [Group] = []
    for item in query.selections {
      switch item.selection {
      case .collection(let resource): groups.append(Group(resource: resource, namespace: item.namespace))
      case .object(let resource, let name):
        if let last = groups.last, last.resource == resource, last.namespace == item.namespace, let names = last.names {
          groups[groups.count - 1].names = names + [name]
        } else {
          groups.append(Group(resource: resource, namespace: item.namespace, names: [name]))
        }
      }
    }
    return groups
  }

  func options(_ group: Group) -> TablePrinter.Options {
    var options = query.table
    options.showsNamespace = query.allNamespaces && group.resource.isNamespaced
    return options
  }

  /// Of several objects that were named, those that aren't there are told of apart.
  func table(_ group: Group) async throws -> (table: Value, missing: [StatusError]) {
    var pages: [Value] = []
    var missing: [StatusError] = []
    if let names = group.names {
      for name in names {
        do {
          let path = group.resource.path(namespace: group.namespace, name: name, subresource: query.subresource)
          pages.append(try await page(path, QueryString()))
        } catch let error as StatusError where error.reason == .notFound && names.count > 1 {
          if !query.ignoresNotFound { missing.append(error) }
        }
      }
    } else {
      pages = try await collection(group)
    }
    return (sorted(Self.merged(pages)), missing)
  }

  private func collection(_ group: Group) async throws -> [Value] {
    var pages: [Value] = []
    var continueToken = ""
    repeat {
      var fields = query.listQuery()
      if query.pageSize > 0 { fields.add("limit", String(query.pageSize)) }
      fields.add("continue", nonEmpty: continueToken)
      let answer = try await page(group.resource.path(namespace: group.namespace), fields)
      pages.append(answer)
      continueToken = answer["metadata"]?["continue"]?.string ?? ""
    } while !continueToken.isEmpty
    return pages
  }

  private func page(_ path: String, _ fields: QueryString) async throws -> Value {
    var fields = fields
    if query.sortBy != nil { fields.add("includeObject", "Object") }
    return asTable(try await session.call("GET", path, query: fields, accept: query.asksForTables ? Self.accept : "application/json"))
  }

  private func asTable(_ answer: Value) -> Value {
    if answer.kind == "Table" { return answer }
    let objects = answer.kind.hasSuffix("List") ? answer["items"]?.array ?? [] : [answer]
    var table = TablePrinter.table(of: objects, now: session.now)
    table["metadata"] = answer["metadata"]
    return table
  }

  private static func merged(_ pages: [Value]) -> Value {
    guard var table = pages.first else { return ["kind": "Table", "rows": []] }
    table["rows"] = .array(pages.flatMap { $0["rows"]?.array ?? [] })
    table["metadata"] = pages.last?["metadata"]
    return table
  }

  private func sorted(_ table: Value) -> Value {
    guard let sortBy = query.sortBy else { return table }
    var table = table
    table["rows"] = .array(sortBy.sorted(table["rows"]?.array ?? []) { $0["object"] ?? .null })
    return table
  }
}
