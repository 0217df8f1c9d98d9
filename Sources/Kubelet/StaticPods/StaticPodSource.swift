import APIMachinery
import Basics
import Logging

/// Reads the node's manifest directory: at once when it changes, every twenty seconds anyway.
struct StaticPodSource: Sendable {
  static let period = Duration.seconds(20)

  var directory: String
  var context: NodeContext
  var watch: FileWatch?

  /// Calls back with all static pods whenever they differ from the last time, the first time included.
  func run(_ handle: @Sendable ([Pod]) async -> Void) async {
    var known: [Pod]?
    while !Task.isCancelled {
      // Before the look, so that no change falls in between.
      let changes = watch?.changes(of: directory)
      let pods = await read()
      if known.map({ $0.map(\.uid) != pods.map(\.uid) }) ?? true {
        known = pods
        await handle(pods)
      }
      await pause(changes)
    }
  }

  private func pause(_ changes: AsyncStream<Void>?) async {
    let clock = context.clock
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await clock.sleep(for: Self.period) }
      if let changes { group.addTask { for await _ in changes { break } } }
      await group.next()
      group.cancelAll()
    }
  }

  /// One pod a file; what can't be read is told and left out. Names that begin with a dot are somebody's work in progress.
  private func read() async -> [Pod] {
    let (directory, nodeName, now) = (directory, context.configuration.nodeName, context.clock.now)
    let (pods, problems) = await context.threads.run { () -> ([Pod], [String]) in
      var (pods, problems): ([Pod], [String]) = ([], [])
      for name in Files.entries(directory) where !name.hasPrefix(".") {
        let path = directory + "/" + name
        guard !Files.isDirectory(path), let bytes = Files.read(path, limit: 1 << 20) else { continue }
        do throws(StaticPod.ManifestError) {
          pods.append(try StaticPod.read(bytes, file: path, nodeName: nodeName, now: now))
        } catch { problems.append(error.description) }
      }
      return (pods, problems)
    }
    for problem in problems { context.logger.error("A static pod's manifest can't be used", metadata: ["error": "\(problem)"]) }
    return pods
  }
}
