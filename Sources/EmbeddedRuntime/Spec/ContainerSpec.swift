import APIMachinery
import Basics
import OCIImage
import RuntimeInterface

/// What the host is, as far as a container's specification depends on it.
struct HostFacts: Hashable, Sendable {
  var availableCapabilities: Set<String>
  /// Our own: none of ours may ask for less where CAP_SYS_RESOURCE is missing.
  var oomScoreAdj: Int
  var hasUnifiedCgroups: Bool
  /// `/dev`'s devices, for privileged containers.
  var devices: [HostDevice] = []
}

struct HostDevice: Hashable, Sendable {
  var path: String
  var isBlock: Bool
  var major: UInt32
  var minor: UInt32
  var mode: UInt32
}

/// Builds a container's OCI specification (runtime-spec 1.0, config.json). All it needs comes in; it has no effects.
struct ContainerSpec {
  var config: ContainerConfig
  var image: ImageConfig
  var user: ImageUser
  var sandbox: SandboxRecord
  /// The sandbox's directories.
  var sandboxData: String
  var sandboxRun: String
  var cgroupPath: String
  var host: HostFacts
  var seccomp: Value?
  /// The name of an AppArmor profile that the kernel has.
  var appArmor: String?
  /// A process of the host whose process namespace it joins.
  var processTarget: Int32?

  func value() throws(RuntimeError) -> Value {
    var root: Value = ["path": "rootfs"]
    root["readonly"] = config.security.readOnlyRootFilesystem ? true : nil
    return [
      "ociVersion": "1.0.2", "process": try process(), "root": root, "mounts": .array(mounts), "linux": linux,
      "annotations": Value(strings: config.annotations),
    ]
  }

  // MARK: process

  /// Kubernetes' rule: a command replaces the entrypoint and drops the image's command; args replace the latter alone.
  static func arguments(_ config: ContainerConfig, _ image: ImageConfig) -> [String] {
    let command = config.command.flatMap { $0.isEmpty ? nil : $0 }
    let args = config.args.flatMap { $0.isEmpty ? nil : $0 }
    return (command ?? image.entrypoint) + (args ?? (command == nil ? image.command : []))
  }

  /// Later ones win; each name stands where it stood first.
  var environment: [String] {
    var names: [String] = []
    var values: [String: String] = [:]
    func set(_ name: String, _ value: String) {
      if values.updateValue(value, forKey: name) == nil { names.append(name) }
    }
    set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    if !sandbox.hostname.isEmpty { set("HOSTNAME", sandbox.hostname) }
    if config.tty { set("TERM", "xterm") }
    if !user.home.isEmpty { set("HOME", user.home) }
    for entry in image.environment {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      set(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    for (name, value) in config.environment { set(name, value) }
    return names.map { "\($0)=\(values[$0] ?? "")" }
  }

  var capabilities: [String] {
    Capabilities.names(
      privileged: config.security.privileged, add: config.security.addCapabilities, drop: config.security.dropCapabilities,
      available: host.availableCapabilities)
  }

  /// The primary group too: a program that changes its group must not lose what it was denied by it (CVE-2023-25173).
  var groups: [UInt32] {
    let security = config.security
    let asked = (security.supplementalGroups + [security.fsGroup].compactMap { $0 }).map { UInt32(truncatingIfNeeded: $0) }
    return Set([user.group] + asked + user.supplementalGroups).sorted()
  }

  private func process() throws(RuntimeError) -> Value {
    let arguments = Self.arguments(config, image)
    guard !arguments.isEmpty else { throw RuntimeError(.invalid, "no command specified") }
    let security = config.security
    let workingDirectory = config.workingDirectory.isEmpty ? image.workingDirectory : config.workingDirectory
    let held = Value(strings: capabilities)
    var process: Value = [
      "terminal": .bool(config.tty),
      "user": [
        "uid": .int(Int64(user.user)), "gid": .int(Int64(user.group)),
        "additionalGids": .array(groups.map { .int(Int64($0)) }),
      ],
      "args": Value(strings: arguments), "env": Value(strings: environment),
      "cwd": .string(workingDirectory.isEmpty ? "/" : workingDirectory),
      "capabilities": ["bounding": held, "effective": held, "permitted": held],
    ]
    process["apparmorProfile"] = appArmor.map { .string($0) }
    process["noNewPrivileges"] = security.noNewPrivileges ? true : nil
    process["oomScoreAdj"] = .int(Int64(max(config.resources.oomScoreAdj ?? 0, host.oomScoreAdj)))
    return process
  }

  // MARK: mounts

  private var mounts: [Value] {
    func mount(_ destination: String, _ type: String, _ source: String, _ options: [String]) -> Value {
      ["destination": .string(destination), "type": .string(type), "source": .string(source), "options": Value(strings: options)]
    }
    let access = config.security.privileged ? "rw" : "ro"
    var mounts = [
      mount("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
      mount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
      mount("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
      mount("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
      mount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", access]),
      mount("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", access]),
    ]
    let taken = Set(config.mounts.map(\.containerPath))
    let own: [(String, String)] = [
      ("/dev/shm", sandbox.hostIPC ? "/dev/shm" : sandboxRun + "/shm"), ("/etc/hosts", sandboxData + "/hosts"),
      ("/etc/resolv.conf", sandboxData + "/resolv.conf"), ("/etc/hostname", sandboxData + "/hostname"),
    ]
    for (destination, source) in own where !taken.contains(destination) {
      mounts.append(
        mount(
          destination, "bind", source,
          ["rbind", "rprivate", destination == "/dev/shm" || !config.security.readOnlyRootFilesystem ? "rw" : "ro"]))
    }
    // A mount below another's place must come after it.
    for entry in config.mounts.enumerated().sorted(by: { Self.order($0) < Self.order($1) }).map(\.element) {
      let propagation = ["rslave", "rshared"].contains(entry.propagation) ? entry.propagation : "rprivate"
      mounts.append(mount(entry.containerPath, "bind", entry.hostPath, ["rbind", propagation, entry.isReadOnly ? "ro" : "rw"]))
    }
    return mounts
  }

  private static func order(_ entry: (offset: Int, element: MountConfig)) -> (Int, Int) {
    (entry.element.containerPath.split(separator: "/").count, entry.offset)
  }
}
