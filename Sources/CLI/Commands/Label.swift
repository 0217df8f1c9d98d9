import APIMachinery
import ArgumentParser

/// kctl label.
struct Label: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Updates the labels of resources.",
    discussion: """
      kctl label pods web app=web tier=front
      kctl label deployment/web tier-
      kctl label pods --all status=unhealthy --overwrite
      kctl label pods web --list
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then key=value to set or key- to remove", valueName: "resource"))
  var arguments: [String] = []

  @OptionGroup var change: MetadataChangeOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await change.local.isLocal ? LocalOptions.session(cluster) : cluster.session()
    try await MetadataChange(kind: .labels, options: change).run(arguments, session)
  }
}

/// kctl annotate.
struct Annotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Updates the annotations of resources.",
    discussion: """
      kctl annotate pods web description='the shop'
      kctl annotate deployment/web description-
      kctl annotate -f web.yaml reviewed=yes --local -o yaml
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then key=value to set or key- to remove", valueName: "resource"))
  var arguments: [String] = []

  @OptionGroup var change: MetadataChangeOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await change.local.isLocal ? LocalOptions.session(cluster) : cluster.session()
    try await MetadataChange(kind: .annotations, options: change).run(arguments, session)
  }
}

struct MetadataChangeOptions: ParsableArguments {
  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Changes all objects of the types in the namespace.") var all = false
  @Flag(help: "Replaces values that are there already.") var overwrite = false
  @Flag(help: "Only prints what is there now.") var list = false
  @OptionGroup var local: LocalOptions
  @Option(help: ArgumentHelp("Changes the object only if this is its resourceVersion.", valueName: "version")) var resourceVersion: String?
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  init() {}
}
