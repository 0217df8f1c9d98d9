import APIMachinery
import APIServer
import Basics
import Client
import Store

/// What clients fetch before they do anything: discovery and OpenAPI. The documents are made on first demand and kept, so the first
/// answer of a server and those after it are two figures.
enum DocumentBenchmark {
  private static let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"
  private static let protobuf = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

  private static let documents: [(name: String, path: String, accept: String)] = [
    ("discovery, plain", "/apis/apps/v1", "application/json"), ("discovery, aggregated", "/apis", aggregated),
    ("OpenAPI v2", "/openapi/v2", "application/json"), ("OpenAPI v2 protobuf", "/openapi/v2", protobuf),
    ("OpenAPI v3 index", "/openapi/v3", "application/json"), ("OpenAPI v3 of apps/v1", "/openapi/v3/apis/apps/v1", "application/json"),
  ]

  static func run(_ report: Report, rounds: Int = 200) async throws {
    for document in documents {
      let server = APIServer(store: MemoryStore())
      let request = request(document.path, document.accept)
      let (first, bytes) = try await fetch(server, request)
      var times: [Double] = []
      let begin = ContinuousClock.now
      for _ in 0..<rounds { times.append(try await fetch(server, request).milliseconds) }
      let load = Load(times, ContinuousClock.now - begin)
      var known = request
      known.headers["If-None-Match"] = try await tag(server, request)
      let unchanged = try await fetch(server, known).milliseconds
      report.add("documents", [
        ("what", .string(document.name)), ("first ms", first.rounded3), ("p50 ms", load.median.rounded3), ("p99 ms", load.p99.rounded3),
        ("unchanged ms", unchanged.rounded3), ("KiB", (Double(bytes) / 1_024).rounded3),
      ])
    }
  }

  private static func request(_ path: String, _ accept: String) -> HTTPRequest {
    var peer = HTTPPeer()
    peer.unixUserID = 0
    return HTTPRequest("GET", path, headers: ["Accept": accept, "User-Agent": "benchmark"], peer: peer)
  }

  private static func fetch(_ server: APIServer, _ request: HTTPRequest) async throws -> (milliseconds: Double, bytes: Int) {
    let start = ContinuousClock.now
    let response = await server.handle(request)
    let bytes = try await response.bytes().count
    guard response.status == 200 || response.status == 304 else { throw BenchmarkFailure("\(request.path) answers \(response.status)") }
    return ((ContinuousClock.now - start).seconds * 1_000, bytes)
  }

  private static func tag(_ server: APIServer, _ request: HTTPRequest) async throws -> String? {
    await server.handle(request).headers["ETag"]
  }
}
