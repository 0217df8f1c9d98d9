import APIMachinery
import Basics
import GitStore
import Glibc
import Store

/// Durable writes a second of `GitStore`: how many are acknowledged, and how many git keeps up with.
enum StoreBenchmark {
  private static let pods = GroupResource(resource: "pods")

  /// Measures each number of writers with each number of objects, in a repository under `directory`, which is made anew and removed.
  static func run(
    directory: String = "/tmp/kctl-store-benchmark", objects: [Int] = [100, 10_000, 150_000], writers: [Int] = [1, 8, 64],
    duration: Duration = .seconds(4)
  ) async throws {
    print("objects\twriters\tacknowledged/s\tin git/s\tp50 ms\tp99 ms\tresident MiB\topen ms")
    for count in objects {
      let path = "\(directory)-\(count)"
      try remove(path)
      defer { try? remove(path) }
      let options = GitStoreOptions(path: path + "/repo", keyFile: path + "/key")
      try TextFile.makeDirectories(path)
      var store = try await GitStore.open(options)
      for start in stride(from: 0, to: count, by: 500) {
        _ = try await store.commit(Transaction((start..<min(start + 500, count)).map { write($0, "initial") }))
      }
      await store.flush()
      await store.close()
      let begin = ContinuousClock.now
      store = try await GitStore.open(options)
      let opening = ContinuousClock.now - begin
      for writerCount in writers {
        let result = try await measure(store, count, writerCount, duration)
        let milliseconds = { (nanoseconds: Int64) in Double(nanoseconds / 10_000) / 100 }
        print(
          "\(count)\t\(writerCount)\t\(Int(result.acknowledged))\t\(Int(result.inGit))\t\(milliseconds(result.median))"
            + "\t\(milliseconds(result.p99))\t\(residentMiB())\t\(Int(opening.seconds * 1_000))")
      }
      await store.close()
    }
  }

  private struct Result { var acknowledged, inGit: Double; var median, p99: Int64 }

  private static func measure(
    _ store: GitStore, _ objects: Int, _ writers: Int, _ duration: Duration
  ) async throws -> Result {
    let begin = ContinuousClock.now
    let latencies = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for writer in 0..<writers {
        group.addTask {
          let random = SeededRandom(seed: UInt64(writer))
          var latencies: [Int64] = []
          while ContinuousClock.now - begin < duration {
            let start = ContinuousClock.now
            _ = try await store.commit(Transaction([write(random.below(objects), "\(random.next())")]))
            latencies.append((ContinuousClock.now - start).nanoseconds)
          }
          return latencies
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }.sorted()
    }
    let accepted = ContinuousClock.now - begin
    await store.flush()
    let whole = ContinuousClock.now - begin
    return Result(
      acknowledged: Double(latencies.count) / accepted.seconds, inGit: Double(latencies.count) / whole.seconds,
      median: latencies[latencies.count / 2], p99: latencies[latencies.count * 99 / 100])
  }

  /// A pod of about 1 KiB.
  private static func write(_ number: Int, _ text: String) -> Write {
    let key = ObjectKey(pods, namespace: "ns-\(number % 50)", name: "pod-\(number)")
    let container: Value = ["name": "main", "image": "registry.example.com/team/app:1.2.3", "args": ["--verbose", .string(text)]]
    let value: Value = [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": [
        "name": .string(key.name), "namespace": .string(key.namespace), "labels": ["app": "benchmark", "text": .string(text)],
        "annotations": ["padding": .string(String(repeating: "0123456789 ", count: 45))],
      ],
      "spec": ["containers": [container], "nodeName": .string("node-\(number % 100)")], "status": ["phase": "Running"],
    ]
    return Write(key, .put(EncodedObject(value)), expecting: .anything)
  }

  private static func residentMiB() -> Int {
    let pages = (try? TextFile.read("/proc/self/statm"))?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return (pages * Int(sysconf(Int32(_SC_PAGESIZE)))) >> 20
  }

  private static func remove(_ path: String) throws {
    guard let pipe = popen("rm -rf '\(path)'", "r") else { throw SystemError("popen", path) }
    pclose(pipe)
  }
}
