import APIMachinery
import ArgumentParser
import Client

/// The options that commands which change existing objects share.
struct ChangeOptions: ParsableArguments {
  @OptionGroup var files: FileOptions
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Changes all objects of the types in the namespace.") var all = false
  @OptionGroup var local: LocalOptions
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions
  init() {}

  /// The conversation with the cluster; with `--local` one that is never begun.
  func session() async throws -> ClusterSession { try await local.isLocal ? LocalOptions.session(cluster) : cluster.session() }

  func locate(_ arguments: [String], verb: String, _ session: ClusterSession) async throws -> [LocatedObject] {
    if local.isLocal { return try await local.locate(files, arguments: arguments, session) }
    var request = ObjectSelection(takesWholeTypes: all, verb: verb)
    request.arguments = arguments
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    (request.labelSelector, request.fieldSelector) = (selection.selector, selection.fieldSelector)
    request.allNamespaces = selection.allNamespaces
    return try await session.locate(request)
  }

  /// Sends what `change` makes of each object and reports it as `action`. An object that stays as it was is left alone and
  /// not spoken of. What one object's change throws is told, and the others are changed all the same; the exit code is 1 then.
  func apply(
    _ action: String, to located: [LocatedObject], manager name: String, _ session: ClusterSession, _ change: (Value) throws -> Value
  ) async throws {
    let printer = try await output.printer(session.environment)
    let flags = WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: manager.fieldManager ?? name)
    var failed = false
    for item in located {
      do {
        let wanted = try change(item.object)
        if wanted == item.object, printer.format.isHuman, !local.isLocal { continue }
        var changed = wanted
        if !local.isLocal, dryRun.dryRun != .client, wanted != item.object {
          let patch = ClassicApply.patch(original: item.object, modified: wanted, current: item.object, item.address.resource)
          changed = try await session.patch(item.address, patch, flags)
        }
        try await printer.report(action, changed, item.address, dryRun: dryRun.dryRun)
      } catch let failure as CommandFailure {
        try await session.console.error("error: \(failure)")
        failed = true
      }
    }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }
}
