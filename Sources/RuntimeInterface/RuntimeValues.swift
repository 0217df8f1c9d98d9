import Basics

public struct RuntimeVersion: Hashable, Sendable {
  /// Name and version as `containerd://1.6.20`, the form of a node's containerRuntimeVersion.
  public var name: String
  public var version: String
  public init(name: String, version: String) { (self.name, self.version) = (name, version) }
}

public struct PodSandboxConfig: Sendable {
  public var name: String
  public var namespace: String
  public var uid: String
  public var attempt = 0
  public var hostname = ""
  public var logDirectory: String
  public var labels: [String: String] = [:]
  public var annotations: [String: String] = [:]
  /// Below the runtime's own cgroup root, such as `burstable/pod<uid>`.
  public var cgroupParent = ""
  public var hostNetwork = false
  public var hostPID = false
  public var hostIPC = false
  public var shareProcessNamespace = false
  /// False gives the pod users of its own: its root is nobody on the host (the API's hostUsers).
  public var usesHostUsers = true
  public var sysctls: [String: String] = [:]
  public var dnsServers: [String] = []
  public var dnsSearches: [String] = []
  public var dnsOptions: [String] = []
  public var portMappings: [PortMapping] = []
  /// The pod's own limits, set on its cgroup.
  public var resources = LinuxResources()
  public init(name: String, namespace: String, uid: String, logDirectory: String) {
    (self.name, self.namespace, self.uid, self.logDirectory) = (name, namespace, uid, logDirectory)
  }
}

public struct PortMapping: Hashable, Sendable {
  /// `TCP`, `UDP` or `SCTP`.
  public var `protocol`: String
  public var containerPort: Int
  public var hostPort: Int
  public var hostIP: String
  public init(protocol: String, containerPort: Int, hostPort: Int, hostIP: String = "") {
    (self.protocol, self.containerPort, self.hostPort, self.hostIP) = (`protocol`, containerPort, hostPort, hostIP)
  }
}

public struct PodSandboxStatus: Hashable, Sendable {
  public enum State: Sendable { case ready, notReady }
  public var id: String
  public var name: String
  public var namespace: String
  public var uid: String
  public var attempt: Int
  public var state: State
  public var createdAt: Timestamp
  /// Empty with host network.
  public var ips: [String]
  public var labels: [String: String]
  public var annotations: [String: String]
  public init(
    id: String, name: String, namespace: String, uid: String, attempt: Int, state: State, createdAt: Timestamp, ips: [String],
    labels: [String: String] = [:], annotations: [String: String] = [:]
  ) {
    (self.id, self.name, self.namespace, self.uid, self.attempt) = (id, name, namespace, uid, attempt)
    (self.state, self.createdAt, self.ips, self.labels, self.annotations) = (state, createdAt, ips, labels, annotations)
  }
}

public struct LinuxResources: Hashable, Sendable {
  public var cpuPeriodMicroseconds: Int64?
  public var cpuQuotaMicroseconds: Int64?
  public var cpuShares: Int64?
  public var memoryLimitBytes: Int64?
  public var oomScoreAdj: Int?
  public var pidsLimit: Int64?
  public init() {}

  /// These, with those of `change` that aren't nil in their place.
  public func updated(by change: LinuxResources) -> LinuxResources {
    var result = self
    result.cpuPeriodMicroseconds = change.cpuPeriodMicroseconds ?? cpuPeriodMicroseconds
    result.cpuQuotaMicroseconds = change.cpuQuotaMicroseconds ?? cpuQuotaMicroseconds
    result.cpuShares = change.cpuShares ?? cpuShares
    result.memoryLimitBytes = change.memoryLimitBytes ?? memoryLimitBytes
    result.oomScoreAdj = change.oomScoreAdj ?? oomScoreAdj
    result.pidsLimit = change.pidsLimit ?? pidsLimit
    return result
  }
}

public struct MountConfig: Hashable, Sendable {
  public var hostPath: String
  public var containerPath: String
  public var isReadOnly: Bool
  /// `private`, `rslave` or `rshared`.
  public var propagation: String
  public init(hostPath: String, containerPath: String, isReadOnly: Bool = false, propagation: String = "private") {
    (self.hostPath, self.containerPath, self.isReadOnly, self.propagation) = (hostPath, containerPath, isReadOnly, propagation)
  }
}

public struct ContainerSecurity: Hashable, Sendable {
  public var privileged = false
  public var runAsUser: Int64?
  public var runAsGroup: Int64?
  public var supplementalGroups: [Int64] = []
  public var fsGroup: Int64?
  public var readOnlyRootFilesystem = false
  public var noNewPrivileges = false
  /// False shows the container all of /proc, writable as the kernel has it (the API's procMount `Unmasked`).
  public var masksProc = true
  /// False leaves out the groups that the image's /etc/group puts the user in (supplementalGroupsPolicy `Strict`).
  public var mergesImageGroups = true
  public var addCapabilities: [String] = []
  public var dropCapabilities: [String] = []
  /// `RuntimeDefault`, `Unconfined` or `Localhost/<path>`.
  public var seccompProfile = "Unconfined"
  /// A profile that the kernel has loaded (`Localhost/<name>`), `RuntimeDefault`, or `Unconfined`.
  public var appArmorProfile = "Unconfined"
  public init() {}
}

