import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

/// What all pod workers of a node share.
struct NodeContext: Sendable {
  var configuration: KubeletConfiguration
  var client: any APIClient
  var runtime: any ContainerRuntime
  var runtimeName: String
  var cache: RuntimeCache
  var images: ImagePuller
  var events: EventRecorder
  var objects: WatchedObjects
  var services: ServiceCache
  var publisher: StatusPublisher
  var tokens: (any TokenSource)?
  var volumes: PodVolumes
  var prober: Prober
  let probeCounts = ProbeCounts()
  var board: PressureBoard
  var mirrors: MirrorPods
  /// The node's living pods but the one of this uid.
  var others: @Sendable (String) -> [Pod]
  /// Told when a pod's share of the node has become free.
  var onFreed: @Sendable () -> Void
  /// For files and mounts.
  var threads: BlockingThreads
  var clock: any WallClock
  var logger: Logger

  var allocatable: NodeResources { configuration.allocatable ?? configuration.capacity }
  var containerMounts: ContainerMounts { ContainerMounts(directories: volumes.directories, mounts: volumes.mounts) }

  func downward(_ pod: Pod, podIPs: [String]) -> DownwardContext {
    DownwardContext(
      pod: pod, podIPs: pod.isHostNetwork ? configuration.addresses : podIPs, hostIPs: configuration.addresses,
      nodeName: configuration.nodeName, allocatable: allocatable)
  }
}
