import ArgumentParser

/// How `run --rm` deletes its pod.
struct RunDeletionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("With --rm: what becomes of objects that the pod owns.", valueName: "background|foreground|orphan"))
  var cascade: String = "background"
  @Flag(help: "With --rm: drops the pod at once.") var force = false
  @Option(parsing: .unconditional,
    help: ArgumentHelp("With --rm: how long the pod has to end by itself.", valueName: "seconds")) var gracePeriod: Int = -1
  @Option(help: ArgumentHelp("With --rm and --wait: how long to wait; 0 means as long as it takes.", valueName: "duration"))
  var timeout: String = "0s"
  @Flag(help: "With --rm: waits until the pod is gone.") var wait = false
  init() {}

  func limit() throws(CommandFailure) -> Duration { try GoDuration.parse(timeout, option: "timeout") }

  func flags() throws(CommandFailure) -> DeletionFlags {
    DeletionFlags(gracePeriodSeconds: force ? 0 : gracePeriod >= 0 ? gracePeriod : nil, propagation: try Delete.propagation(cascade))
  }
}
