import APIMachinery
import ArgumentParser
import Client

/// kctl auth reconcile.
struct AuthReconcile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "Makes roles and bindings allow at least what manifests say.",
    discussion: "kctl auth reconcile -f roles.yaml --remove-extra-permissions --dry-run=server")

  @OptionGroup var files: FileOptions
  @Flag(help: "Removes rules that the manifests don't have.") var removeExtraPermissions = false
  @Flag(help: "Removes subjects that the manifests don't have.") var removeExtraSubjects = false
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard !files.paths.isEmpty else { throw CommandFailure("must specify --filename") }
    let session = try await cluster.session()
    let printer = try await output.printer(session.environment)
    for manifest in try await files.read(session.environment) {
      let address = try await session.address(of: manifest)
      guard address.resource.group == "rbac.authorization.k8s.io" else { continue }
      let flags = WriteFlags(isServerDryRun: dryRun.dryRun == .server, fieldManager: "kctl-auth-reconcile")
      guard let current = try await session.find(address) else {
        let object = dryRun.dryRun == .client
          ? manifest.object
          : try await session.create(manifest.object, address.resource, namespace: address.namespace, flags)
        try await printer.report("reconciled", object, address, dryRun: dryRun.dryRun)
        continue
      }
      try Self.check(current, manifest.object)
      var wanted = current
      for (field, removesExtra) in [("rules", removeExtraPermissions), ("subjects", removeExtraSubjects)] {
        guard let own = manifest.object[field]?.array else { continue }
        let there = current[field]?.array ?? []
        wanted[field] = .array(removesExtra ? own : there + own.filter { !there.contains($0) })
      }
      var changed = wanted
      if wanted != current, dryRun.dryRun != .client { changed = try await session.update(wanted, at: address, flags) }
      try await printer.report("reconciled", changed, address, dryRun: dryRun.dryRun)
    }
  }

  /// What a binding binds can't be changed (API reference: RoleBinding).
  private static func check(_ current: Value, _ wanted: Value) throws {
    guard let role = current["roleRef"], let own = wanted["roleRef"] else { return }
    if role["kind"] != own["kind"] || role["name"] != own["name"] {
      throw CommandFailure("\(current.kind) \"\(current.name)\" binds another role; delete it first")
    }
  }
}
