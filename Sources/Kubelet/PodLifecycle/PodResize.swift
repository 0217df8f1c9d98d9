import APIMachinery
import RuntimeInterface

/// How far a change of a running pod's resources has come: what the node has set aside for it, and why that isn't yet what the
/// specification asks for.
struct PodResize: Sendable, Equatable {
  enum Pending: Sendable, Equatable {
    /// The node is too small; it will never fit.
    case infeasible(String)
    /// It would fit if other pods went.
    case deferred(String)
  }

  static let conditionTypes: Set<String> = ["PodResizePending", "PodResizeInProgress"]

  /// By container, the `resources` that count.
  private(set) var allocated: [String: Value] = [:]
  private(set) var pending: Pending?
  /// Why the kernel didn't take the new limits; empty while it wasn't asked.
  var problem: String?

  var isDeferred: Bool { if case .deferred? = pending { true } else { false } }

  /// The pod as it may run now: with the resources that the node has set aside. A larger request waits until it fits.
  mutating func allocate(_ pod: Pod, others: @autoclosure () -> [Pod], allocatable: NodeResources) -> Pod {
    let wanted = Self.resources(pod)
    if allocated.isEmpty { allocated = Self.known(pod, wanted) }
    // Containers may be added (ephemeral ones), never taken away.
    for (name, resources) in wanted where allocated[name] == nil { allocated[name] = resources }
    guard wanted != allocated else {
      pending = nil
      return pod
    }
    pending = Self.obstacle(pod, others: others(), allocatable: allocatable, grownFrom: pod.with(resources: allocated))
    guard pending == nil else { return pod.with(resources: allocated) }
    (allocated, problem) = (wanted, nil)
    return pod
  }

  /// `isInProgress`: something runs with other limits than those set aside for it.
  func conditions(isInProgress: Bool) -> [(type: String, reason: String, message: String)] {
    var conditions: [(String, String, String)] = []
    switch pending {
    case .infeasible(let message)?: conditions.append(("PodResizePending", "Infeasible", message))
    case .deferred(let message)?: conditions.append(("PodResizePending", "Deferred", message))
    case nil: break
    }
    if isInProgress { conditions.append(("PodResizeInProgress", problem == nil ? "" : "Error", problem ?? "")) }
    return conditions
  }

  /// Why a running container can't have a lower limit of memory; `usedBytes` is what can't be reclaimed. The kernel would take it, and
  /// kill the container for it.
  static func obstacle(_ name: String, _ wanted: LinuxResources, _ actual: LinuxResources, usedBytes: UInt64) -> String? {
    guard let limit = wanted.memoryLimitBytes, limit < actual.memoryLimitBytes ?? .max, usedBytes > UInt64(clamping: limit) else { return nil }
    return "cannot decrease memory limits: attempting to set container \"\(name)\" memory limit (\(limit)) below current usage (\(usedBytes))"
  }

  private static func resources(_ pod: Pod) -> [String: Value] {
    Dictionary(pod.allContainers.map { ($0.name, $0.value["resources"] ?? .object(Object())) }) { $1 }
  }

  /// After a restart of the kubelet: the status says what was set aside.
  private static func known(_ pod: Pod, _ wanted: [String: Value]) -> [String: Value] {
    let statuses = (pod.status["containerStatuses"]?.array ?? []) + (pod.status["initContainerStatuses"]?.array ?? [])
    var known = wanted
    for status in statuses {
      guard let name = status["name"]?.string, let resources = status["resources"], !resources.isNull, status["allocatedResources"] != nil
      else { continue }
      known[name] = resources
    }
    return known
  }

  private static func obstacle(_ pod: Pod, others: [Pod], allocatable: NodeResources, grownFrom before: Pod) -> Pending? {
    let (asked, had) = (pod.requests, before.requests)
    let used = others.reduce(ResourceAmounts()) { $0 + $1.requests }
    let amounts: [(String, Int64, Int64, Int64, Int64)] = [
      ("cpu", asked.cpuMillis, had.cpuMillis, used.cpuMillis, allocatable.cpuMillis),
      ("memory", asked.memoryBytes, had.memoryBytes, used.memoryBytes, allocatable.memoryBytes),
    ]
    for (name, requested, _, _, capacity) in amounts where requested > capacity {
      return .infeasible("Node didn't have enough capacity: \(name), requested: \(requested), capacity: \(capacity)")
    }
    for (name, requested, had, inUse, capacity) in amounts where requested > had && requested.addingSaturating(inUse) > capacity {
      return .deferred("Node didn't have enough resource: \(name), requested: \(requested), used: \(inUse), capacity: \(capacity)")
    }
    return nil
  }
}

extension Pod {
  /// The same pod, its containers with these resources.
  func with(resources: [String: Value]) -> Pod {
    var object = object
    for field in ["containers", "initContainers"] {
      guard let containers = spec[field]?.array else { continue }
      object[path: "spec", field] = .array(
        containers.map { container in
          guard let known = resources[container["name"]?.string ?? ""] else { return container }
          var container = container
          container["resources"] = known
          return container
        })
    }
    return Pod(object)
  }
}
