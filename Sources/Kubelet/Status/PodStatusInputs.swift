import APIMachinery
import Basics
import RuntimeInterface

/// Everything a pod's status is computed from.
struct PodStatusInputs: Sendable {
  struct Waiting: Sendable, Equatable {
    var reason: String
    var message: String
  }

  /// The reason for a pod's end that isn't its containers' doing, such as `DeadlineExceeded` or `OutOfcpu`.
  struct Verdict: Sendable, Equatable {
    var reason: String
    var message: String
    /// False leaves the phase to what the containers came to.
    var forcesFailure = true
    /// The node ends the pod, not the pod itself: its status gets the condition DisruptionTarget.
    var isDisruption = false
  }

  var pod: Pod
  var runtime: PodRuntimeStatus
  var probes = ProbeResults()
  /// Why containers aren't started, by name.
  var waiting: [String: Waiting] = [:]
  /// What containers left behind as their last words, by container id.
  var terminationMessages: [String: String] = [:]
  /// `containerd`, the scheme of container ids.
  var runtimeName: String
  var hostIPs: [String] = []
  var startTime: Timestamp
  var now: Timestamp
  var verdict: Verdict?
  var resize = PodResize()
  /// Nothing of the pod runs any more, and nothing will.
  var isTerminal = false

  /// Whether a running container has other limits than those set aside for it.
  var isResizing: Bool {
    (pod.initContainers.filter { $0.role == .sidecar } + pod.containers).contains { container in
      guard let newest = runtime.newest(container.name), newest.state == .running else { return false }
      return ResizeNeed(container, of: pod, newest) != .none
    }
  }

  func isStarted(_ container: ContainerSpec, _ status: ContainerStatus) -> Bool {
    status.state == .running && (container.probe(.startup) == nil || probes[status.id, .startup] == true)
  }

  func isReady(_ container: ContainerSpec, _ status: ContainerStatus) -> Bool {
    guard isStarted(container, status) else { return false }
    return container.probe(.readiness) == nil || probes[status.id, .readiness] == true
  }
}
