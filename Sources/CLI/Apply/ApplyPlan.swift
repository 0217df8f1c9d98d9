import APIMachinery

/// What an `apply` is to do: the manifests' objects, each with its address, and what to delete.
struct ApplyPlan: Sendable {
  struct Item: Sendable {
    var manifest: Manifest
    var address: ObjectAddress
    /// The manifest's object with its namespace filled in.
    var object: Value
  }

  var items: [Item]
  var pruned: [LocatedObject] = []
  var dryRun: DryRun
  var fieldManager: String
  var fieldValidation: String
  var forcesConflicts: Bool
  /// The part of the objects that is applied; nil for all of them.
  var subresource: String?
  /// What can't be changed is deleted and made anew.
  var replacesByForce = false
  var deletion = DeletionFlags()

  var writeFlags: WriteFlags {
    WriteFlags(isServerDryRun: dryRun == .server, fieldManager: fieldManager, fieldValidation: fieldValidation)
  }

  /// Resolves every manifest; throws one failure that names all that can't be, with their places.
  static func items(_ manifests: [Manifest], _ session: ClusterSession) async throws -> [Item] {
    var items: [Item] = []
    var problems: [String] = []
    for manifest in manifests {
      do {
        let address = try await session.address(of: manifest)
        guard !address.name.isEmpty else { throw CommandFailure("error validating data: metadata.name is required") }
        var object = manifest.object
        if let namespace = address.namespace { object[path: "metadata", "namespace"] = .string(namespace) }
        items.append(Item(manifest: manifest, address: address, object: object))
      } catch let failure as CommandFailure {
        problems.append("\(manifest.place): \(failure)")
      }
    }
    guard problems.isEmpty else { throw CommandFailure(problems.joined(separator: "\n")) }
    return items
  }
}

/// Prints what came of each object of an `apply`.
struct ApplyReporter: Sendable {
  let printer: ObjectPrinter
  let dryRun: DryRun
  let session: ClusterSession

  enum Outcome: String, Sendable {
    case created, configured, unchanged, pruned
    case applied = "serverside-applied"
  }

  /// Prints the lines at once; with `-o` prints the objects, in a list when they are several.
  func report(_ results: [(outcome: Outcome, address: ObjectAddress, object: Value)]) async throws {
    switch printer.format {
    case .human, .name:
      for result in results {
        try await printer.report(result.outcome.rawValue, result.object, result.address, dryRun: dryRun)
      }
    default:
      let objects = results.filter { $0.outcome != .pruned }.map(\.object)
      if objects.count == 1 { try await printer.print(objects[0]) } else { try await printer.print(list: objects) }
    }
  }
}
