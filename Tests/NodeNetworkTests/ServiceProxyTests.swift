import APIMachinery
import AccessControl
import Basics
import Client
import ControllerKit
import LinuxKernel
import Logging
import Synchronization
import TestSupport
import Testing

@testable import NodeNetwork

/// The proxy against an API server, with a host that takes down what it is told.
@Suite struct ServiceProxyTests {
  private final class RecordingHost: ServiceProxyHost {
    let scripts: AsyncStream<String>
    private let told: AsyncStream<String>.Continuation
    private let refusals = Mutex(0)
    let cleanings = Mutex(0)

    init() { (scripts, told) = AsyncStream.makeStream() }

    func refuseNext() { refusals.withLock { $0 += 1 } }

    func load(_ script: String) async throws {
      defer { told.yield(script) }
      let isRefused = refusals.withLock { count in
        defer { count = max(0, count - 1) }
        return count > 0
      }
      if isRefused { throw StatusError.internalError("no") }
    }

    func forgetFlows(isIPv6: Bool, where isStale: @escaping @Sendable (TrackedFlow) -> Bool) async throws { cleanings.withLock { $0 += 1 } }
    func answerHealthChecks(_ answers: [Int: ServiceHealth]) async throws {}
  }

  private static let services = ResourcePath(WellKnown.services, namespace: "default")
  private static let slices = ResourcePath(WellKnown.endpointSlices, namespace: "default")

  private static func service(_ name: String) -> Value {
    ["apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)], "spec": ["ports": [["port": 80]]]]
  }

  private static func slice(_ name: String, _ address: String) -> Value {
    var slice = Samples.slice(name, [Samples.endpoint(address)], ports: [["name": "", "port": 8080, "protocol": "TCP"]])
    slice[path: "metadata", "name"] = .string("\(name)-\(address)")
    return slice
  }

  /// Runs the proxy as the identity that it has in a daemon.
  private func withProxy(
    _ body: @Sendable @escaping (TestCluster, RecordingHost, inout AsyncStream<String>.Iterator) async throws -> Void
  ) async throws {
    let configuration = try Samples.configuration()
    try await TestCluster.with(.memory, seed: 1) { cluster in
      let host = RecordingHost()
      let client = cluster.server.client(as: .component("system:kube-proxy"), userAgent: "test")
      let proxy = ServiceProxy(
        configuration, client: client, host: host, clock: cluster.clock, random: cluster.random,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let running = Task { await proxy.run() }
      var scripts = host.scripts.makeAsyncIterator()
      do { try await body(cluster, host, &scripts) } catch {
        running.cancel()
        throw error
      }
      running.cancel()
      await running.value
    }
  }

  @Test func `the first script replaces whatever is there, and the next says only what is new`() async throws {
    try await withProxy { cluster, _, scripts in
      let first = try #require(await scripts.next())
      #expect(first.hasPrefix("table ip kctl-proxy-x {}\ndelete table ip kctl-proxy-x\n"))
      let created = try await cluster.admin.create(Self.services, Self.service("web"), options: WriteOptions())
      let address = try #require(created["spec"]?["clusterIP"]?.string)
      #expect(await scripts.next() == "add element ip kctl-proxy-x cluster-ips { \(address) . tcp . 80 : goto refuse }\n")
      // The third within a second has to wait.
      _ = try await cluster.admin.create(Self.slices, Self.slice("web", "10.1.0.2"), options: WriteOptions())
      cluster.clock.advance(by: .seconds(1))
      let third = try #require(await scripts.next())
      #expect(third.contains("add rule ip kctl-proxy-x all/default/web/tcp meta l4proto tcp dnat to 10.1.0.2:8080\n"))
      #expect(!third.contains("delete table"))
    }
  }

  @Test func `after a refusal everything is loaded anew`() async throws {
    try await withProxy { cluster, host, scripts in
      _ = await scripts.next()
      host.refuseNext()
      _ = try await cluster.admin.create(Self.services, Self.service("web"), options: WriteOptions())
      #expect(await scripts.next()?.contains("delete table") == false)
      // How far it is when the clock moves can't be told: it moves on until the next script is there.
      let passing = Task {
        while !Task.isCancelled {
          cluster.clock.advance(by: .seconds(1))
          await Task.yield()
        }
      }
      defer { passing.cancel() }
      let again = try #require(await scripts.next())
      #expect(again.contains("delete table ip kctl-proxy-x") && again.contains("goto refuse"))
    }
  }
}
