import APIMachinery
import Basics
import Client
import TestSupport

/// One harness for every test that needs a cluster: its argument chooses how much of it is real.
///
/// `try await ClusterHarness.with(.git) { cluster in … }` gives a cluster whose controllers and scheduler run, and removes everything of it
/// afterwards, however the body ends. The same body then runs against all of them:
/// `@Test(arguments: ClusterHarness.Reality.allCases)`.
///
/// In process nothing waits for real time: what waits, waits for `clock.advance`. There is no kubelet in any of them.
public struct ClusterHarness: ClusterUnderTest {
  public enum Reality: Sendable, CaseIterable {
    /// The API server in this process over objects in memory.
    case memory
    /// The same over a git repository in a temporary folder.
    case git
    /// `kctl daemon` in a process of its own, over HTTPS.
    case daemon
  }

  public let reality: Reality
  public let administrator: any APIClient
  /// Server, store, clock and chance, where they are in this process.
  public let inProcess: TestCluster?

  /// Moves the clock that the cluster goes by; a daemon goes by the host's, which nobody moves.
  public var clock: ManualClock? { inProcess?.clock }

  public static func with<Result: Sendable>(
    _ reality: Reality, seed: UInt64 = 1, _ body: @Sendable @escaping (ClusterHarness) async throws -> Result
  ) async throws -> Result {
    switch reality {
    case .memory: try await inProcess(.memory, reality, seed, body)
    case .git: try await inProcess(.git, reality, seed, body)
    case .daemon:
      try await TemporaryFolder.with { folder in
        try await DaemonProcess.with(folder: folder) { client in
          try await body(ClusterHarness(reality: reality, administrator: client, inProcess: nil))
        }
      }
    }
  }

  private static func inProcess<Result: Sendable>(
    _ storage: TestCluster.Storage, _ reality: Reality, _ seed: UInt64, _ body: @Sendable @escaping (ClusterHarness) async throws -> Result
  ) async throws -> Result {
    try await TestCluster.with(storage, seed: seed) { cluster in
      try await cluster.withControlLoops {
        try await body(ClusterHarness(reality: reality, administrator: cluster.admin, inProcess: cluster))
      }
    }
  }
}
