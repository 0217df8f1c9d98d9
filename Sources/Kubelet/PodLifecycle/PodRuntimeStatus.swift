import Basics
import RuntimeInterface

/// What the runtime has of one pod.
struct PodRuntimeStatus: Sendable, Equatable {
  var uid: String
  var name: String
  var namespace: String
  /// Newest first.
  var sandboxes: [PodSandboxStatus] = []
  /// Newest first.
  var containers: [ContainerStatus] = []

  init(uid: String, name: String, namespace: String) { (self.uid, self.name, self.namespace) = (uid, name, namespace) }

  var isEmpty: Bool { sandboxes.isEmpty && containers.isEmpty }
  var newestSandbox: PodSandboxStatus? { sandboxes.first }
  var readySandbox: PodSandboxStatus? { sandboxes.first.flatMap { $0.state == .ready ? $0 : nil } }
  /// Whether a process of it may still be there.
  var mayRun: Bool { containers.contains { $0.state == .running || $0.state == .unknown } }
  var runningContainers: [ContainerStatus] { containers.filter { $0.state == .running } }

  func newest(_ name: String) -> ContainerStatus? { containers.first { $0.name == name } }
  /// The newest one in the newest sandbox: what ran in an earlier one says nothing about this one's init sequence.
  func current(_ name: String) -> ContainerStatus? {
    guard let sandbox = newestSandbox else { return nil }
    return containers.first { $0.name == name && $0.sandboxID == sandbox.id }
  }
  func all(_ name: String) -> [ContainerStatus] { containers.filter { $0.name == name } }

  /// Groups what the runtime lists by pod.
  static func group(_ sandboxes: [PodSandboxStatus], _ containers: [ContainerStatus]) -> [String: PodRuntimeStatus] {
    var pods: [String: PodRuntimeStatus] = [:]
    var podOfSandbox: [String: String] = [:]
    for sandbox in sandboxes {
      podOfSandbox[sandbox.id] = sandbox.uid
      pods[sandbox.uid, default: PodRuntimeStatus(uid: sandbox.uid, name: sandbox.name, namespace: sandbox.namespace)]
        .sandboxes.append(sandbox)
    }
    for container in containers {
      guard let uid = podOfSandbox[container.sandboxID] ?? container.labels[RuntimeLabels.podUID] else { continue }
      let labels = container.labels
      pods[uid, default: PodRuntimeStatus(
        uid: uid, name: labels[RuntimeLabels.podName] ?? "", namespace: labels[RuntimeLabels.podNamespace] ?? "")]
        .containers.append(container)
    }
    return pods.mapValues { pod in
      var pod = pod
      pod.sandboxes.sort { ($1.createdAt, $1.attempt, $1.id) < ($0.createdAt, $0.attempt, $0.id) }
      pod.containers.sort { ($1.createdAt, $1.attempt, $1.id) < ($0.createdAt, $0.attempt, $0.id) }
      return pod
    }
  }
}

/// Labels and annotations by which sandboxes and containers are found again, also after a restart of the kubelet
/// (the well-known `io.kubernetes` names that CRI tools read).
enum RuntimeLabels {
  static let podName = "io.kubernetes.pod.name"
  static let podNamespace = "io.kubernetes.pod.namespace"
  static let podUID = "io.kubernetes.pod.uid"
  static let containerName = "io.kubernetes.container.name"
  static let containerHash = "io.kubernetes.container.hash"
  static let restartCount = "io.kubernetes.container.restartCount"
  static let terminationMessagePath = "io.kubernetes.container.terminationMessagePath"
  static let terminationMessagePolicy = "io.kubernetes.container.terminationMessagePolicy"
  static let terminationGracePeriod = "io.kubernetes.pod.terminationGracePeriod"
}
