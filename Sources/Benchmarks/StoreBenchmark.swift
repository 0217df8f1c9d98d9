import APIMachinery
import Basics
import GitStore
import Store

/// The git store by itself: durable writes, reads, opening, memory, growth on the disk.
enum StoreBenchmark {
  static let pods = GroupResource(resource: "pods")

  static func run(
    _ report: Report, objects: [Int] = [100, 10_000, 150_000], writers: [Int] = [1, 8, 64], duration: Duration = .seconds(3)
  ) async throws {
    for count in objects {
      try await Scratch.with("store") { scratch in
        try await fill(scratch, count)
        let (start, cpu) = (ContinuousClock.now, Load.processorSeconds())
        let store = try await GitStore.open(scratch.options)
        report.add("opening a store", [
          ("objects", .int(Int64(count))), ("ms", ((ContinuousClock.now - start).seconds * 1_000).rounded3),
          ("cpu ms", ((Load.processorSeconds() - cpu) * 1_000).rounded3), ("resident MiB", .int(Int64(Load.residentMiB()))),
        ])
        for tasks in writers { try await writes(report, store, count, tasks, duration) }
        try await reads(report, store, count)
        await store.close()
      }
    }
    try await growth(report)
  }

  private static func fill(_ scratch: Scratch, _ count: Int) async throws {
    let store = try await GitStore.open(scratch.options)
    for start in stride(from: 0, to: count, by: 500) {
      _ = try await store.commit(Transaction((start..<min(start + 500, count)).map { write($0, "initial") }))
    }
    await store.flush()
    await store.close()
  }

  private static func writes(_ report: Report, _ store: GitStore, _ objects: Int, _ tasks: Int, _ duration: Duration) async throws {
    let cpu = Load.processorSeconds()
    let begin = ContinuousClock.now
    let load = try await Load.run(tasks: tasks, for: duration) { _, random in
      _ = try await store.commit(Transaction([write(random.below(objects), "\(random.next())")]))
    }
    await store.flush()
    let whole = ContinuousClock.now - begin
    report.add("durable writes into the store", [
      ("objects", .int(Int64(objects))), ("writers", .int(Int64(tasks))), ("writes/s", .int(Int64(load.perSecond))),
      ("in git/s", .int(Int64(Double(load.count) / whole.seconds))), ("p50 ms", load.median.rounded3), ("p99 ms", load.p99.rounded3),
      ("cpu us/write", ((Load.processorSeconds() - cpu) * 1e6 / Double(load.count)).rounded3),
      ("resident MiB", .int(Int64(Load.residentMiB()))),
    ])
  }

  private static func reads(_ report: Report, _ store: GitStore, _ objects: Int) async throws {
    let gets = try await Load.run(tasks: 2, for: .seconds(1)) { _, random in
      for _ in 0..<100 { _ = store.snapshot().get(key(random.below(objects))) }
    }
    let lists = try await Load.run(tasks: 1, for: .seconds(1)) { _, _ in _ = store.snapshot().list(pods).count }
    let newest = store.revision.rawValue
    let past = try await Load.run(tasks: 1, for: .milliseconds(500)) { _, random in
      let revision = Revision(newest - UInt64(random.below(Int(min(newest, 20_000)))))
      _ = try await store.snapshot(at: revision).get(key(random.below(objects)))
    }
    report.add("reads from the store", [
      ("objects", .int(Int64(objects))), ("gets/s", .int(Int64(gets.perSecond * 100))), ("list of all, ms", lists.median.rounded3),
      ("at a revision, ms", past.median.rounded3), ("p99 ms", past.p99.rounded3),
    ])
  }

  /// Bytes of git objects for each write, as they come and once maintenance has been at them.
  private static func growth(_ report: Report) async throws {
    try await Scratch.with("growth") { scratch in
      try await fill(scratch, 10_000)
      var options = scratch.options
      options.maintainsPacks = false
      let store = try await GitStore.open(options)
      await store.consolidatePacks()
      let before = scratch.packBytes
      let load = try await Load.run(tasks: 8, for: .seconds(4)) { _, random in
        _ = try await store.commit(Transaction([write(random.below(10_000), "\(random.next())")]))
      }
      await store.flush()
      let fresh = scratch.packBytes
      let begin = ContinuousClock.now
      await store.consolidatePacks()
      let took = ContinuousClock.now - begin
      report.add("growth of the repository", [
        ("writes", .int(Int64(load.count))), ("bytes/write", .int(Int64((fresh - before) / load.count))),
        ("consolidated", .int(Int64((scratch.packBytes - before) / load.count))),
        ("maintenance us/write", (took.seconds * 1e6 / Double(load.count)).rounded3),
      ])
      await store.close()
    }
  }

  static func key(_ number: Int) -> ObjectKey { ObjectKey(pods, namespace: "ns-\(number % 50)", name: "pod-\(number)") }

  /// A pod of about 1 KiB.
  static func write(_ number: Int, _ text: String) -> Write {
    let key = key(number)
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
}
