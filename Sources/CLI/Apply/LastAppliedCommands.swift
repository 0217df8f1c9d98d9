import APIMachinery
import ArgumentParser
import Client

/// Which objects the commands about the last applied manifest are for.
struct LastAppliedOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only objects whose labels match.", valueName: "selector")) var selector: String = ""
  @OptionGroup var cluster: ClusterOptions
  init() {}

  func locate(_ session: ClusterSession, verb: String) async throws -> [LocatedObject] {
    var request = ObjectSelection(takesWholeTypes: true, verb: "apply \(verb)")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    request.labelSelector = selector
    return try await session.locate(request)
  }
}

/// kctl apply view-last-applied.
struct ViewLastApplied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view-last-applied", abstract: "Prints the manifest that was applied last.",
    discussion: "kctl apply view-last-applied deployment/web -o json")

  @OptionGroup var options: LastAppliedOptions
  @Flag(help: "All objects of the types in the namespace, which is what a type by itself means anyway.") var all = false
  @Option(name: [.customShort("o", allowingJoined: true), .long], help: ArgumentHelp("The form to print.", valueName: "yaml|json"))
  var output: String = "yaml"

  func run() async throws {
    guard ["yaml", "json"].contains(output) else {
      throw CommandFailure("Unexpected -o output mode: \(output), the flag 'output' must be one of yaml|json")
    }
    let session = try await options.cluster.session()
    for (position, located) in try await options.locate(session, verb: "view-last-applied").enumerated() {
      guard let manifest = LastApplied.read(located.object) else {
        throw CommandFailure("no last-applied-configuration annotation found on resource: \(located.object.name)")
      }
      if position > 0, output == "yaml" { try await session.console.line("---") }
      try await session.console.write(output == "json" ? JSON.pretty(manifest.sortedKeys, indent: 2) + "\n" : YAML.text(manifest, sortKeys: true))
    }
  }
}

/// kctl apply set-last-applied.
struct SetLastApplied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set-last-applied", abstract: "Says that a file's manifests are what was applied last, without applying them.",
    discussion: "kctl apply set-last-applied -f web.yaml")

  @OptionGroup var files: FileOptions
  @Flag(help: "Puts the annotation on objects that have none.") var createAnnotation = false
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard !files.paths.isEmpty else { throw CommandFailure("must specify -f") }
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    for item in try await ApplyPlan.items(try await files.read(session.environment), session) {
      let live = try await session.get(item.address)
      guard createAnnotation || LastApplied.read(live) != nil else {
        throw CommandFailure(
          "no last-applied-configuration annotation found on resource: \(live.name), to create the annotation, run the command with --create-annotation")
      }
      let text = LastApplied.annotated(item.object).annotations[LastApplied.annotation] ?? ""
      let patch: Value = ["metadata": ["annotations": [LastApplied.annotation: .string(text)]]]
      if live.annotations[LastApplied.annotation] == text {
        if printer.format.isHuman { try await session.console.line("set-last-applied \(live.name): no changes required.") } else { try await printer.print(live) }
        continue
      }
      var changed = live
      changed[path: "metadata", "annotations", LastApplied.annotation] = .string(text)
      if dryRun.dryRun != .client {
        changed = try await session.patch(item.address, .merge(patch), WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: "kubectl-last-applied"))
      }
      try await printer.report("configured", changed, item.address, dryRun: dryRun.dryRun)
    }
  }
}

/// kctl apply edit-last-applied.
struct EditLastApplied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit-last-applied", abstract: "Edits the manifest that is said to be applied last, in an editor.",
    discussion: "kctl apply edit-last-applied deployment/web")

  @OptionGroup var options: LastAppliedOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  @Option(help: ArgumentHelp("What to do about unknown or duplicate fields.", valueName: "strict|warn|ignore"))
  var validate: String = "strict"
  @Flag(help: ArgumentHelp("Editors of this system end lines as it does.", visibility: .hidden)) var windowsLineEndings = false

  func run() async throws {
    _ = try FieldValidation.parse(validate)
    let printer = try await output.printer(CommandEnvironment.current)
    let session = try await options.cluster.session()
    let files = session.environment.files
    for located in try await options.locate(session, verb: "edit-last-applied") {
      guard let manifest = LastApplied.read(located.object) else {
        throw CommandFailure("no last-applied-configuration annotation found on resource: \(located.object.name)")
      }
      let directory = try await files.makeTemporaryDirectory(prefix: "kctl-edit-")
      let path = directory + "/\(located.object.name).yaml"
      try await files.write(Array(YAML.text(manifest, sortKeys: true).utf8), to: path)
      try await TextEditor(environment: session.environment).open(path)
      let edited = try await files.read(path)
      try? await files.remove(path)
      try? await files.remove(directory)
      let value = try ManifestReader.manifests(edited, path: "the edited text").first?.object
      guard let value, value != manifest else {
        try await session.console.error("Edit cancelled, no changes made.")
        continue
      }
      guard value.kind == manifest.kind, value.name == manifest.name, value.namespace == manifest.namespace else {
        throw CommandFailure("kind, name and namespace of the manifest can't be changed")
      }
      let patch: Value = ["metadata": ["annotations": [LastApplied.annotation: .string(JSON.text(value.sortedKeys) + "\n")]]]
      let flags = WriteFlags(fieldManager: manager.fieldManager ?? "kubectl-client-side-apply")
      try await printer.report("edited", try await session.patch(located.address, .merge(patch), flags), located.address)
    }
  }
}
