import APIMachinery

/// The objects a command is asked to work on, from names, types with selectors, or manifests.
struct ObjectSelection: Sendable {
  var arguments: [String] = []
  var manifests: [Manifest] = []
  var labelSelector = ""
  var fieldSelector = ""
  var allNamespaces = false
  /// How many objects are asked for at a time.
  var pageSize = 500
  /// True: a bare type means all of its objects. False: it needs `--all` or a selector.
  var takesWholeTypes = false
  /// For messages: `get`, `label`.
  var verb: String
}

/// An object found in the cluster.
struct LocatedObject: Sendable {
  var address: ObjectAddress
  var object: Value
}

extension ClusterSession {
  /// The selections of the arguments, checked against the rest of the command line.
  func selections(_ selection: ObjectSelection) async throws -> [ResourceSelection] {
    let parsed = try ResourceArguments(catalog: await catalog()).parse(selection.arguments, verb: selection.verb)
    let hasSelector = !selection.labelSelector.isEmpty || !selection.fieldSelector.isEmpty
    for case .object in parsed where hasSelector {
      throw CommandFailure("name cannot be provided when a selector is specified")
    }
    for case .object(let resource, _) in parsed where selection.allNamespaces && resource.isNamespaced {
      throw CommandFailure("a resource cannot be retrieved by name across all namespaces")
    }
    for case .collection in parsed where !hasSelector && !selection.takesWholeTypes {
      throw CommandFailure("resource(s) were provided, but no name was specified")
    }
    return parsed
  }

  /// Reads the selected objects from the cluster, in the order they were named.
  func locate(_ selection: ObjectSelection) async throws -> [LocatedObject] {
    var located: [LocatedObject] = []
    for manifest in selection.manifests {
      let address = try await address(of: manifest)
      located.append(LocatedObject(address: address, object: try await get(address)))
    }
    guard selection.manifests.isEmpty else { return located }
    guard !selection.arguments.isEmpty else {
      throw CommandFailure(
        "\(selection.verb == "delete" ? "You" : "you") must provide one or more resources by argument or filename.\n"
          + "Example resource specifications include:\n   '-f rsrc.yaml'\n"
          + "   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'")
    }
    for item in try await selections(selection) {
      switch item {
      case .object(let resource, let name):
        let address = ObjectAddress(resource: resource, namespace: namespace(for: resource), name: name)
        located.append(LocatedObject(address: address, object: try await get(address)))
      case .collection(let resource):
        let place = selection.allNamespaces ? nil : namespace(for: resource)
        let objects = try await list(
          resource, namespace: place, labelSelector: selection.labelSelector, fieldSelector: selection.fieldSelector, pageSize: selection.pageSize)
        located += objects.map { LocatedObject(address: address(of: $0, resource), object: $0) }
      }
    }
    return located
  }

  func address(of object: Value, _ resource: APIResource) -> ObjectAddress {
    ObjectAddress(resource: resource, namespace: namespace(for: resource, object.namespace), name: object.name)
  }

  /// Where a manifest's object is kept; throws when its namespace isn't the one asked for.
  func address(of manifest: Manifest) async throws -> ObjectAddress {
    let resource = try await resource(of: manifest.object)
    let own = manifest.object.namespace
    if resource.isNamespaced, namespaceIsExplicit, !own.isEmpty, own != namespace {
      throw CommandFailure(
        "the namespace from the provided object \"\(own)\" does not match the namespace \"\(namespace)\". "
          + "You must pass '--namespace=\(own)' to perform this operation.")
    }
    return address(of: manifest.object, resource)
  }
}
