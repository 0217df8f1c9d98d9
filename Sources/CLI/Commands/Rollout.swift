import ArgumentParser

/// kctl rollout.
struct Rollout: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Manages the rollout of a deployment, stateful set or daemon set.",
    discussion: """
      kctl rollout status deployment/web
      kctl rollout undo deployment/web
      """,
    subcommands: [
      RolloutStatus.self, RolloutHistory.self, RolloutUndo.self, RolloutRestart.self, RolloutPause.self, RolloutResume.self,
    ])
}

/// Which workloads a rollout command works on.
struct RolloutOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only objects whose labels match.", valueName: "selector")) var selector: String = ""
  @OptionGroup var cluster: ClusterOptions
  init() {}

  func locate(_ session: ClusterSession, verb: String) async throws -> [LocatedObject] {
    var request = ObjectSelection(takesWholeTypes: verb != "undo" && verb != "status", verb: "rollout \(verb)")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    request.labelSelector = selector
    let located = try await session.locate(request)
    if located.isEmpty { try await session.console.line("No resources found in \(session.namespace) namespace.") }
    return located
  }
}
