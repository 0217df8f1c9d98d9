import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import GitStore
import Store

/// The API in process, over the git store: the whole pipeline but the wire.
enum APIBenchmark {
  private static let configMaps = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "configmaps"), namespace: "default")
  private static let pods = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "pods"), namespace: "default")

  /// No person, so that what it writes goes to `live` alone, as a controller's and a kubelet's writes do.
  private static let machine = UserInfo(name: "system:benchmark", groups: ["system:masters", "system:authenticated"])

  static func run(_ report: Report, writers: [Int] = [1, 8, 64], duration: Duration = .seconds(3)) async throws {
    try await Scratch.with("api") { scratch in
      let store = try await GitStore.open(scratch.options)
      let server = APIServer(store: store)
      try await server.bootstrap()
      for tasks in writers { try await writes(report, server, "a component", machine, tasks, duration) }
      for tasks in writers { try await writes(report, server, "a person", .admin, tasks, duration) }
      try await lists(report, server)
      await store.close()
    }
  }

  /// Creates a ConfigMap of 1 KiB, then updates it: half of the requests are the one, half the other.
  private static func writes(
    _ report: Report, _ server: APIServer, _ who: String, _ user: UserInfo, _ tasks: Int, _ duration: Duration
  ) async throws {
    let client = server.client(as: user, userAgent: "benchmark")
    let cpu = Load.processorSeconds()
    let load = try await Load.run(tasks: tasks, for: duration) { task, random in
      // Each measurement has names of its own: what it updates, it made.
      let prefix = "\(user == machine ? "component" : "person")-\(tasks)-\(task)"
      var object: Value = [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string("\(prefix)-\(random.next())"), "labels": ["app": "benchmark"]],
        "data": ["text": .string(String(repeating: "0123456789abcdef", count: 60))],
      ]
      if random.below(2) == 0 {
        _ = try await client.create(configMaps, object, options: WriteOptions(fieldManager: "benchmark"))
      } else {
        object[path: "metadata", "name"] = .string(prefix)
        object[path: "data", "number"] = .string("\(random.next())")
        do { _ = try await client.update(configMaps, object, options: WriteOptions(fieldManager: "benchmark")) } catch let error as StatusError
          where error.reason == .notFound
        { _ = try await client.create(configMaps, object, options: WriteOptions(fieldManager: "benchmark")) }
      }
    }
    report.add("durable writes through the API", [
      ("writer", .string(who)), ("writers", .int(Int64(tasks))), ("writes/s", .int(Int64(load.perSecond))),
      ("p50 ms", load.median.rounded3), ("p99 ms", load.p99.rounded3),
      ("cpu us/write", ((Load.processorSeconds() - cpu) * 1e6 / Double(load.count)).rounded3),
    ])
  }

  private static func lists(_ report: Report, _ server: APIServer) async throws {
    let client = server.client(as: machine, userAgent: "benchmark")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in 0..<20 {
        group.addTask {
          for number in 0..<500 {
            let pod: Value = [
              "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string("pod-\(part)-\(number)"), "labels": ["app": "benchmark"]],
              "spec": ["containers": [["name": "main", "image": "registry.example.com/team/app:1.2.3"]]],
            ]
            _ = try await client.create(pods, pod, options: WriteOptions())
          }
        }
      }
      try await group.waitForAll()
    }
    let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    for (name, accept) in [("JSON", "application/json"), ("Table", table), ("protobuf", "application/vnd.kubernetes.protobuf")] {
      var peer = HTTPPeer()
      peer.unixUserID = 0
      let request = HTTPRequest(
        "GET", "/api/v1/namespaces/default/pods", headers: ["Accept": accept, "User-Agent": "benchmark"], peer: peer)
      var bytes = 0
      var times: [Double] = []
      let begin = ContinuousClock.now
      for _ in 0..<5 {
        let start = ContinuousClock.now
        let response = await server.handle(request)
        bytes = try await response.bytes().count
        guard response.status == 200 else { throw BenchmarkFailure("the list answers \(response.status)") }
        times.append((ContinuousClock.now - start).seconds * 1_000)
      }
      let load = Load(times, ContinuousClock.now - begin)
      report.add("list of 10,000 pods through the API", [
        ("as", .string(name)), ("p50 ms", load.median.rounded3), ("slowest ms", load.p99.rounded3), ("MiB", (Double(bytes) / 1_048_576).rounded3),
      ])
    }
    let gets = try await Load.run(tasks: 2, for: .seconds(1)) { _, random in
      _ = try await client.get(pods, name: "pod-\(random.below(20))-\(random.below(500))", options: GetOptions())
    }
    report.add("get through the API", [("gets/s", .int(Int64(gets.perSecond))), ("p50 ms", gets.median.rounded3), ("p99 ms", gets.p99.rounded3)])
  }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
