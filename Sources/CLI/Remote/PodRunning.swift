import APIMachinery
import ArgumentParser
import Basics

/// `--pod-running-timeout`: how long commands about what runs in a workload's pod wait for it to run.
struct PodRunningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long to wait for a workload's pod that is about to run; 0 doesn't wait.", valueName: "duration"))
  var podRunningTimeout: String = "1m0s"
  init() {}

  /// The pod of a workload as it is once it no longer waits to run, or when the time is up. One that was named itself is taken as it is.
  func running(_ pod: Value, of argument: String?, _ session: ClusterSession) async throws -> Value {
    let limit = try GoDuration.parse(podRunningTimeout, option: "pod-running-timeout")
    let type = argument.flatMap { $0.contains("/") ? String($0.prefix { $0 != "/" }) : nil } ?? "pods"
    guard !["pod", "pods", "po"].contains(type.lowercased()), Self.isPending(pod), limit > .zero, let pods = try await session.catalog().resource(named: "pods") else { return pod }
    let latest = LatestObject()
    _ = try await session.environment.clock.withTimeout(limit) {
      try await session.follow(session.address(of: pod, pods)) { object in
        guard let object else { throw CommandFailure("pod \(pod.name) was deleted") }
        await latest.set(object)
        return !Self.isPending(object)
      }
    }
    return await latest.object ?? pod
  }

  private static func isPending(_ pod: Value) -> Bool { pod[path: "status", "phase"]?.string ?? "Pending" == "Pending" }
}
