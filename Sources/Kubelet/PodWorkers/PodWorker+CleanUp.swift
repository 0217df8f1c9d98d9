import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

extension PodWorker {
  /// What is left to do for a pod that has ended: its volumes go at once, its containers and logs when it is deleted.
  func cleanUp() async {
    let pod = self.pod
    do {
      context.objects.retain([], for: uid)
      let runtime = context.cache.status(of: pod)
      if !runtime.runningContainers.isEmpty || runtime.readySandbox != nil {
        // The API says it has ended, the runtime doesn't: the kubelet was stopped in between.
        return enter(.terminating)
      }
      let (volumes, uid) = (context.volumes, uid)
      guard try await context.threads.run({ try volumes.tearDown(uid) }) else {
        return wake(at: context.clock.now + retries.next())
      }
      if isGone { return try await removeRemains(pod) }
      guard pod.object.isBeingDeleted, !pod.isStatic else { return }
      try await removeRuntimeObjects(pod)
      try await deleteFromAPI(pod)
    } catch {
      if Task.isCancelled { return }
      context.logger.warning("Pod was not cleaned up", metadata: ["pod": "\(pod.fullName)", "error": "\(error)"])
      wake(at: context.clock.now + retries.next())
    }
  }

  /// Deletes the object for good, and only this very one. Finalizers may keep it longer.
  private func deleteFromAPI(_ pod: Pod) async throws {
    guard pod.object.finalizers.isEmpty else { return }
    let options = DeleteOptions(gracePeriodSeconds: 0, propagation: .background, uid: pod.uid)
    do {
      _ = try await context.client.delete(ResourcePath(Resources.pods, namespace: pod.namespace), name: pod.name, options: options)
    } catch let error as StatusError where error.code == 404 || error.code == 409 {
      // Already gone, or another pod has the name: the watch will tell.
    }
  }

  private func removeRuntimeObjects(_ pod: Pod) async throws {
    let runtime = context.cache.status(of: pod)
    guard !runtime.isEmpty else { return }
    for sandbox in runtime.sandboxes { try await context.runtime.removePodSandbox(sandbox.id) }
    let sandboxes = Set(runtime.sandboxes.map(\.id))
    for container in runtime.containers where !sandboxes.contains(container.sandboxID) {
      try await context.runtime.removeContainer(container.id)
    }
    try await context.cache.refresh()
  }

  private func removeRemains(_ pod: Pod) async throws {
    try await removeRuntimeObjects(pod)
    let logs = LogLayout(context.configuration.logDirectory).directory(of: pod)
    try await context.threads.run { try Files.removeTree(logs) }
    await context.publisher.forget(uid)
    enter(.finished)
  }

  /// Of each container the newest instance and the one before stay, so that its last log can be read.
  func collectDeadContainers(_ runtime: PodRuntimeStatus) async {
    let surplus = DeadContainers.surplus(runtime)
    for id in surplus.containers { await ignoringErrors { try await $0.removeContainer(id) } }
    for id in surplus.sandboxes { await ignoringErrors { try await $0.removePodSandbox(id) } }
  }

  /// What can't be removed now is tried again in the next turn.
  private func ignoringErrors(_ work: @Sendable (any ContainerRuntime) async throws -> Void) async {
    do { try await work(context.runtime) } catch {
      context.logger.debug("Dead container was not removed", metadata: ["pod": "\(uid)", "error": "\(error)"])
    }
  }
}
