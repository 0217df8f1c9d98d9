import APIMachinery
import ArgumentParser

/// kctl api-resources.
struct APIResources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api-resources", abstract: "Prints the resources that the server offers.",
    discussion: """
      kctl api-resources --namespaced=true --verbs=list,get -o name
      kctl api-resources --api-group=apps -o wide
      """)

  @Option(help: ArgumentHelp("Only this API group.", valueName: "name")) var apiGroup: String?
  @Flag(inversion: .prefixedNo, help: "Only namespaced resources, or only those that aren't.") var namespaced: Bool?
  @Option(help: ArgumentHelp("Only resources with all of these verbs.", valueName: "verb,…")) var verbs: String = ""
  @Option(help: ArgumentHelp("Only resources of all of these categories.", valueName: "name,…")) var categories: String = ""
  @Option(help: ArgumentHelp("Sorts by name or kind.", valueName: "name|kind")) var sortBy: String = ""
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("How to print.", valueName: "wide|name")) var output: String = ""
  @Flag(help: "Prints no column headers.") var noHeaders = false
  @Flag(help: ArgumentHelp("Nothing is cached on disk.", visibility: .hidden)) var cached = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard ["", "wide", "name"].contains(output) else { throw CommandFailure("--output \(output) is not available") }
    guard ["", "name", "kind"].contains(sortBy) else { throw CommandFailure("--sort-by accepts only name or kind") }
    let session = try await cluster.session()
    // Of several versions of a resource, the one that the server prefers.
    var seen: Set<GroupResource> = []
    var resources = try await session.catalog().resources.filter { seen.insert($0.groupResource).inserted }.filter(isWanted)
    resources.sort { a, b in
      switch sortBy {
      case "name": (a.plural, a.group) < (b.plural, b.group)
      case "kind": (a.kind, a.group) < (b.kind, b.group)
      default: (a.group, a.plural, a.version) < (b.group, b.plural, b.version)
      }
    }
    if output == "name" {
      return try await session.console.write(resources.map { "\($0.groupResource)\n" }.joined())
    }
    var columns = ColumnWriter()
    let isWide = output == "wide"
    if !noHeaders { columns.add(["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"] + (isWide ? ["VERBS", "CATEGORIES"] : [])) }
    for resource in resources {
      var row = [
        resource.plural, resource.shortNames.joined(separator: ","), resource.groupVersion.description,
        String(resource.isNamespaced), resource.kind,
      ]
      if isWide { row += [resource.verbs.sorted().joined(separator: ","), resource.categories.joined(separator: ",")] }
      columns.add(row)
    }
    try await session.console.write(columns.flush())
  }

  private func isWanted(_ resource: APIResource) -> Bool {
    if let apiGroup, resource.group != apiGroup { return false }
    if let namespaced, resource.isNamespaced != namespaced { return false }
    let verbs = verbs.split(separator: ",").map(String.init)
    let categories = categories.split(separator: ",").map(String.init)
    return !resource.verbs.isEmpty && Set(verbs).isSubset(of: resource.verbs) && Set(categories).isSubset(of: resource.categories)
  }
}

/// kctl api-versions.
struct APIVersions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api-versions", abstract: "Prints the API versions that the server offers, as group/version.",
    discussion: "kctl api-versions")

  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let versions = Set(try await session.catalog().resources.map(\.groupVersion.description))
    try await session.console.write(versions.sorted().map { $0 + "\n" }.joined())
  }
}
