import APIMachinery
import Basics
import Client
import Logging
import Synchronization

/// Keeps the API's mirrors of the node's static pods.
final class MirrorPods: Sendable {
  private struct State {
    var pods: [Pod] = []
    var mirrors: [String: Value] = [:]
    var isListed = false
  }

  private let state = Mutex(State())
  private let pulses: AsyncStream<Void>
  private let pulse: AsyncStream<Void>.Continuation

  init() { (pulses, pulse) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) }

  /// The mirror of a static pod; nil while there is none.
  func mirror(of pod: Pod) -> Value? {
    state.withLock { state in
      state.mirrors.values.first { $0.annotations[StaticPod.mirrorAnnotation] == pod.uid && !$0.isBeingDeleted }
    }
  }

  func set(_ pods: [Pod]) {
    state.withLock { $0.pods = pods }
    pulse.yield()
  }

  /// Takes what concerns mirrors out of a change of the API's pods.
  func handle(_ change: ListWatch.Change) {
    state.withLock { state in
      switch change {
      case .replaced(let objects):
        state.mirrors = Dictionary(objects.filter(Self.isMirror).map { ($0.uid, $0) }) { $1 }
        state.isListed = true
      case .updated(let object) where Self.isMirror(object): state.mirrors[object.uid] = object
      case .deleted(let object): state.mirrors[object.uid] = nil
      default: break
      }
    }
    pulse.yield()
  }

  static func isMirror(_ object: Value) -> Bool { object.annotations[StaticPod.mirrorAnnotation] != nil }

  /// Returns when the task is cancelled. `wake` is told the static pods whose mirror is new.
  func run(_ context: NodeContext, nodeUID: @Sendable () -> String?, wake: @Sendable (Set<String>) -> Void) async {
    for await _ in pulses {
      let (plan, isListed) = state.withLock { (MirrorPlan($0.pods, mirrors: Array($0.mirrors.values)), $0.isListed) }
      guard isListed else { continue }
      do {
        for mirror in plan.deletions { try await delete(mirror, context) }
        for pod in plan.creations {
          let object = try await context.client.create(
            ResourcePath(Resources.pods, namespace: pod.namespace), StaticPod.mirror(of: pod, nodeUID: nodeUID()), options: WriteOptions())
          state.withLock { $0.mirrors[object.uid] = object }
          wake([pod.uid])
        }
      } catch is CancellationError {
        return
      } catch {
        context.logger.warning("A mirror pod was not brought up to date", metadata: ["error": "\(error)"])
        do { try await context.clock.sleep(for: .seconds(1)) } catch { return }
        pulse.yield()
      }
    }
  }

  private func delete(_ mirror: Value, _ context: NodeContext) async throws {
    let options = DeleteOptions(gracePeriodSeconds: 0, propagation: .background, uid: mirror.uid)
    do {
      _ = try await context.client.delete(ResourcePath(Resources.pods, namespace: mirror.namespace), name: mirror.name, options: options)
    } catch let error as StatusError where error.code == 404 || error.code == 409 {}
    state.withLock { $0.mirrors[mirror.uid] = nil }
    pulse.yield()
  }
}
