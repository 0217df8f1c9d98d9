import ArgumentParser

/// Where manifests come from.
struct FileOptions: ParsableArguments {
  @Option(name: [.customShort("f", allowingJoined: true), .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A file or directory of manifests, or - for standard input. May be repeated.", valueName: "path"),
    completion: .file())
  var filename: [String] = []

  @Flag(name: [.customShort("R"), .long], help: "Also reads the directories below those given with --filename.")
  var recursive = false

  @Option(name: [.customShort("k", allowingJoined: true), .long],
    help: ArgumentHelp("A kustomization directory (not supported).", valueName: "dir", visibility: .hidden))
  var kustomize: String?

  init() {}

  func validate() throws {
    if kustomize != nil {
      throw CommandFailure("kustomizations (-k) are not supported: render them first, e.g. kustomize build DIR | kctl apply -f -")
    }
  }

  /// File names may be joined with commas, as kubectl reads them.
  var paths: [String] { filename.flatMap { $0.split(separator: ",").map(String.init) } }

  func read(_ environment: CommandEnvironment) async throws -> [Manifest] {
    try await ManifestReader(environment: environment, isRecursive: recursive).read(paths)
  }
}
