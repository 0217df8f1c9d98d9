import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface
import Synchronization

/// The pods of this node and the worker of each.
final class PodWorkers: Sendable {
  private struct State {
    var workers: [String: PodWorker] = [:]
    var tasks: [String: Task<Void, Never>] = [:]
    var hasList = false
    /// False while a manifest directory hasn't been read yet.
    var hasStaticPods: Bool
    var isStopped = false
  }
  private let state: Mutex<State>

  /// With a source of static pods nothing counts as an orphan before it was read.
  init(hasStaticSource: Bool = false) { state = Mutex(State(hasStaticPods: !hasStaticSource)) }

  var all: [PodWorker] { state.withLock { Array($0.workers.values) } }
  /// True once all lists of pods were read: before that nothing on the node may be called an orphan.
  var hasList: Bool { state.withLock { $0.hasList && $0.hasStaticPods } }

  func worker(_ uid: String) -> PodWorker? { state.withLock { $0.workers[uid] } }

  /// Of several pods of a name the one that isn't gone.
  func worker(namespace: String, name: String) -> PodWorker? {
    let found = all.filter { $0.pod.namespace == namespace && $0.pod.name == name }
    return found.first { !$0.isGone } ?? found.first
  }

  /// Lets those look again whose resize waits until others have gone.
  func wakeDeferred() { for worker in all where worker.isDeferred { worker.wake() } }

  func wake(_ uids: Set<String>) { for uid in uids { worker(uid)?.wake() } }

  /// The static pods are exactly these.
  func handle(staticPods pods: [Pod], _ context: NodeContext) {
    let uids = Set(pods.map(\.uid))
    for worker in all where worker.pod.isStatic && !uids.contains(worker.uid) { worker.remove() }
    for pod in pods where worker(pod.uid) == nil { start(PodWorker(pod, context)) }
    state.withLock { $0.hasStaticPods = true }
    context.mirrors.set(pods)
    adoptOrphans(context)
  }

  func handle(_ change: ListWatch.Change, _ context: NodeContext, admission: (Pod, [Pod]) -> NodeAdmission.Rejection?) {
    context.mirrors.handle(change)
    switch change {
    case .replaced(let objects):
      let uids = Set(objects.map(\.uid))
      // In the order in which they were created, so that a full node keeps the oldest.
      for object in objects.sorted(by: {
        ($0.creationTimestamp?.nanosecondsSinceEpoch ?? 0, $0.name) < ($1.creationTimestamp?.nanosecondsSinceEpoch ?? 0, $1.name)
      }) {
        update(Pod(object), context, admission)
      }
      for worker in all where !uids.contains(worker.uid) && !worker.pod.isStatic { worker.remove() }
      state.withLock { $0.hasList = true }
      adoptOrphans(context)
    case .updated(let object): update(Pod(object), context, admission)
    case .deleted(let object):
      guard let worker = worker(object.uid) else { return }
      worker.update(Pod(object))
      worker.remove()
    case .failed(let error): context.logger.warning("Pods can't be listed", metadata: ["error": "\(error)"])
    }
  }

  private func update(_ pod: Pod, _ context: NodeContext, _ admission: (Pod, [Pod]) -> NodeAdmission.Rejection?) {
    if pod.isMirror { return }
    if let worker = worker(pod.uid) { return worker.update(pod) }
    var verdict: PodStatusInputs.Verdict?
    // What runs already was admitted by an earlier kubelet.
    if !pod.isTerminal, !pod.object.isBeingDeleted, context.cache.status(of: pod).isEmpty {
      let others = all.filter(\.usesResources).map(\.pod)
      if let rejection = admission(pod, others) {
        context.events.warning(EventTarget(pod), rejection.reason, rejection.message)
        verdict = .init(reason: rejection.reason, message: rejection.message)
      }
    }
    start(PodWorker(pod, context, verdict: verdict))
  }

  /// Pods that the runtime has and the API hasn't are stopped and removed.
  func adoptOrphans(_ context: NodeContext) {
    guard hasList else { return }
    for (uid, runtime) in context.cache.pods where worker(uid) == nil {
      context.logger.info("Stopping a pod that the API doesn't have", metadata: ["pod": "\(runtime.namespace)/\(runtime.name)"])
      start(PodWorker(Orphans.pod(runtime), context, isGone: true))
    }
  }

  private func start(_ worker: PodWorker) {
    state.withLock { state in
      guard !state.isStopped, state.workers[worker.uid] == nil else { return }
      state.workers[worker.uid] = worker
      state.tasks[worker.uid] = Task { [weak self] in
        await worker.run()
        if await worker.stage == .finished { self?.forget(worker.uid) }
      }
    }
  }

  private func forget(_ uid: String) {
    state.withLock { state in
      state.workers[uid] = nil
      state.tasks[uid] = nil
    }
  }

  /// Ends the workers; the pods go on.
  func stop() async {
    let tasks = state.withLock { state in
      state.isStopped = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
