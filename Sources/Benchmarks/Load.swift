import APIMachinery
import Basics
import Glibc

/// Many tasks that do the same thing again and again, each waiting for its own answer.
struct Load {
  var count: Int
  var elapsed: Duration
  /// Of one call, in milliseconds.
  var median: Double
  var p99: Double
  var cpuSeconds: Double

  var perSecond: Double { Double(count) / elapsed.seconds }

  /// `body` gets the number of its task and a seeded source of chance.
  static func run(
    tasks: Int, for duration: Duration, _ body: @escaping @Sendable (Int, SeededRandom) async throws -> Void
  ) async throws -> Load {
    let cpu = processorSeconds()
    let begin = ContinuousClock.now
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for task in 0..<tasks {
        group.addTask {
          let random = SeededRandom(seed: UInt64(task) &* 7_919 &+ 1)
          var latencies: [Double] = []
          while ContinuousClock.now - begin < duration {
            let start = ContinuousClock.now
            try await body(task, random)
            latencies.append((ContinuousClock.now - start).seconds * 1_000)
          }
          return latencies
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return Load(latencies, ContinuousClock.now - begin, cpuSeconds: processorSeconds() - cpu)
  }

  /// `latencies` in milliseconds; at least one.
  init(_ latencies: [Double], _ elapsed: Duration, cpuSeconds: Double = 0) {
    let sorted = latencies.sorted()
    (count, self.elapsed, self.cpuSeconds) = (sorted.count, elapsed, cpuSeconds)
    median = sorted[sorted.count / 2]
    p99 = sorted[sorted.count * 99 / 100]
  }

  /// What this process has used of the processors so far.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func residentMiB() -> Int {
    let pages = (try? TextFile.read("/proc/self/statm"))?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return (pages * Int(sysconf(Int32(_SC_PAGESIZE)))) >> 20
  }
}

extension Double {
  /// For a table: three digits are plenty.
  var rounded3: Value { .double((self * 1_000).rounded() / 1_000) }
}
