import APIMachinery
import APISchemas
import ArgumentParser
import Client

/// kctl patch.
struct PatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch", abstract: "Updates fields of a resource.",
    discussion: """
      kctl patch deployment/web -p '{"spec":{"replicas":3}}'
      kctl patch -f web.yaml -p '{"spec":{"replicas":3}}' --local -o yaml
      kctl patch deployment web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":3}]'
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource"))
  var resources: [String] = []

  @OptionGroup var files: FileOptions

  @Option(name: [.customShort("p", allowingJoined: true), .long], parsing: .unconditional,
    help: ArgumentHelp("The patch, as JSON or YAML.", valueName: "patch"))
  var patch: String?

  @Option(help: ArgumentHelp("A file that holds the patch.", valueName: "file"), completion: .file())
  var patchFile: String?

  @Option(help: ArgumentHelp("The kind of patch.", valueName: "strategic|merge|json"))
  var type: String = "strategic"

  @Option(help: ArgumentHelp("The part of the object to patch, such as status or scale.", valueName: "name"))
  var subresource: String?

  @OptionGroup var local: LocalOptions
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let environment = CommandEnvironment.current
    let patch = try await readPatch(environment)
    if local.isLocal { return try await patchLocally(patch, environment) }
    let session = try await cluster.session()
    let printer = try await output.printer(environment)
    var request = ObjectSelection(verb: "patch")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(environment)
    let flags = WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: manager.fieldManager ?? "kctl-patch")
    for located in try await session.locate(request) {
      if dryRun.dryRun == .client {
        try await printer.report("patched", located.object, located.address, dryRun: .client)
        continue
      }
      let patched = try await session.patch(located.address, subresource: subresource, patch, flags)
      let changed = patched.resourceVersion != located.object.resourceVersion || dryRun.dryRun == .server
      try await printer.report(changed ? "patched" : "patched (no change)", patched, located.address, dryRun: dryRun.dryRun)
    }
  }

  private func patchLocally(_ patch: Patch, _ environment: CommandEnvironment) async throws {
    let session = LocalOptions.session(cluster)
    let printer = try await output.printer(environment)
    for located in try await local.locate(files, arguments: resources, session) {
      let patched = try Self.patched(located.object, patch)
      try await printer.report(patched == located.object ? "patched (no change)" : "patched", patched, located.address)
    }
  }

  /// As the server would, but for what only it knows.
  static func patched(_ object: Value, _ patch: Patch) throws -> Value {
    switch patch {
    case .json(let operations): return try JSONPatch(operations).apply(to: object)
    case .strategicMerge(let body):
      let scheme = Scheme.builtIn
      guard let kind = object.groupVersionKind, let type = scheme.typeName(of: kind) else {
        throw CommandFailure("a strategic merge patch of a \(object.kind) needs a server: use --type=merge or --type=json")
      }
      return try StrategicMerge.apply(body, to: object, types: scheme.types, typeName: type)
    default: return MergePatch.apply(patch.body, to: object)
    }
  }

  private func readPatch(_ environment: CommandEnvironment) async throws -> Patch {
    if patch != nil, patchFile != nil { throw CommandFailure("cannot specify --patch and --patch-file together") }
    var text = patch.map { Array($0.utf8) }
    if let patchFile { text = try await environment.files.read(patchFile) }
    guard let text else { throw CommandFailure("must specify --patch or --patch-file containing the contents of the patch") }
    let value: Value
    do {
      value = try YAML.decode(text)
    } catch {
      throw CommandFailure("unable to parse \"\(String(decoding: text.prefix(200), as: UTF8.self))\": yaml: \(error)")
    }
    switch type {
    case "strategic": return .strategicMerge(value)
    case "merge": return .merge(value)
    case "json": return .json(value)
    default: throw CommandFailure("--type must be one of [json merge strategic], not \"\(type)\"")
    }
  }
}
