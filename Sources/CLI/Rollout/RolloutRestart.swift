import APIMachinery
import ArgumentParser
import Basics
import Client

struct RolloutRestart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "restart", abstract: "Replaces all pods, by the rollout's own rules.",
    discussion: """
      kctl rollout restart deployment/web
      kctl rollout restart deployments -l app=web
      """)

  @OptionGroup var options: RolloutOptions
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions

  private static let annotation = "kubectl.kubernetes.io/restartedAt"

  func run() async throws {
    let session = try await options.cluster.session()
    let patch: Value = ["spec": ["template": ["metadata": ["annotations": [Self.annotation: .string(session.now.rfc3339)]]]]]
    try await RolloutPatch(action: "restarted", verb: "restart", options: options, dryRun: dryRun.dryRun, manager: manager, output: output)
      .run(session) { object in
        guard ["Deployment", "StatefulSet", "DaemonSet"].contains(object.kind) else {
          throw CommandFailure("\(object.kind.lowercased())s \"\(object.name)\" restarting is not supported")
        }
        if object[path: "spec", "paused"]?.bool == true {
          throw CommandFailure("can't restart paused deployment (run rollout resume first)")
        }
        return patch
      }
  }
}

struct RolloutPause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "pause", abstract: "Stops a rollout where it is.",
    discussion: "kctl rollout pause deployment/web")

  @OptionGroup var options: RolloutOptions
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await RolloutPatch(action: "paused", verb: "pause", options: options, dryRun: dryRun.dryRun, manager: manager, output: output)
      .run(try await options.cluster.session()) { object in
        guard object.kind == "Deployment" else { throw CommandFailure("pausing is not supported for \(object.kind)") }
        if object[path: "spec", "paused"]?.bool == true { throw CommandFailure("deployments.apps \"\(object.name)\" is already paused") }
        return ["spec": ["paused": true]]
      }
  }
}

struct RolloutResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "resume", abstract: "Lets a paused rollout go on.",
    discussion: "kctl rollout resume deployment/web")

  @OptionGroup var options: RolloutOptions
  @OptionGroup var dryRun: DryRunOptions
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await RolloutPatch(action: "resumed", verb: "resume", options: options, dryRun: dryRun.dryRun, manager: manager, output: output)
      .run(try await options.cluster.session()) { object in
        guard object.kind == "Deployment" else { throw CommandFailure("resuming is not supported for \(object.kind)") }
        guard object[path: "spec", "paused"]?.bool == true else {
          throw CommandFailure("deployments.apps \"\(object.name)\" is not paused")
        }
        return ["spec": ["paused": .null]]
      }
  }
}

/// Patches each selected workload with what the rule makes of it.
struct RolloutPatch {
  let action: String
  let verb: String
  let options: RolloutOptions
  let dryRun: DryRun
  let manager: FieldManagerOptions
  let output: OutputOptions

  func run(_ session: ClusterSession, _ patch: (Value) throws -> Value) async throws {
    let printer = try await output.printer(session.environment)
    let flags = WriteFlags(isServerDryRun: dryRun == .server, fieldManager: manager.fieldManager ?? "kctl-rollout")
    var failed = false
    for located in try await options.locate(session, verb: verb) {
      do {
        let body = try patch(located.object)
        let changed = dryRun == .client ? located.object : try await session.patch(located.address, .merge(body), flags)
        try await printer.report(action, changed, located.address, dryRun: dryRun)
      } catch let failure as CommandFailure {
        try await session.console.error("error: \(failure)")
        failed = true
      }
    }
    if failed { throw CommandFailure.silent(exitCode: 1) }
  }
}
