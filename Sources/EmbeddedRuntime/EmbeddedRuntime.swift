import Basics
import LinuxKernel
import OCIImage
import RuntimeInterface
import Synchronization

/// Runs containers with an OCI runtime of the host (crun or runc) and conmon; no other daemon is needed.
///
/// A container doesn't need us to go on: its monitor keeps it, its log and its exit code. A new `EmbeddedRuntime` on the same
/// directories finds every sandbox and container again, running or ended; what a crash left half made, it removes (and what it can't
/// remove at once, later).
/// Needs root.
public final class EmbeddedRuntime: ContainerRuntime, ImageService {
  public let configuration: EmbeddedRuntimeConfiguration
  /// The images: for importing and building, beside `ImageService`. Its calls block.
  public let imageStore: ImageStore

  let clock: any WallClock
  let random: any RandomSource
  let queue = BlockingQueue("kctl.runtime")
  let paths: RuntimePaths
  let records: RecordFiles
  let program: OCIRuntimeProgram
  let conmon: Conmon
  let layout: CgroupLayout
  let network: PodNetwork
  let sandboxMaker: SandboxMaker
  let containerMaker: ContainerMaker
  let bootID: String
  let locks = KeyedLock()
  let state: Mutex<RuntimeState>
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// Sets up the instance's bridge, rules and directories, and finds what is there from before.
  public init(
    configuration: EmbeddedRuntimeConfiguration, clock: any WallClock = SystemClock(), random: any RandomSource = SystemRandom()
  ) async throws {
    (self.configuration, self.clock, self.random) = (configuration, clock, random)
    paths = configuration.paths
    records = RecordFiles(paths: paths)
    guard paths.bundle(String(repeating: "0", count: 32)).utf8.count + "/attach".utf8.count <= 107 else {
      throw RuntimeError(.invalid, "the run directory's path \"\(configuration.runDirectory)\" is too long for unix sockets")
    }
    let parts = try await queue.run { [configuration] in try Parts(configuration) }
    (imageStore, program, conmon, layout, bootID) = (parts.images, parts.program, parts.conmon, parts.layout, parts.bootID)
    network = PodNetwork(configuration)
    sandboxMaker = SandboxMaker(configuration: configuration, layout: parts.layout, network: network)
    containerMaker = ContainerMaker(
      configuration: configuration, images: parts.images, conmon: parts.conmon, layout: parts.layout, host: parts.host)
    state = Mutex(RuntimeState(addresses: AddressAllocator(configuration.podCIDR)))
    // Before the records are looked at: an exit that happens meanwhile is seen twice rather than never.
    let watch = try DirectoryWatch(paths.exits)
    try await recover()
    startWatching(watch)
    if let task = startRemovingLeftovers() { tasks.withLock { $0.append(task) } }
  }

  deinit { for task in tasks.withLock({ $0 }) { task.cancel() } }

  private func startWatching(_ watch: DirectoryWatch) {
    let task = Task { [weak self] in
      while let names = try? await watch.next() {
        guard let self else { return }
        await self.noteExits(names)
      }
    }
    tasks.withLock { $0.append(task) }
  }

  public func version() async throws -> RuntimeVersion { try await queue.run { [program] in try program.version() } }

  public func events() -> AsyncStream<RuntimeEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: RuntimeEvent.self, bufferingPolicy: .bufferingNewest(1024))
    let id = state.withLock { state in
      let id = state.nextNumber()
      state.listeners[id] = continuation
      return id
    }
    continuation.onTermination = { [weak self] _ in _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) } }
    return stream
  }

  func send(_ event: RuntimeEvent) {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
  }

  /// 32 hexadecimal digits.
  func newID() -> String { Hexadecimal.encode(random.bytes(16)) }

  /// Removes every sandbox and container, and then what the instance has on the host: bridge, rules, cgroups. Images stay.
  public func tearDown() async throws {
    for id in state.withLock({ Array($0.sandboxes.keys) }) {
      try await stopPodSandbox(id)
      try await removePodSandbox(id)
    }
    try await queue.run { [network, layout, configuration] in
      try network.tearDown()
      try Cgroup(layout, path: configuration.cgroupRoot).remove()
    }
  }
}

/// What start-up finds out, in blocking calls.
private struct Parts: Sendable {
  let images: ImageStore
  let program: OCIRuntimeProgram
  let conmon: Conmon
  let layout: CgroupLayout
  let host: HostFacts
  let bootID: String

  init(_ configuration: EmbeddedRuntimeConfiguration) throws {
    let paths = configuration.paths
    for directory in paths.all { try TextFile.makeDirectories(directory, mode: 0o711) }
    images = try ImageStore(directory: paths.images)
    layout = try .current()
    program = try .choose(configuration.runtime, root: paths.runtimeRoot, layout: layout)
    guard let conmonPath = Command.find(configuration.conmonPath) else {
      throw RuntimeError(.unsupported, "conmon is not installed (Debian: apt install conmon)")
    }
    let monitors = Cgroup(layout, path: configuration.cgroupRoot + "/monitors")
    try monitors.create()
    conmon = Conmon(path: conmonPath, runtime: program, exits: paths.exits, cgroupFiles: monitors.entryFiles)
    bootID = NodeIdentity.current().bootID
    let status = (try? TextFile.read("/proc/self/status")) ?? ""
    let score = (try? TextFile.read("/proc/self/oom_score_adj")).flatMap { Int($0.prefix { !$0.isWhitespace }) } ?? 0
    host = HostFacts(
      availableCapabilities: Capabilities.available(status: status), oomScoreAdj: score, hasUnifiedCgroups: layout.kind == .v2,
      devices: HostDevice.list())
  }
}
