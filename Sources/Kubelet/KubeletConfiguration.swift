import APIMachinery
import Basics

/// Everything a kubelet has to be told; nothing is read from the environment.
public struct KubeletConfiguration: Sendable {
  /// The name of its Node, also the hostname label's value.
  public var nodeName: String
  /// Where the pods' directories are: `<root>/pods/<uid>/…`.
  public var rootDirectory: String
  /// Where the pods' logs are: `<logs>/<namespace>_<pod>_<uid>/<container>/<restart>.log`.
  public var logDirectory: String
  /// The range of pod addresses to put on the Node when nobody else does; empty leaves it alone.
  public var podCIDRs: [String] = []
  /// The node's own addresses (InternalIP), IPv4 first in a dual-stack cluster.
  public var addresses: [String] = []
  public var capacity: NodeResources
  /// What pods may use of it; nil is all.
  public var allocatable: NodeResources?
  public var labels: [String: String] = [:]
  public var annotations: [String: String] = [:]
  /// Taints put on the Node when it is registered.
  public var taints: [Value] = []
  /// The name servers of pods with dnsPolicy ClusterFirst; without any they get the host's resolver.
  public var clusterDNS: [String] = []
  public var clusterDomain = "cluster.local"
  /// The host's own resolver, for pods with dnsPolicy Default.
  public var hostDNS = DNSConfiguration()
  /// What those get that have a network of their own, where the host's resolver can't be reached from there; nil for the same.
  public var podHostDNS: DNSConfiguration?
  public var system = NodeSystemInfo()
  /// The port on which somebody serves this kubelet's API, for the Node's daemonEndpoints; 0 for none.
  public var apiPort = 0
  /// A log file is rotated when it is larger, and so many files of a container are kept.
  public var containerLogMaxBytes: Int64 = 10 << 20
  public var containerLogMaxFiles = 5
  /// How many processes a pod may have; 0 for no limit of its own.
  public var podPidsLimit: Int64 = 0
  /// Patterns (`net.core.*`) of the sysctls that pods may set besides those that can't harm other pods.
  public var allowedUnsafeSysctls: [String] = []
  /// Whether the kernel confines by AppArmor; where it doesn't, pods that ask for a profile are turned away.
  public var hasAppArmor = false
  /// When the node is short of something: pods are evicted, and new ones turned away.
  public var evictionHard = EvictionThresholds.standard
  /// Images are removed when their file system is fuller than the first, until it is emptier than the second.
  public var imageGCHighPercent = 85
  public var imageGCLowPercent = 80
  /// The directory whose manifests run as static pods; nil for none.
  public var staticPodDirectory: String?
  public var syncFallbackSeconds = 10
  public var nodeStatusUpdateSeconds = 10
  public var nodeStatusReportSeconds = 300
  public var leaseDurationSeconds = 40

  /// Where securityContext.seccompProfile.localhostProfile is looked up.
  var seccompDirectory: String { rootDirectory + "/seccomp" }

  public init(nodeName: String, rootDirectory: String, logDirectory: String, capacity: NodeResources) {
    (self.nodeName, self.rootDirectory, self.logDirectory, self.capacity) = (nodeName, rootDirectory, logDirectory, capacity)
  }
}

/// What a resolv.conf says.
public struct DNSConfiguration: Hashable, Sendable {
  public var servers: [String]
  public var searches: [String]
  public var options: [String]
  public init(servers: [String] = [], searches: [String] = [], options: [String] = []) {
    (self.servers, self.searches, self.options) = (servers, searches, options)
  }
}

/// The Node's status.nodeInfo, but for the container runtime's version, which the runtime tells.
public struct NodeSystemInfo: Hashable, Sendable {
  public var machineID = ""
  public var systemUUID = ""
  public var bootID = ""
  public var kernelVersion = ""
  public var osImage = ""
  public var kubeletVersion = ""
  /// As Go names them.
  public var operatingSystem = "linux"
  public var architecture = "amd64"
  public init() {}
}
