import APIMachinery
import ArgumentParser

/// kctl create: makes objects, from manifests or from the command line.
struct Create: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Creates resources from manifests, or one resource from the command line.",
    discussion: """
      kctl create -f web.yaml
      kctl create deployment web --image=localhost/busybox:demo --replicas=2
      kctl create configmap page --from-file=index.html
      """,
    subcommands: [
      CreateFromFile.self, CreateNamespace.self, CreateConfigMap.self, CreateSecret.self, CreateDeployment.self, CreateJob.self,
      CreateServiceAccount.self, CreateService.self, CreateCronJob.self, CreateIngress.self, CreateRole.self, CreateClusterRole.self,
      CreateRoleBinding.self, CreateClusterRoleBinding.self, CreateQuota.self, CreatePodDisruptionBudget.self,
      CreatePriorityClass.self, CreateToken.self,
    ],
    defaultSubcommand: CreateFromFile.self)
}

/// The options that every way of creating has.
struct CreateOptions: ParsableArguments {
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  @Option(help: ArgumentHelp("What to do about unknown or duplicate fields.", valueName: "strict|warn|ignore"))
  var validate: String = "strict"

  @Flag(help: "Keeps the object's manifest in an annotation of it, for a later apply.") var saveConfig = false

  init() {}

  /// With the manifest in its annotation, if that is wanted.
  func saved(_ object: Value) -> Value { saveConfig ? LastApplied.annotated(object) : object }

  func writeFlags() throws -> WriteFlags {
    WriteFlags(
      isServerDryRun: dryRun.dryRun == .server, fieldManager: manager.fieldManager ?? "kctl-create",
      fieldValidation: try FieldValidation.parse(validate))
  }

  /// Creates one object that the command line describes. With `--dry-run=client` no server is asked. Who creates several hands them one
  /// printer.
  func create(_ object: Value, plural: String, isNamespaced: Bool = true, printer: ObjectPrinter? = nil) async throws {
    let kind = object.groupVersionKind ?? GroupVersionKind(group: "", version: "v1", kind: object.kind)
    let resource = APIResource(
      group: kind.group, version: kind.version, kind: kind.kind, plural: plural, isNamespaced: isNamespaced)
    let environment = CommandEnvironment.current
    var own = printer
    if own == nil { own = try await output.printer(environment) }
    guard let printer = own else { return }
    var object = object
    if dryRun.dryRun == .client {
      if isNamespaced, let namespace = cluster.namespace { object[path: "metadata", "namespace"] = .string(namespace) }
      object = saved(object)
      let address = ObjectAddress(resource: resource, namespace: nil, name: object.name)
      return try await printer.report("created", object, address, dryRun: .client)
    }
    let session = try await cluster.session()
    let address = ObjectAddress(resource: resource, namespace: session.namespace(for: resource), name: object.name)
    if let namespace = address.namespace { object[path: "metadata", "namespace"] = .string(namespace) }
    do {
      let created = try await session.create(saved(object), resource, namespace: address.namespace, try writeFlags())
      try await printer.report("created", created, address, dryRun: dryRun.dryRun)
    } catch let error as StatusError where error.reason != .invalid {
      throw CommandFailure("failed to create \(kind.kind.lowercased()): \(error.message)")
    }
  }
}

/// `kctl create -f`: what `create` does when no generator is named.
struct CreateFromFile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file", abstract: "Creates the objects of manifests (the default).", shouldDisplay: false)

  @OptionGroup var files: FileOptions
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only manifests whose labels match.", valueName: "selector")) var selector: String = ""
  @Flag(help: "Opens the manifests in an editor first.") var edit = false
  @Option(help: ArgumentHelp("A path of the API to send the file to as it is.", valueName: "path")) var raw: String?
  @Flag(help: ArgumentHelp("Editors of this system end lines as it does.", visibility: .hidden)) var windowsLineEndings = false
  @OptionGroup var options: CreateOptions

  func run() async throws {
    if let raw { return try await RawRequest("POST", raw, files: files).run(options.cluster) }
    guard !files.paths.isEmpty else { throw CommandFailure("must specify one of -f and -k") }
    let session = try await options.cluster.session()
    var manifests = try await files.read(session.environment, selector: selector)
    if edit {
      guard let edited = try await ManifestsInEditor(environment: session.environment).edit(manifests) else { return }
      manifests = edited
    }
    let printer = try await options.output.printer(session.environment)
    let flags = try options.writeFlags()
    var failed = false
    for manifest in manifests {
      do {
        var address = try await session.address(of: manifest)
        var object = manifest.object
        if let namespace = address.namespace { object[path: "metadata", "namespace"] = .string(namespace) }
        object = options.saved(object)
        if options.dryRun.dryRun != .client {
          object = try await session.create(object, address.resource, namespace: address.namespace, flags)
          address.name = object.name
        }
        try await printer.report("created", object, address, dryRun: options.dryRun.dryRun)
      } catch {
        guard let text = ErrorText.text(error, doing: "creating", place: manifest.place) else { throw error }
        try await session.console.error(text)
        failed = true
      }
    }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }
}
