import Basics

/// What a kubelet asks of a container runtime; the shape of the CRI's RuntimeService (k8s.io/cri-api, runtime.v1).
///
/// All methods are idempotent where the CRI's are: stopping what is stopped and removing what is gone succeed.
public protocol ContainerRuntime: Sendable {
  func version() async throws -> RuntimeVersion
  /// Creates and starts a sandbox: namespaces, network, cgroup, log directory. Returns its id.
  func runPodSandbox(_ config: PodSandboxConfig) async throws -> String
  /// Kills what still runs in the sandbox, takes its network down.
  func stopPodSandbox(_ id: String) async throws
  /// Removes the sandbox and its containers; leaves nothing of them on the host.
  func removePodSandbox(_ id: String) async throws
  func podSandboxes() async throws -> [PodSandboxStatus]
  func createContainer(sandbox: String, _ config: ContainerConfig) async throws -> String
  func startContainer(_ id: String) async throws
  /// Sends the stop signal, and SIGKILL after `timeoutSeconds`. Returns when the container is dead.
  func stopContainer(_ id: String, timeoutSeconds: Int) async throws
  func removeContainer(_ id: String) async throws
  /// Gives a running container other limits of CPU and memory; those that are nil stay as they are.
  func updateContainer(_ id: String, resources: LinuxResources) async throws
  /// Gives a sandbox's own control group other limits.
  func updatePodSandbox(_ id: String, resources: LinuxResources) async throws
  func containers() async throws -> [ContainerStatus]
  func containerStatus(_ id: String) async throws -> ContainerStatus
  /// Starts a new log file at the container's log path (after the old one was renamed).
  func reopenContainerLog(_ id: String) async throws
  /// Runs a command to its end; throws `RuntimeError.timeout` when it takes longer.
  func execSync(_ id: String, command: [String], timeoutSeconds: Int) async throws -> ExecResult
  func exec(_ id: String, command: [String], tty: Bool, io: ProcessIO) async throws -> Int32
  func attach(_ id: String, tty: Bool, io: ProcessIO) async throws -> Int32
  /// Connects to a port that listens on the loopback of the sandbox's network.
  func portForward(_ sandbox: String, port: UInt16) async throws -> any ByteConnection
  func containerStats(_ id: String) async throws -> ContainerStats
  /// A hint that something about this sandbox's containers may have changed (an exit, for instance). Hints may be missing: the
  /// kubelet relists as well.
  func events() -> AsyncStream<RuntimeEvent>
}

/// The shape of the CRI's ImageService.
public protocol ImageService: Sendable {
  func images() async throws -> [ImageStatus]
  /// nil when the image isn't present.
  func image(_ reference: String) async throws -> ImageStatus?
  /// Returns the image's id.
  func pull(_ reference: String) async throws -> String
  func remove(_ reference: String) async throws
}

public struct RuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Sendable { case notFound, invalid, timeout, imageNotPresent, unsupported, failed }
  public var code: Code
  public var message: String
  public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
  public var description: String { message }
}

extension ContainerRuntime {
  /// For runtimes that don't reach into their sandboxes' networks.
  public func portForward(_ sandbox: String, port: UInt16) async throws -> any ByteConnection {
    throw RuntimeError(.unsupported, "the container runtime can't forward ports")
  }
}