public struct ContainerConfig: Sendable {
  public var name: String
  public var attempt = 0
  /// A reference as the pod has it; the image must be present.
  public var image: String
  /// nil takes the image's entrypoint and command, as in the API.
  public var command: [String]?
  public var args: [String]?
  public var workingDirectory = ""
  public var environment: [(name: String, value: String)] = []
  public var mounts: [MountConfig] = []
  public var labels: [String: String] = [:]
  public var annotations: [String: String] = [:]
  /// Below the sandbox's log directory, such as `app/0.log`.
  public var logPath: String
  public var stdin = false
  public var stdinOnce = false
  public var tty = false
  public var resources = LinuxResources()
  public var security = ContainerSecurity()
  /// `SIGTERM`, `SIGRTMIN+3`, …; nil takes the image's.
  public var stopSignal: String?
  /// The id of a running container whose process namespace it joins; nil gives it one of its own.
  public var processTarget: String?
  public init(name: String, image: String, logPath: String) { (self.name, self.image, self.logPath) = (name, image, logPath) }
}

public struct ContainerStatus: Hashable, Sendable {
  public enum State: Sendable { case created, running, exited, unknown }
  public var id: String
  public var sandboxID: String
  public var name: String
  public var attempt: Int
  public var state: State
  public var createdAt: Timestamp
  public var startedAt: Timestamp?
  public var finishedAt: Timestamp?
  public var exitCode: Int32 = 0
  /// `Completed`, `Error` or `OOMKilled` once exited.
  public var reason = ""
  public var message = ""
  public var image: String
  /// The digest reference of the image.
  public var imageID: String
  public var pid: Int32?
  /// Absolute path of the current log file.
  public var logPath: String
  public var labels: [String: String] = [:]
  public var annotations: [String: String] = [:]
  /// Who its first process was started as; nil where the runtime doesn't know.
  public var user: ContainerUser?
  /// The limits that it has now; nil where the runtime doesn't know.
  public var resources: LinuxResources?
  public init(id: String, sandboxID: String, name: String, attempt: Int, state: State, createdAt: Timestamp, image: String, imageID: String, logPath: String) {
    (self.id, self.sandboxID, self.name, self.attempt, self.state) = (id, sandboxID, name, attempt, state)
    (self.createdAt, self.image, self.imageID, self.logPath) = (createdAt, image, imageID, logPath)
  }
}

public struct ContainerUser: Hashable, Sendable {
  public var user: Int64
  public var group: Int64
  public var supplementalGroups: [Int64]
  public init(user: Int64, group: Int64, supplementalGroups: [Int64]) {
    (self.user, self.group, self.supplementalGroups) = (user, group, supplementalGroups)
  }
}

public struct ImageStatus: Hashable, Sendable {
  /// The digest of the image's configuration, `sha256:…`.
  public var id: String
  public var tags: [String]
  public var digests: [String]
  public var sizeBytes: Int64
  /// The user of the image's configuration, numeric or by name.
  public var user: String
  /// Not to be removed for want of space: it couldn't be had again.
  public var isPinned: Bool
  public init(id: String, tags: [String], digests: [String], sizeBytes: Int64, user: String = "", isPinned: Bool = false) {
    (self.id, self.tags, self.digests, self.sizeBytes, self.user) = (id, tags, digests, sizeBytes, user)
    self.isPinned = isPinned
  }
}

public struct ExecResult: Hashable, Sendable {
  public var stdout: [UInt8]
  public var stderr: [UInt8]
  public var exitCode: Int32
  public init(stdout: [UInt8], stderr: [UInt8], exitCode: Int32) {
    (self.stdout, self.stderr, self.exitCode) = (stdout, stderr, exitCode)
  }
}

/// The streams of a process in a container.
public struct ProcessIO: Sendable {
  public var stdin: AsyncStream<[UInt8]>?
  public var resize: AsyncStream<(width: UInt16, height: UInt16)>?
  public var stdout: @Sendable ([UInt8]) async throws -> Void
  public var stderr: @Sendable ([UInt8]) async throws -> Void
  public init(
    stdin: AsyncStream<[UInt8]>? = nil, resize: AsyncStream<(width: UInt16, height: UInt16)>? = nil,
    stdout: @escaping @Sendable ([UInt8]) async throws -> Void, stderr: @escaping @Sendable ([UInt8]) async throws -> Void
  ) {
    (self.stdin, self.resize, self.stdout, self.stderr) = (stdin, resize, stdout, stderr)
  }
}

public struct ContainerStats: Hashable, Sendable {
  public var cpuUsageNanoseconds: UInt64
  public var memoryUsageBytes: UInt64
  public var memoryWorkingSetBytes: UInt64
  /// What it has written beside its volumes; nil where the runtime doesn't count it.
  public var writableLayerBytes: UInt64?
  public init(cpuUsageNanoseconds: UInt64, memoryUsageBytes: UInt64, memoryWorkingSetBytes: UInt64) {
    (self.cpuUsageNanoseconds, self.memoryUsageBytes, self.memoryWorkingSetBytes) = (cpuUsageNanoseconds, memoryUsageBytes, memoryWorkingSetBytes)
  }
}

public struct RuntimeEvent: Hashable, Sendable {
  public var sandboxID: String
  public init(sandboxID: String) { self.sandboxID = sandboxID }
}
