import APIMachinery
import Basics
import Client
import Glibc
import HTTPTransport

/// A `kctl daemon` of a benchmark's own, on this host: own directories, own addresses.
struct NodeDaemon {
  let process: pid_t
  let client: WireClient
  private let exchange: HTTPClient

  static let nodeName = "bench"

  /// Starts the program; returns as soon as it runs. Its log goes to `directory`/daemon.log.
  static func start(program: String, directory: String) throws -> NodeDaemon {
    let arguments = [
      program, "daemon", "--repository", directory + "/cluster.git", "--data-dir", directory + "/data", "--secure-port", "0",
      "--node-name", nodeName, "--pod-cidr", "10.241.11.0/24", "--write-kubeconfig", directory + "/kubeconfig", "--stop-pods",
    ]
    let process = try spawn(arguments, log: directory + "/daemon.log")
    let exchange = try HTTPClient(.unixSocket(directory + "/data/api.sock"), group: .singleton)
    return NodeDaemon(process: process, client: WireClient(exchange, userAgent: "kctl-benchmarks"), exchange: exchange)
  }

  /// Returns once /readyz answers with 200; asks every millisecond.
  func untilServing() async throws {
    while true {
      if let response = try? await exchange.send(HTTPRequest("GET", "/readyz")), response.status == 200 { return }
      guard kill(process, 0) == 0, waitpid(process, nil, WNOHANG) == 0 else { throw BenchmarkError("the daemon ended") }
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  func untilNodeReady() async throws {
    let nodes = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "nodes"))
    try await watch(nodes) { node in
      node["status"]?["conditions"]?.array?.contains { $0["type"]?.string == "Ready" && $0["status"]?.string == "True" } ?? false
    }
  }

  /// Returns when an object of the collection is as wanted; `isWanted` sees all states from now on.
  func watch(_ path: ResourcePath, until isWanted: (Value) -> Bool) async throws {
    var options = ListOptions()
    let list = try await client.list(path, options: options)
    if list.items.contains(where: isWanted) { return }
    options.resourceVersion = list.resourceVersion
    for try await event in try await client.watch(path, options: options) where isWanted(event.object) { return }
    throw BenchmarkError("the watch ended")
  }

  /// In MiB: VmRSS, and of it what isn't shared file pages (RssAnon).
  func residentMemory() throws -> (all: Double, anonymous: Double) {
    let status = try TextFile.read("/proc/\(process)/status")
    func mebibytes(_ field: String) -> Double {
      for line in status.split(separator: "\n") where line.hasPrefix(field + ":") {
        return (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Double($0) } ?? 0) / 1_024
      }
      return 0
    }
    return (mebibytes("VmRSS"), mebibytes("RssAnon"))
  }

  /// SIGTERM, and returns when it has ended.
  func stop() {
    kill(process, SIGTERM)
    waitpid(process, nil, 0)
  }

  /// Runs a program to its end.
  static func run(_ arguments: [String], log: String) throws {
    var status: Int32 = 0
    waitpid(try spawn(arguments, log: log), &status, 0)
    guard status == 0 else { throw BenchmarkError("\(arguments.joined(separator: " ")) failed, see \(log)") }
  }

  private static func spawn(_ arguments: [String], log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var pid = pid_t()
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    guard posix_spawn(&pid, arguments[0], &actions, nil, &pointers, environ) == 0 else { throw BenchmarkError("can't start \(arguments[0])") }
    return pid
  }
}

struct BenchmarkError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
