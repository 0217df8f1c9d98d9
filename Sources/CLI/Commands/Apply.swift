import APIMachinery
import ArgumentParser

/// kctl apply: makes the cluster's objects what manifests say.
struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Applies manifests to the cluster.",
    discussion: """
      All objects of one call are one transaction: they are checked whole, and if one fails, none is applied. (Against an API \
      server that isn't kctl's, objects are applied one after the other.)

      kctl apply -f web.yaml
      kctl apply -f manifests/ -R
      cat web.yaml | kctl apply -f -
      kctl apply -f manifests/ --prune -l app=web
      """,
    subcommands: [ViewLastApplied.self, SetLastApplied.self, EditLastApplied.self])

  @OptionGroup var files: FileOptions

  @Flag(help: "Sends each object as a server-side apply that fails on fields that others own.")
  var serverSide = false

  @Flag(help: "With --server-side: takes over fields that others own.")
  var forceConflicts = false

  @Flag(help: "Deletes objects that were applied before and are in no manifest any more; needs -l or --all.")
  var prune = false

  @Flag(help: "With --prune: considers all objects.")
  var all = false

  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("With --prune: considers only objects whose labels match.", valueName: "selector"))
  var selector: String = ""

  @Option(help: ArgumentHelp("With --prune: considers only this type, as group/version/Kind or core/v1/Kind. May be repeated.",
    valueName: "type"))
  var pruneAllowlist: [String] = []

  @Option(help: ArgumentHelp("What to do about unknown or duplicate fields.", valueName: "strict|warn|ignore"))
  var validate: String = "strict"

  @OptionGroup var deletion: PruneDeletionOptions

  @Flag(help: "Deletes an object that can't be changed as wanted, and creates it again.")
  var force = false

  @Flag(inversion: .prefixedNo, help: "Takes over fields that others have set since the last apply; without it they are conflicts.")
  var overwrite = true

  @Option(help: ArgumentHelp("With --server-side: the part of the objects to apply, such as status.", valueName: "name"))
  var subresource: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp("What is known of the kind is always used.", visibility: .hidden))
  var openapiPatch = true

  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard !files.paths.isEmpty else { throw CommandFailure("must specify one of -f and -k") }
    if subresource != nil, !serverSide { throw CommandFailure("--subresource can only be used with --server-side") }
    if force, serverSide { throw CommandFailure("--force cannot be used with --server-side") }
    if deletion.gracePeriod == 0, !force { throw CommandFailure("--grace-period must be 0 only with --force") }
    if forceConflicts, !serverSide { throw CommandFailure("--force-conflicts only works with --server-side") }
    if prune, selector.isEmpty, !all {
      throw CommandFailure(
        "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. "
          + "If you did not mean to prune all resources, specify a label selector")
    }
    if serverSide, dryRun.dryRun == .client {
      throw CommandFailure("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
    }
    let session = try await cluster.session()
    let manifests = try await files.read(session.environment)
    let isKctl = try await session.offersTransactions()
    var plan = ApplyPlan(
      items: try await ApplyPlan.items(manifests, session), dryRun: dryRun.dryRun,
      fieldManager: manager.fieldManager ?? (serverSide || isKctl ? "kctl" : "kubectl-client-side-apply"),
      fieldValidation: try FieldValidation.parse(validate), forcesConflicts: forceConflicts)
    (plan.subresource, plan.replacesByForce, plan.deletion) = (subresource, force, try deletion.flags(force: force, dryRun: dryRun.dryRun))
    if prune {
      plan.pruned = try await PruneSelection(
        session: session, labelSelector: selector, allowlist: pruneAllowlist, fieldManager: plan.fieldManager
      ).addresses(besides: plan.items)
    }
    let reporter = ApplyReporter(printer: try await output.printer(session.environment), dryRun: dryRun.dryRun, session: session)
    if dryRun.dryRun == .client {
      try await ClientDryRun(session: session).run(plan, reporter)
    } else if isKctl, overwrite, !serverSide || forceConflicts, subresource == nil {
      try await BatchApply(session: session).run(plan, reporter)
    } else if serverSide || !overwrite {
      // Who doesn't want to take fields over is told of conflicts, which only the server knows.
      try await ServerSideApply(session: session).run(plan, reporter)
    } else {
      try await ClassicApply(session: session).run(plan, reporter)
    }
    if deletion.wait, dryRun.dryRun == .none { try await DeletionWait(session: session, timeout: deletion.limit()).run(plan.pruned) }
  }
}

/// How what `--prune` and `--force` delete is deleted.
struct PruneDeletionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("With --prune, --force: what becomes of objects that deleted ones own.", valueName: "background|foreground|orphan"))
  var cascade: String = "background"
  @Option(parsing: .unconditional,
    help: ArgumentHelp("With --prune, --force: how long deleted objects have to end by themselves; 0 only with --force.", valueName: "seconds"))
  var gracePeriod: Int = -1
  @Option(help: ArgumentHelp("With --prune, --force: how long to wait for their end; 0 means as long as it takes.", valueName: "duration"))
  var timeout: String = "0s"
  @Flag(help: "With --prune, --force: waits until deleted objects are gone.") var wait = false
  init() {}

  func limit() throws(CommandFailure) -> Duration { try GoDuration.parse(timeout, option: "timeout") }

  func flags(force: Bool, dryRun: DryRun) throws(CommandFailure) -> DeletionFlags {
    _ = try limit()
    return DeletionFlags(
      isServerDryRun: dryRun == .server, gracePeriodSeconds: gracePeriod >= 0 ? gracePeriod : nil, propagation: try Delete.propagation(cascade))
  }
}

/// `--validate` as the server's fieldValidation parameter has it.
enum FieldValidation {
  static func parse(_ text: String) throws(CommandFailure) -> String {
    switch text.lowercased() {
    case "strict", "true": return "Strict"
    case "warn": return "Warn"
    case "ignore", "false": return "Ignore"
    default: throw CommandFailure("invalid - validate option \"\(text)\"; must be one of: strict (or true), warn, ignore (or false)")
    }
  }
}
