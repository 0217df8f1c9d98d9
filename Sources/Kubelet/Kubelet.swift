import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

/// One node: takes the pods that are bound to it, runs them on a container runtime, and tells the API how they fare.
///
/// It sees the API and the runtime only through their protocols. `run()` serves until it is cancelled and leaves the pods
/// running: the next kubelet takes them over without restarting anything.
public final class Kubelet: Sendable {
  /// What a kubelet needs of its surroundings besides the API and the runtime.
  public struct Surroundings: Sendable {
    public var mounts: any MountService
    /// nil: pods with projected serviceAccountToken volumes don't start, and say why.
    public var tokens: (any TokenSource)?
    public var http: any HTTPProber
    public var clock: any WallClock
    /// nil: the node's own usage isn't watched, nothing is evicted and no image removed.
    public var observer: (any NodeObserver)?
    public init(
      mounts: any MountService, tokens: (any TokenSource)? = nil, http: any HTTPProber = PlainHTTPProber(),
      clock: any WallClock = SystemClock(), observer: (any NodeObserver)? = nil
    ) {
      (self.mounts, self.tokens, self.http, self.clock, self.observer) = (mounts, tokens, http, clock, observer)
    }
  }

  let context: NodeContext
  let workers: PodWorkers
  let node: NodeReporter
  let logWatch: FileWatch?
  private let object: NodeObject
  let observer: (any NodeObserver)?

  /// `runtimeName` is the scheme of container ids, such as `containerd`.
  public init(
    _ configuration: KubeletConfiguration, client: any APIClient, runtime: any ContainerRuntime, images: any ImageService,
    runtimeName: String, surroundings: Surroundings, logger: Logger
  ) {
    let clock = surroundings.clock
    let workers = PodWorkers(hasStaticSource: configuration.staticPodDirectory != nil)
    let events = EventRecorder(client: client, clock: clock, nodeName: configuration.nodeName, logger: logger)
    let sockets = BlockingThreads(limit: 16)
    let board = PressureBoard()
    self.workers = workers
    observer = surroundings.observer
    context = NodeContext(
      configuration: configuration, client: client, runtime: runtime, runtimeName: runtimeName,
      cache: RuntimeCache(runtime: runtime, clock: clock, fallbackSeconds: configuration.syncFallbackSeconds, logger: logger) {
        workers.wake($0)
      },
      images: ImagePuller(images: images, events: events, clock: clock), events: events,
      objects: WatchedObjects(client: client, clock: clock) { workers.wake($0) }, services: ServiceCache(),
      publisher: StatusPublisher(client: client, clock: clock, logger: logger) { workers.worker($0.uid)?.update(Pod($0)) },
      tokens: surroundings.tokens,
      volumes: PodVolumes(directories: PodDirectories(root: configuration.rootDirectory), mounts: surroundings.mounts),
      prober: Prober(runtime: runtime, http: surroundings.http, threads: sockets), board: board,
      mirrors: MirrorPods(), others: { uid in workers.all.filter { $0.uid != uid && $0.usesResources }.map(\.pod) },
      onFreed: { workers.wakeDeferred() }, threads: BlockingThreads(limit: 4), clock: clock,
      logger: logger)
    object = NodeObject(configuration: configuration)
    node = NodeReporter(
      object, client: client, runtime: runtime, images: images, clock: clock, events: events, board: board, logger: logger)
    do throws(FileError) {
      let watch = try FileWatch()
      try watch.start()
      logWatch = watch
    } catch {
      logger.warning("Logs can't be followed by inotify", metadata: ["error": "\(error)"])
      logWatch = nil
    }
  }

  /// Serves until the task is cancelled. The node is registered and pods are taken at once, side by side.
  public func run() async throws {
    let context = context
    let configuration = context.configuration
    try await context.threads.run {
      try Files.makeDirectory(configuration.rootDirectory + "/pods", mode: 0o750)
      try Files.makeDirectory(configuration.logDirectory)
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await context.events.run() }
      group.addTask { await self.node.run() }
      group.addTask { await self.renewLease() }
      group.addTask { await context.services.run(client: context.client, clock: context.clock) }
      group.addTask { await self.servePods() }
    }
    await workers.stop()
  }

  private func renewLease() async {
    let lease = NodeLease(
      nodeName: context.configuration.nodeName, durationSeconds: context.configuration.leaseDurationSeconds, client: context.client,
      clock: context.clock, logger: context.logger)
    await lease.run { self.node.node?.uid }
  }

  /// Pods are looked at only once it is known what already runs.
  private func servePods() async {
    guard await readRuntime() else { return }
    let context = context
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await context.cache.run() }
      group.addTask { await Housekeeping(context: context, workers: self.workers).run() }
      if let observer = self.observer {
        group.addTask { await Evictor(context: context, workers: self.workers, node: self.node, observer: observer).run() }
        group.addTask { await ImageCollector(context: context, observer: observer).run() }
      }
      if let directory = context.configuration.staticPodDirectory {
        group.addTask {
          await StaticPodSource(directory: directory, context: context, watch: self.logWatch).run { pods in
            self.workers.handle(staticPods: pods, context)
          }
        }
      }
      group.addTask {
        await context.mirrors.run(context, nodeUID: { self.node.node?.uid }) { self.workers.wake($0) }
      }
      group.addTask {
        let pods = ListWatch(
          client: context.client, path: ResourcePath(Resources.pods), fieldSelector: "spec.nodeName=\(context.configuration.nodeName)",
          clock: context.clock)
        await pods.run { change in
          self.workers.handle(change, context) { pod, others in self.admission.reject(pod, others: others) }
        }
      }
    }
  }

  private func readRuntime() async -> Bool {
    while !Task.isCancelled {
      do {
        try await context.cache.refresh()
        return true
      } catch {
        context.logger.warning("The runtime can't be listed", metadata: ["error": "\(error)"])
        do { try await context.clock.sleep(for: .seconds(1)) } catch { return false }
      }
    }
    return false
  }

  private var admission: NodeAdmission {
    let node = node.node
    return NodeAdmission(
      labels: node?.labels ?? object.labels, nodeName: context.configuration.nodeName, taints: node?["spec"]?["taints"]?.array ?? [],
      allocatable: context.allocatable, sysctls: SysctlPolicy(allowed: context.configuration.allowedUnsafeSysctls),
      hasAppArmor: context.configuration.hasAppArmor, pressures: context.board.pressures)
  }

  /// Stops every pod on the node, each within its grace period, and leaves the API as it is. For a kubelet that isn't running any more.
  public func stopPods() async throws {
    try await context.cache.refresh()
    let context = context
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (_, runtime) in context.cache.pods {
        group.addTask {
          let pod = Orphans.pod(runtime)
          let worker = PodWorker(pod, context, isGone: true)
          try await worker.killAll(pod, runtime, graceSeconds: pod.terminationGracePeriodSeconds)
          for sandbox in runtime.sandboxes where sandbox.state == .ready { try await context.runtime.stopPodSandbox(sandbox.id) }
        }
      }
      try await group.waitForAll()
    }
    let volumes = context.volumes
    try await context.threads.run { try volumes.unmountAll() }
  }
}
