import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import GitStore
import Store
import Synchronization

/// How long after a write the last of many watchers has its event, in process.
enum WatchBenchmark {
  private static let configMaps = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: "default")
  private static let machine = UserInfo(name: "system:benchmark", groups: ["system:masters", "system:authenticated"])

  static func run(_ report: Report, watchers: [Int] = [1, 100, 1_000], writes: Int = 200) async throws {
    for count in watchers {
      try await Scratch.with("watch") { scratch in
        let store = try await GitStore.open(scratch.options)
        let server = APIServer(store: store)
        try await server.bootstrap()
        try await measure(report, server, count, writes)
        await store.close()
      }
    }
  }

  private static func measure(_ report: Report, _ server: APIServer, _ watchers: Int, _ writes: Int) async throws {
    let client = server.client(as: machine, userAgent: "benchmark")
    var options = ListOptions()
    options.resourceVersion = try await client.list(configMaps, options: ListOptions()).resourceVersion
    let cpu = Load.processorSeconds()
    let begin = ContinuousClock.now
    let received = try await withThrowingTaskGroup(of: [ContinuousClock.Instant].self) { group in
      for _ in 0..<watchers {
        let events = try await client.watch(configMaps, options: options)
        group.addTask {
          var instants: [ContinuousClock.Instant] = []
          for try await _ in events {
            instants.append(.now)
            if instants.count == writes { break }
          }
          return instants
        }
      }
      for number in 0..<writes {
        let object: Value = [
          "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string("map-\(number)")],
          "data": ["text": .string(String(repeating: "0123456789abcdef", count: 60))],
        ]
        _ = try await client.create(configMaps, object, options: WriteOptions())
        Self.written.withLock { $0.append(.now) }
      }
      return try await group.reduce(into: [[ContinuousClock.Instant]]()) { $0.append($1) }
    }
    let elapsed = ContinuousClock.now - begin
    let written = Self.written.withLock { written in
      defer { written = [] }
      return written
    }
    let delays = (0..<writes).map { number in
      (received.map { $0[number] }.max().map { ($0 - written[number]).seconds } ?? 0) * 1_000
    }
    let load = Load(delays, elapsed)
    report.add("watch fan-out", [
      ("watchers", .int(Int64(watchers))), ("events/s", .int(Int64(Double(writes * watchers) / elapsed.seconds))),
      ("last one p50 ms", max(0, load.median).rounded3), ("last one p99 ms", load.p99.rounded3),
      ("cpu us/event", ((Load.processorSeconds() - cpu) * 1e6 / Double(writes * watchers)).rounded3),
    ])
  }

  private static let written = Mutex<[ContinuousClock.Instant]>([])
}
