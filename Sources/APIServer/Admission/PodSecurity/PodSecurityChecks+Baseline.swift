import APIMachinery

/// The level baseline: no known ways to more than the container's own.
extension PodSecurityChecks {
  var baseline: [Violation?] {
    [
      hostNamespaces, hostPaths, hostPorts, hostProbes, hostProcess, privileged, procMount, appArmor, appArmorAnnotations, seLinux, sysctls,
    ]
  }

  private var hostNamespaces: Violation? {
    let fields = ["hostNetwork", "hostPID", "hostIPC"].filter { spec[$0]?.bool == true }
    return fields.isEmpty ? nil : Violation(reason: "host namespaces", detail: fields.map { $0 + "=true" }.joined(separator: ", "))
  }

  private var hostPaths: Violation? {
    let names = (spec["volumes"]?.array ?? []).filter { $0["hostPath"] != nil }.compactMap { $0["name"]?.string }
    return names.isEmpty ? nil : Violation(reason: "hostPath volumes", detail: Self.list(names, "volume"))
  }

  private var hostPorts: Violation? {
    var ports: [Int64] = []
    let names = names { container in
      let own = (container["ports"]?.array ?? []).compactMap { $0["hostPort"]?.int }.filter { $0 != 0 }
      ports += own
      return !own.isEmpty
    }
    let list = Set(ports).sorted().map(String.init).joined(separator: ", ")
    return violation(names, "hostPort", (names.count == 1 ? "uses " : "use ") + (ports.count == 1 ? "hostPort " : "hostPorts ") + list)
  }

  private var hostProbes: Violation? {
    guard isAtLeast(34) else { return nil }
    func host(_ action: Value?) -> Bool {
      ["httpGet", "tcpSocket"].contains { ![nil, "", "127.0.0.1", "::1"].contains(action?[$0]?["host"]?.string) }
    }
    let names = names { container in
      ["livenessProbe", "readinessProbe", "startupProbe"].contains { host(container[$0]) }
        || ["postStart", "preStop"].contains { host(container["lifecycle"]?[$0]) }
    }
    return violation(names, "probe or lifecycle host", "must not set probe or lifecycle handler host")
  }

  private var hostProcess: Violation? {
    let blame = blame(["windowsOptions", "hostProcess"]) { $0.bool == true }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(
      reason: "hostProcess",
      detail: Self.who(blame.isPod, blame.containers) + " must not set securityContext.windowsOptions.hostProcess=true")
  }

  private var privileged: Violation? {
    violation(
      names { $0[path: "securityContext", "privileged"]?.bool == true }, "privileged", "must not set securityContext.privileged=true")
  }

  private var procMount: Violation? {
    let blame = blame(["procMount"]) { $0.string != "Default" }
    // A pod in a user namespace of its own may see its own /proc whole.
    if isAtLeast(35), spec["hostUsers"]?.bool == false { return nil }
    return violation(
      blame.containers, "procMount", "must not set securityContext.procMount to " + Self.quoted(blame.values.compactMap(\.string)))
  }

  private var appArmor: Violation? {
    let blame = blame(["appArmorProfile", "type"]) { !["RuntimeDefault", "Localhost"].contains($0.string) }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(
      reason: blame.values.count == 1 ? "forbidden AppArmor profile" : "forbidden AppArmor profiles",
      detail: Self.who(blame.isPod, blame.containers) + " must not set AppArmor profile type to "
        + Self.quoted(blame.values.compactMap(\.string)))
  }

  private var appArmorAnnotations: Violation? {
    let prefix = "container.apparmor.security.beta.kubernetes.io/"
    let bad = pod.annotations.filter { key, value in
      key.hasPrefix(prefix) && !value.isEmpty && value != "runtime/default" && !value.hasPrefix("localhost/")
    }
    guard !bad.isEmpty else { return nil }
    return Violation(
      reason: bad.count == 1 ? "forbidden AppArmor profile" : "forbidden AppArmor profiles",
      detail: bad.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ", "))
  }

  private var seLinux: Violation? {
    let known: Set<String> = ["", "container_t", "container_init_t", "container_kvm_t"]
    let types = isAtLeast(31) ? known.union(["container_engine_t"]) : known
    let type = blame(["seLinuxOptions", "type"]) { !types.contains($0.string ?? "") }
    let user = blame(["seLinuxOptions", "user"]) { $0.string?.isEmpty == false }
    let role = blame(["seLinuxOptions", "role"]) { $0.string?.isEmpty == false }
    let all = [type, user, role]
    guard all.contains(where: { !$0.values.isEmpty }) else { return nil }
    let blamed = containers.compactMap { $0["name"]?.string }.filter { name in all.contains { $0.containers.contains(name) } }
    var details: [String] = []
    if !type.values.isEmpty {
      details.append((type.values.count == 1 ? "type " : "types ") + Self.quoted(type.values.compactMap(\.string)))
    }
    if !user.values.isEmpty { details.append("user may not be set") }
    if !role.values.isEmpty { details.append("role may not be set") }
    return Violation(
      reason: "seLinuxOptions",
      detail: Self.who(all.contains { $0.isPod }, blamed) + " set forbidden securityContext.seLinuxOptions: " + details.joined(separator: "; "))
  }

  private var sysctls: Violation? {
    var safe: Set<String> = [
      "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
      "net.ipv4.ip_unprivileged_port_start",
    ]
    if isAtLeast(27) { safe.insert("net.ipv4.ip_local_reserved_ports") }
    if isAtLeast(29) { safe.formUnion(["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes"]) }
    if isAtLeast(32) { safe.formUnion(["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"]) }
    let names = (spec[path: "securityContext", "sysctls"]?.array ?? []).compactMap { $0["name"]?.string }.filter { !safe.contains($0) }
    return names.isEmpty ? nil : Violation(reason: "forbidden sysctls", detail: names.joined(separator: ", "))
  }

  var baselineCapabilities: Violation? {
    let allowed: Set<String> = [
      "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP",
      "SETUID", "SYS_CHROOT",
    ]
    var added: [String] = []
    let names = names { container in
      let own = Self.capabilities(container, "add").filter { !allowed.contains($0) }
      added += own
      return !own.isEmpty
    }
    return violation(names, "non-default capabilities", "must not include \(Self.quoted(added)) in securityContext.capabilities.add")
  }

  static func capabilities(_ container: Value, _ list: String) -> [String] {
    (container[path: "securityContext", "capabilities", list]?.array ?? []).compactMap(\.string)
  }

  var baselineSeccomp: Violation? {
    guard isAtLeast(19) else { return nil }
    let blame = blame(["seccompProfile", "type"]) { !["RuntimeDefault", "Localhost"].contains($0.string) }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(
      reason: "seccompProfile",
      detail: Self.who(blame.isPod, blame.containers) + " must not set securityContext.seccompProfile.type to "
        + Self.quoted(blame.values.compactMap(\.string)))
  }
}
