import APIMachinery
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
    help: ArgumentHelp("A kustomization directory; the program kustomize, or kubectl, reads it.", valueName: "dir"), completion: .directory)
  var kustomize: String?

  init() {}

  func validate() throws {
    guard kustomize != nil else { return }
    if !filename.isEmpty { throw CommandFailure("only one of -f or -k can be specified") }
    if recursive { throw CommandFailure("the -k flag can't be used with -f or -R") }
  }

  /// File names may be joined with commas, as kubectl reads them.
  var paths: [String] {
    kustomize.map { [Kustomization.mark + $0] } ?? filename.flatMap { $0.split(separator: ",").map(String.init) }
  }

  /// Only the manifests whose labels match.
  func read(_ environment: CommandEnvironment, selector: String) async throws -> [Manifest] {
    let manifests = try await read(environment)
    if selector.isEmpty { return manifests }
    let parsed: LabelSelector
    do { parsed = try LabelSelector(parsing: selector) } catch { throw CommandFailure("invalid selector \"\(selector)\": \(error)") }
    return manifests.filter { parsed.matches($0.object.labels) }
  }

  func read(_ environment: CommandEnvironment) async throws -> [Manifest] {
    try await ManifestReader(environment: environment, isRecursive: recursive).read(paths)
  }
}
