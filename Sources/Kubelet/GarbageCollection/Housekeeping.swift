import Basics
import Logging
import RuntimeInterface

/// What nobody is waiting for: rotating logs, removing what pods left behind.
struct Housekeeping: Sendable {
  static let period = Duration.seconds(10)

  var context: NodeContext
  var workers: PodWorkers

  func run() async {
    while !Task.isCancelled {
      await rotateLogs()
      if workers.hasList {
        workers.adoptOrphans(context)
        await removeOrphanedDirectories()
      }
      do { try await context.clock.sleep(for: Self.period) } catch { return }
    }
  }

  func rotateLogs() async {
    let rotation = LogRotation(maxBytes: context.configuration.containerLogMaxBytes, maxFiles: context.configuration.containerLogMaxFiles)
    let running = context.cache.pods.values.flatMap(\.runningContainers)
    let now = context.clock.now
    for status in running where !status.logPath.isEmpty {
      do {
        guard try await context.threads.run({ try rotation.rotate(status.logPath, now: now) }) else { continue }
        do { try await context.runtime.reopenContainerLog(status.id) } catch {
          await context.threads.run { LogRotation.undo(status.logPath) }
          throw error
        }
      } catch {
        context.logger.warning("Log was not rotated", metadata: ["log": "\(status.logPath)", "error": "\(error)"])
      }
    }
  }

  func removeOrphanedDirectories() async {
    let (workers, cache) = (workers, context.cache)
    let volumes = context.volumes
    let logs = LogLayout(context.configuration.logDirectory)
    let problems = await context.threads.run { () -> [String] in
      let orphans = Orphans.directories(pods: volumes.directories, logs: logs, known: { Set(workers.all.map(\.uid)).union(cache.pods.keys) })
      var problems: [String] = []
      for uid in orphans.uids { do { _ = try volumes.tearDown(uid) } catch { problems.append("\(error)") } }
      for path in orphans.logs { do { try Files.removeTree(path) } catch { problems.append("\(error)") } }
      return problems
    }
    for problem in problems { context.logger.warning("Orphaned directory was not removed", metadata: ["error": "\(problem)"]) }
  }
}
