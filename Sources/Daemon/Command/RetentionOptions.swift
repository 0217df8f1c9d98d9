import ArgumentParser
import GitStore

/// How much of the history of `live` a daemon keeps.
struct RetentionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How much of live's history to keep: how long (7d), how many commits (100000), how large the repository may be (2GiB), or several with "
        + "commas. What is older becomes a snapshot; somewhat more may be kept for a while. Without it all is kept.",
      valueName: "amount"))
  var retainLive: String?

  @Option(help: ArgumentHelp("How many seconds what was squashed stays on the disk for programs that are still reading it.", valueName: "seconds"))
  var pruneGrace: UInt32 = 3_600

  init() {}

  func policy() throws(RetentionError) -> RetentionPolicy? {
    guard let retainLive else { return nil }
    return try RetentionPolicy(retainLive)
  }
}
