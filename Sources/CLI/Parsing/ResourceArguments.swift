import APIMachinery

/// What the positional arguments of a command name: whole types, or objects.
enum ResourceSelection: Sendable, Equatable {
  case collection(APIResource)
  case object(APIResource, name: String)

  var resource: APIResource {
    switch self { case .collection(let resource), .object(let resource, _): resource }
  }
}

/// Reads `TYPE[,TYPE…] [NAME…]` and `TYPE/NAME …`.
struct ResourceArguments {
  let catalog: ResourceCatalog

  func parse(_ arguments: [String], verb: String) throws(CommandFailure) -> [ResourceSelection] {
    if arguments.contains(where: { $0.contains("/") }) { return try pairs(arguments, verb) }
    guard let types = arguments.first else { return [] }
    var resources: [APIResource] = []
    for type in types.split(separator: ",", omittingEmptySubsequences: false) { resources += try self.resources(String(type)) }
    let names = arguments.dropFirst()
    if names.isEmpty { return resources.map { .collection($0) } }
    return resources.flatMap { resource in names.map { .object(resource, name: $0) } }
  }

  private func pairs(_ arguments: [String], _ verb: String) throws(CommandFailure) -> [ResourceSelection] {
    var selections: [ResourceSelection] = []
    for argument in arguments {
      guard argument.contains("/") else {
        throw CommandFailure(
          "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form "
            + "(e.g. 'kctl \(verb) resource/<resource_name>' instead of 'kctl \(verb) resource resource/<resource_name>'")
      }
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw CommandFailure("arguments in resource/name form may not have more than one slash") }
      guard !parts[0].isEmpty, !parts[1].isEmpty else {
        throw CommandFailure("arguments in resource/name form must have a single resource and name")
      }
      selections.append(.object(try resource(parts[0]), name: parts[1]))
    }
    return selections
  }

  func resource(_ name: String) throws(CommandFailure) -> APIResource {
    guard let resource = catalog.resource(named: name) else {
      throw CommandFailure("the server doesn't have a resource type \"\(name)\"")
    }
    return resource
  }

  private func resources(_ name: String) throws(CommandFailure) -> [APIResource] {
    if name.isEmpty { throw CommandFailure("arguments must consist of a resource or a resource and name") }
    let category = catalog.resources(inCategory: name)
    return category.isEmpty ? [try resource(name)] : category
  }
}
