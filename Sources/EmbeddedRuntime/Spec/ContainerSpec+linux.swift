import APIMachinery
import RuntimeInterface

extension ContainerSpec {
  static let maskedPaths = [
    "/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
    "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap",
  ]
  static let readOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]

  var linux: Value {
    let isPrivileged = config.security.privileged
    let showsAll = isPrivileged || !config.security.masksProc
    var linux: Value = [
      "namespaces": .array(namespaces), "cgroupsPath": .string(cgroupPath), "resources": resources,
      "maskedPaths": showsAll ? [] : Value(strings: Self.maskedPaths),
      "readonlyPaths": showsAll ? [] : Value(strings: Self.readOnlyPaths),
    ]
    linux["rootfsPropagation"] = config.mounts.contains { $0.propagation == "rshared" } ? "rshared" : nil
    if linux["rootfsPropagation"] == nil, config.mounts.contains(where: { $0.propagation == "rslave" }) {
      linux["rootfsPropagation"] = "rslave"
    }
    linux["seccomp"] = seccomp
    if isPrivileged, !host.devices.isEmpty { linux["devices"] = .array(host.devices.map(Self.device)) }
    return linux
  }

  private static func device(_ device: HostDevice) -> Value {
    [
      "path": .string(device.path), "type": device.isBlock ? "b" : "c", "major": .int(Int64(device.major)),
      "minor": .int(Int64(device.minor)),
      "fileMode": .int(Int64(device.mode)), "uid": 0, "gid": 0,
    ]
  }

  private var namespaces: [Value] {
    var namespaces: [Value] = [["type": "mount"]]
    if sandbox.users != nil { namespaces.append(["type": "user", "path": .string(sandboxRun + "/user")]) }
    if sandbox.sharesProcesses {
      namespaces.append(["type": "pid", "path": .string(sandboxRun + "/pid")])
    } else if !sandbox.hostPID {
      var own: Value = ["type": "pid"]
      own["path"] = processTarget.map { .string("/proc/\($0)/ns/pid") }
      namespaces.append(own)
    }
    if !sandbox.hostNetwork {
      namespaces.append(["type": "network", "path": .string(sandboxRun + "/net")])
      namespaces.append(["type": "uts", "path": .string(sandboxRun + "/uts")])
    }
    if !sandbox.hostIPC { namespaces.append(["type": "ipc", "path": .string(sandboxRun + "/ipc")]) }
    if host.hasUnifiedCgroups, !config.security.privileged { namespaces.append(["type": "cgroup"]) }
    return namespaces
  }

  private var resources: Value {
    let limits = config.resources
    var cpu = Value.object([:])
    cpu["shares"] = limits.cpuShares.map { .int($0) }
    cpu["quota"] = limits.cpuQuotaMicroseconds.map { .int($0) }
    cpu["period"] = limits.cpuPeriodMicroseconds.map { .int($0) }
    // The runtime adds the standard devices to what is allowed.
    var resources: Value = ["devices": [["allow": .bool(config.security.privileged), "access": "rwm"]], "cpu": cpu]
    resources["memory"] = limits.memoryLimitBytes.map { ["limit": .int($0)] }
    // A container that lost one of its processes to the kernel is of no use to anybody: all of it goes.
    if host.hasUnifiedCgroups, limits.memoryLimitBytes != nil { resources["unified"] = ["memory.oom.group": "1"] }
    resources["pids"] = limits.pidsLimit.map { ["limit": .int($0)] }
    return resources
  }
}
