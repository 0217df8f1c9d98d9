import APIMachinery
import ArgumentParser
import Client

/// kctl replace.
struct Replace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replaces objects with those of manifests.",
    discussion: """
      kctl replace -f web.yaml
      kctl replace --force -f web.yaml
      """)

  @OptionGroup var files: FileOptions
  @Flag(help: "Deletes the objects first, and creates them again.") var force = false
  @Option(parsing: .unconditional,
    help: ArgumentHelp("With --force: how long the objects have to end by themselves.", valueName: "seconds")) var gracePeriod: Int = -1
  @Option(help: ArgumentHelp("With --force: how long to wait for their end; 0 means as long as it takes.", valueName: "duration"))
  var timeout: String = "0"
  @Option(help: ArgumentHelp("The part of the object to replace, such as status.", valueName: "name")) var subresource: String?
  @Option(help: ArgumentHelp("With --force: what becomes of objects that these own.", valueName: "background|foreground|orphan"))
  var cascade: String = "background"
  @Flag(inversion: .prefixedNo,
    help: ArgumentHelp("The end of what is replaced is always waited for.", visibility: .hidden)) var wait = false
  @Option(help: ArgumentHelp("A path of the API to put the file to as it is.", valueName: "path")) var raw: String?
  @OptionGroup var options: CreateOptions

  func run() async throws {
    if let raw { return try await RawRequest("PUT", raw, files: files).run(options.cluster) }
    if gracePeriod >= 0, !force { throw CommandFailure("--grace-period must have --force specified") }
    if timeout != "0", timeout != "0s", !force { throw CommandFailure("--timeout must have --force specified") }
    guard !files.paths.isEmpty else { throw CommandFailure("must specify one of -f and -k") }
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    if force, options.dryRun.dryRun != .none { throw CommandFailure("--dry-run can not be used when --force is set") }
    let session = try await options.cluster.session()
    let printer = try await options.output.printer(session.environment)
    var flags = try options.writeFlags()
    flags.fieldManager = options.manager.fieldManager ?? "kctl-replace"
    var failed = false
    for manifest in try await files.read(session.environment) {
      do {
        let address = try await session.address(of: manifest)
        var object = manifest.object
        if let namespace = address.namespace { object[path: "metadata", "namespace"] = .string(namespace) }
        object = options.saved(object)
        if force {
          try await remove(address, timeout, session)
          object = try await session.create(object, address.resource, namespace: address.namespace, flags)
        } else if options.dryRun.dryRun != .client {
          object = try await session.update(object, at: address, subresource: subresource, flags)
        }
        try await printer.report("replaced", object, address, dryRun: options.dryRun.dryRun)
      } catch {
        guard let text = ErrorText.text(error, doing: "replacing", place: manifest.place) else { throw error }
        try await session.console.error(text)
        failed = true
      }
    }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }

  private func remove(_ address: ObjectAddress, _ timeout: Duration, _ session: ClusterSession) async throws {
    guard let before = try await session.find(address) else { return }
    try await session.delete(address, DeletionFlags(gracePeriodSeconds: gracePeriod >= 0 ? gracePeriod : nil, propagation: try Delete.propagation(cascade)))
    let place = address.namespace.map { " from \($0) namespace" } ?? ""
    try await session.console.line("\(address.resource.singularName) \"\(address.name)\" deleted\(place)")
    try await DeletionWait(session: session, timeout: timeout).run([LocatedObject(address: address, object: before)])
  }
}
