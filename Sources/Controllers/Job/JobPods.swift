import APIMachinery
import Basics
import Client
import ControllerKit

/// The orders about a Job's pods.
struct JobPods {
  let job: JobView
  let component: String
  static let burst = 500

  private var path: ResourcePath { ResourcePath(WellKnown.pods, namespace: job.object.namespace) }

  /// The lowest indexes that are neither completed, failed nor under way.
  func freeIndexes(_ count: Int, occupied: [Value], _ account: JobAccount) -> [Int] {
    let underWay = CompletionIndexes(occupied.compactMap { JobView.index(of: $0) })
    let failed = account.indexFailures?.failed
    var free: [Int] = []
    var index = 0
    while free.count < count, index < job.completions ?? 0 {
      if !account.completedIndexes.contains(index), !underWay.contains(index), failed?.contains(index) != true { free.append(index) }
      index += 1
    }
    return free
  }

  /// New pods without an index.
  func create(_ count: Int) -> Step? { create(Array(repeating: pod(index: nil), count: max(count, 0))) }

  /// New pods for these indexes.
  func create(indexes: [Int], _ failures: JobIndexFailures?) -> Step? {
    create(indexes.map { index in
      var pod = pod(index: index)
      guard let counts = failures?.counts(beforeNextOf: index, job) else { return pod }
      pod[path: "metadata", "annotations", JobIndexFailures.countAnnotation] = .string(String(counts.failures))
      if counts.ignored > 0 { pod[path: "metadata", "annotations", JobIndexFailures.ignoredAnnotation] = .string(String(counts.ignored)) }
      return pod
    })
  }

  private func create(_ pods: [Value]) -> Step? {
    let orders = pods.prefix(Self.burst).map { pod in
      Order.create(
        path, pod, onSuccess: event(.normal, "SuccessfulCreate", "Created pod: {name}"),
        onFailure: event(.warning, "FailedCreate", "Error creating: {error}"))
    }
    return orders.isEmpty ? nil : .slowStart(orders)
  }

  private func pod(index: Int?) -> Value {
    var pod = PodTemplate.pod(from: job.object["spec"]?["template"], owner: job.object)
    let finalizers = pod.finalizers + [JobView.trackingFinalizer]
    pod[path: "metadata", "finalizers"] = .array(finalizers.map { .string($0) })
    guard let index else { return pod }
    let name = "\(job.object.name)-\(index)"
    pod[path: "metadata", "generateName"] = .string(name + "-")
    pod[path: "metadata", "annotations", JobView.indexAnnotation] = .string(String(index))
    pod[path: "metadata", "labels", JobView.indexAnnotation] = .string(String(index))
    if pod["spec"]?["hostname"] == nil { pod[path: "spec", "hostname"] = .string(name) }
    for list in ["containers", "initContainers"] {
      guard let containers = pod["spec"]?[list]?.array else { continue }
      pod[path: "spec", list] = .array(containers.map { Self.withIndexVariable($0) })
    }
    return pod
  }

  private static func withIndexVariable(_ container: Value) -> Value {
    let variables = container["env"]?.array ?? []
    if variables.contains(where: { $0["name"] == "JOB_COMPLETION_INDEX" }) { return container }
    var container = container
    let field: Value = ["fieldRef": ["fieldPath": .string("metadata.labels['\(JobView.indexAnnotation)']")]]
    container["env"] = .array(variables + [["name": "JOB_COMPLETION_INDEX", "valueFrom": field]])
    return container
  }

  /// Deletes pods that are to count as failed.
  func delete(_ pods: [Value]) -> Step { .parallel(pods.map { delete($0) }) }

  /// Takes pods back as if they had never been: the finalizer comes off first, so they aren't counted.
  func withdraw(_ pods: [Value]) -> [Step] { [.parallel(pods.compactMap { untrack($0) }), .parallel(pods.map { delete($0) })] }

  private func delete(_ pod: Value) -> Order {
    .delete(
      path, name: pod.name, DeleteOptions(uid: pod.uid), onSuccess: event(.normal, "SuccessfulDelete", "Deleted pod: {name}"),
      onFailure: event(.warning, "FailedDelete", "Error deleting: {error}"))
  }

  /// nil when it has no finalizer. The merge patch fails when the object has changed.
  func untrack(_ pod: Value) -> Order? { Self.untrack(pod) }

  static func untrack(_ pod: Value) -> Order? {
    guard pod.finalizers.contains(JobView.trackingFinalizer) else { return nil }
    let kept = pod.finalizers.filter { $0 != JobView.trackingFinalizer }
    let metadata: Value = [
      "uid": .string(pod.uid), "resourceVersion": .string(pod.resourceVersion),
      "finalizers": kept.isEmpty ? .null : .array(kept.map { .string($0) }),
    ]
    let path = ResourcePath(WellKnown.pods, namespace: pod.namespace)
    return Order(.patch(path, name: pod.name, .merge(["metadata": metadata])), ignoring: [.notFound])
  }

  func event(_ type: EventRecord.EventType, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(job.object, type, reason, message, component: component)
  }
}
