import Basics

/// Where an embedded runtime keeps what, and what it may call its own on the host. Everything it makes is below its
/// directories, or carries its instance's id, so that several daemons live on one host.
public struct EmbeddedRuntimeConfiguration: Sendable {
  public enum OCIRuntime: Hashable, Sendable {
    /// crun where it works (it is several times faster), else runc.
    case automatic
    /// A name to look up, or an absolute path.
    case crun(String)
    case runc(String)
  }

  /// Survives a reboot: images, the containers' writable layers, records. Such as `/var/lib/kctl/runtime`.
  public var dataDirectory: String
  /// Needn't survive a reboot: namespaces, bundles, sockets. Short: a socket's path below it has at most 107 bytes.
  public var runDirectory: String
  /// The node's pods get addresses from here; the first is the bridge's.
  public var podCIDR: IPPrefix
  /// At most 15 bytes.
  public var bridgeName: String
  /// Absolute within the host's cgroup hierarchies.
  public var cgroupRoot: String
  public var runtime = OCIRuntime.automatic
  public var conmonPath = "conmon"
  /// What pods reach without their address being hidden behind the node's, besides `podCIDR`.
  public var unmaskedDestinations: [IPPrefix] = []
  /// nil takes the kernel's default.
  public var mtu: Int?
  /// Lower-case letters and digits, 6 of them.
  public let instanceID: String

  public init(dataDirectory: String, runDirectory: String, podCIDR: IPPrefix, bridgeName: String? = nil, cgroupRoot: String? = nil) {
    (self.dataDirectory, self.runDirectory, self.podCIDR) = (dataDirectory, runDirectory, podCIDR)
    instanceID = Self.instanceID(of: dataDirectory)
    self.bridgeName = bridgeName ?? "kctl-" + instanceID
    self.cgroupRoot = cgroupRoot ?? "/kctl-" + instanceID
  }

  /// From the directory (FNV-1a), so that it is the same after a restart.
  static func instanceID(of directory: String) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    var hash = directory.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String((0..<6).map { _ -> Character in
      defer { hash /= 36 }
      return alphabet[Int(hash % 36)]
    })
  }

  var paths: RuntimePaths { RuntimePaths(data: dataDirectory, run: runDirectory, mapped: "/run/kctl-" + instanceID) }
}

/// The runtime's files.
struct RuntimePaths: Hashable, Sendable {
  var data: String
  var run: String
  /// Where root file systems and mounts of containers are whose root is nobody on the host: unlike those of others these must be
  /// reached by nobodies. What is set-user-ID there makes nobody more than a user of the container.
  var mapped: String

  var images: String { data + "/images" }
  var sandboxes: String { data + "/sandboxes" }
  var containers: String { data + "/containers" }
  /// Where conmon leaves exit codes.
  var exits: String { run + "/exits" }
  /// The OCI runtime's own state.
  var runtimeRoot: String { run + "/oci" }

  func sandboxData(_ id: String) -> String { sandboxes + "/" + id }
  /// What is pinned and mounted for a sandbox.
  func sandboxRun(_ id: String) -> String { run + "/s/" + id }
  func containerData(_ id: String) -> String { containers + "/" + id }
  /// The OCI bundle; conmon's sockets too.
  func bundle(_ id: String) -> String { run + "/c/" + id }
  func rootfs(_ id: String) -> String { bundle(id) + "/rootfs" }
  func mapped(_ id: String) -> String { mapped + "/" + id }
  func exitFile(_ id: String) -> String { exits + "/" + id }

  var all: [String] { [data, run, sandboxes, containers, exits, runtimeRoot, run + "/s", run + "/c"] }
}
