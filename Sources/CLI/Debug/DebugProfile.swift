import APIMachinery

/// What a container to look around with may do and see (kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod, KEP-1441).
enum DebugProfile: String, CaseIterable, Sendable {
  case legacy, general, baseline, netadmin, restricted, sysadmin

  /// Where the container is.
  enum Place: Sendable { case ephemeral, copy, node }

  init(named name: String) throws(CommandFailure) {
    guard let profile = DebugProfile(rawValue: name) else { throw CommandFailure("unknown profile: \(name)") }
    self = profile
  }

  /// The container with what the profile gives and takes.
  func applied(to container: Value, in place: Place) -> Value {
    var container = container
    switch self {
    case .legacy: break
    case .general:
      if place == .node { container["securityContext"] = nil } else { Self.add(["SYS_PTRACE"], to: &container) }
    case .baseline: container["securityContext"] = nil
    case .restricted:
      container["securityContext"] = [
        "allowPrivilegeEscalation": false, "capabilities": ["drop": ["ALL"]], "runAsNonRoot": true,
        "seccompProfile": ["type": "RuntimeDefault"],
      ]
    case .netadmin: Self.add(["NET_ADMIN", "NET_RAW"], to: &container)
    case .sysadmin: container[path: "securityContext", "privileged"] = true
    }
    if place == .node, mountsHost {
      let mounts = container["volumeMounts"]?.array ?? []
      container["volumeMounts"] = .array(mounts + [["name": "host-root", "mountPath": "/host"]])
    }
    return container
  }

  /// The specification of the pod that the container is in.
  func applied(toSpec spec: Value, in place: Place) -> Value {
    var spec = spec
    switch place {
    case .ephemeral: break
    case .copy: if self != .legacy { spec["shareProcessNamespace"] = true }
    case .node:
      if usesHostNamespaces { for field in ["hostIPC", "hostNetwork", "hostPID"] { spec[field] = true } }
      if mountsHost { spec["volumes"] = .array((spec["volumes"]?.array ?? []) + [["name": "host-root", "hostPath": ["path": "/", "type": ""]]]) }
    }
    return spec
  }

  /// Labels, annotations and probes of the pod that is copied are kept whole by this profile.
  var keepsAll: Bool { self == .legacy }

  private var mountsHost: Bool { [.legacy, .general, .sysadmin].contains(self) }
  private var usesHostNamespaces: Bool { [.legacy, .general, .netadmin, .sysadmin].contains(self) }

  private static func add(_ capabilities: [String], to container: inout Value) {
    let there = container[path: "securityContext", "capabilities", "add"]?.array ?? []
    let added = capabilities.map { Value.string($0) }.filter { !there.contains($0) }
    container[path: "securityContext", "capabilities", "add"] = .array(there + added)
  }
}
