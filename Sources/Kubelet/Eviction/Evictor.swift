import APIMachinery
import Basics
import Logging
import RuntimeInterface

/// Watches over the node's memory, disk and processes, and evicts pods before the kernel has to choose (Node-pressure Eviction).
struct Evictor: Sendable {
  static let period = Duration.seconds(10)

  var context: NodeContext
  var workers: PodWorkers
  var node: NodeReporter
  var observer: any NodeObserver

  func run() async {
    var state = PressureState()
    while !Task.isCancelled {
      await step(&state)
      do { try await context.clock.sleep(for: Self.period) } catch { return }
    }
  }

  /// One look at the node, and at most one eviction: the next look tells whether it was enough.
  func step(_ state: inout PressureState) async {
    let observer = observer
    let thresholds = context.configuration.evictionHard
    var shortages = state.observe(await context.threads.run { observer.usage() }, thresholds, now: context.clock.now)
    if context.board.set(state.pressures(now: context.clock.now)) { node.poke() }
    if shortages.contains(where: { $0.signal.pressure == .disk }) {
      // Images that nobody uses go before pods.
      await ImageCollector(context: context, observer: observer).removeUnused()
      shortages = state.observe(await context.threads.run { observer.usage() }, thresholds, now: context.clock.now)
    }
    if let shortage = shortages.first {
      await evictOne(shortage)
    } else {
      await evictOverLimit()
    }
  }

  private func evictOne(_ shortage: PressureState.Shortage) async {
    var candidates: [EvictionCandidate] = []
    for worker in workers.all where worker.usesResources && !worker.isEvicted {
      candidates.append(EvictionCandidate(pod: worker.pod, containers: await usage(worker.pod, shortage.signal)))
    }
    guard let victim = EvictionCandidate.first(candidates) else {
      return context.logger.warning("The node is short, and no pod can be evicted", metadata: ["signal": "\(shortage.signal.rawValue)"])
    }
    evict(victim.pod, victim.message(shortage))
  }

  private func evict(_ pod: Pod, _ message: String) {
    context.logger.notice("Evicting a pod", metadata: ["pod": "\(pod.fullName)", "why": "\(message)"])
    context.events.warning(EventTarget(pod), "Evicted", message)
    workers.worker(pod.uid)?.evict(.init(reason: "Evicted", message: message, isDisruption: true))
  }

  private func usage(_ pod: Pod, _ signal: EvictionSignal) async -> [EvictionCandidate.Usage] {
    var usages: [EvictionCandidate.Usage] = []
    for status in context.cache.status(of: pod).runningContainers {
      let stats = try? await context.runtime.containerStats(status.id)
      let requests = ResourceAmounts(pod.container(named: status.name)?.value["resources"]?["requests"])
      let (bytes, request): (UInt64, Int64) = switch signal.pressure {
      case .memory: (stats?.memoryWorkingSetBytes ?? 0, requests.memoryBytes)
      case .disk: (stats?.writableLayerBytes ?? 0, requests.ephemeralStorageBytes)
      case .processes: (0, 0)
      }
      usages.append(.init(container: status.name, bytes: Int64(clamping: bytes), requestBytes: request))
    }
    return usages
  }

  /// Pods that use more local storage than they may; nothing but counting can hold them to it.
  private func evictOverLimit() async {
    for worker in workers.all where worker.usesResources && !worker.isEvicted && worker.pod.hasStorageLimits {
      let pod = worker.pod
      var layers: [String: Int64] = [:]
      for status in context.cache.status(of: pod).runningContainers {
        layers[status.name] = (try? await context.runtime.containerStats(status.id))?.writableLayerBytes.map { Int64(clamping: $0) }
      }
      let (directories, logs) = (context.volumes.directories, LogLayout(context.configuration.logDirectory))
      let excess = await context.threads.run { [layers] in
        StorageUsage(pod, directories, logs, layers: layers).excess(of: pod)
      }
      if let excess { evict(pod, excess) }
    }
  }
}
