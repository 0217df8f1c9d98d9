import APIMachinery
import Basics
import Client
import Glibc

/// A whole node with real containers: from the start of the program to a Ready node, from a created pod to a running one, and
/// what the daemon takes of memory meanwhile.
struct NodeBenchmark {
  let program: String
  let directory: String

  static let image = "localhost/busybox:bench"
  private static let pods = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "pods"), namespace: "default")
  private let clock = ContinuousClock()

  /// What the host lacks; nil when everything is there.
  static func obstacle(program: String) -> String? {
    if geteuid() != 0 { return "needs root" }
    for path in [program, "/bin/busybox", "/usr/bin/conmon"] where access(path, X_OK) != 0 { return "needs \(path)" }
    return nil
  }

  /// Prints a table, and the same as one line of JSON.
  func run(podCount: Int = 50) async throws {
    try TextFile.makeDirectories(directory)
    defer { try? NodeDaemon.run(["/bin/rm", "-rf", directory], log: "/dev/null") }
    var figures: [(String, Double)] = []
    let first = try await start()
    figures += [("cold start to /readyz, new cluster, ms", first.serving), ("cold start to Ready node, new cluster, ms", first.ready)]
    first.daemon.stop()
    var (serving, ready): ([Double], [Double]) = ([], [])
    for _ in 0..<4 {
      let again = try await start()
      serving.append(again.serving)
      ready.append(again.ready)
      again.daemon.stop()
    }
    figures += [("cold start to /readyz, median, ms", Self.median(serving)), ("cold start to Ready node, median, ms", Self.median(ready))]
    let daemon = try await start().daemon
    defer { daemon.stop() }
    try await Task.sleep(for: .seconds(3))
    let idle = try daemon.residentMemory()
    figures += [("idle resident memory, MiB", idle.all), ("of it anonymous, MiB", idle.anonymous)]
    try loadImage()
    figures += try await measurePods(daemon, count: podCount)
    print(figures.map { "\(Self.text($1))\t\($0)" }.joined(separator: "\n"))
    print(JSON.text(.object(Object(figures.map { ($0, .double($1)) }))))
  }

  /// Milliseconds from the start of the process.
  private func start() async throws -> (daemon: NodeDaemon, serving: Double, ready: Double) {
    let begun = clock.now
    let daemon = try NodeDaemon.start(program: program, directory: directory)
    do {
      try await daemon.untilServing()
      let serving = milliseconds(since: begun)
      try await daemon.untilNodeReady()
      return (daemon, serving, milliseconds(since: begun))
    } catch {
      daemon.stop()
      throw error
    }
  }

  private func loadImage() throws {
    let root = directory + "/rootfs"
    try TextFile.makeDirectories(root + "/bin")
    let log = directory + "/load.log"
    try NodeDaemon.run(["/bin/cp", "/bin/busybox", root + "/bin/busybox"], log: log)
    symlink("busybox", root + "/bin/sleep")
    try NodeDaemon.run([program, "-C", directory + "/cluster.git", "image", "load", root, "--name", Self.image], log: log)
  }

  private func measurePods(_ daemon: NodeDaemon, count: Int) async throws -> [(String, Double)] {
    // The first container of an image unpacks it.
    _ = try await runPods(daemon, prefix: "first", count: 1)
    var single: [Double] = []
    for round in 0..<10 { single.append(try await runPods(daemon, prefix: "one\(round)", count: 1)) }
    let many = try await runPods(daemon, prefix: "many", count: count, keeps: true)
    try await Task.sleep(for: .seconds(2))
    let memory = try daemon.residentMemory()
    return [
      ("one pod, created to Running, median of 10, ms", Self.median(single)), ("\(count) pods, created to Running, ms", many),
      ("resident memory with \(count) pods, MiB", memory.all), ("of it anonymous, with \(count) pods, MiB", memory.anonymous),
    ]
  }

  /// Creates pods all at once and waits until the last one runs.
  private func runPods(_ daemon: NodeDaemon, prefix: String, count: Int, keeps: Bool = false) async throws -> Double {
    let begun = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        group.addTask { _ = try await daemon.client.create(Self.pods, Self.pod("\(prefix)-\(number)"), options: WriteOptions()) }
      }
      try await group.waitForAll()
    }
    var running: Set<String> = []
    var options = ListOptions()
    let list = try await daemon.client.list(Self.pods, options: options)
    options.resourceVersion = list.resourceVersion
    func note(_ pod: Value) {
      if pod.name.hasPrefix(prefix + "-"), pod["status"]?["phase"]?.string == "Running" { running.insert(pod.name) }
    }
    list.items.forEach(note)
    if running.count < count {
      for try await event in try await daemon.client.watch(Self.pods, options: options) {
        note(event.object)
        if running.count == count { break }
      }
    }
    let took = milliseconds(since: begun)
    if !keeps { try await remove(daemon, (0..<count).map { "\(prefix)-\($0)" }) }
    return took
  }

  private func remove(_ daemon: NodeDaemon, _ names: [String]) async throws {
    for name in names {
      _ = try await daemon.client.delete(Self.pods, name: name, options: DeleteOptions(gracePeriodSeconds: 0))
    }
  }

  private static func pod(_ name: String) -> Value {
    [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
      "spec": [
        "terminationGracePeriodSeconds": 0, "automountServiceAccountToken": false,
        "containers": [
          ["name": "app", "image": .string(image), "imagePullPolicy": "IfNotPresent", "command": ["/bin/sleep", "1000"]]
        ],
      ],
    ]
  }

  private func milliseconds(since start: ContinuousClock.Instant) -> Double { (clock.now - start).seconds * 1_000 }
  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
  private static func text(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}
