import APIMachinery

/// The level baseline: no known ways to more than the container's own.
extension PodSecurityChecks {
  var hostNamespaces: Violation? {
    let fields = ["hostNetwork", "hostPID", "hostIPC"].filter { spec[$0]?.bool == true }
    return fields.isEmpty ? nil : Violation(reason: "host namespaces", detail: fields.map { $0 + "=true" }.joined(separator: ", "))
  }

  var hostPaths: Violation? {
    let names = (spec["volumes"]?.array ?? []).filter { $0["hostPath"] != nil }.compactMap { $0["name"]?.string }
    return names.isEmpty ? nil : Violation(reason: "hostPath volumes", detail: Self.list(names, "volume"))
  }

  var hostPorts: Violation? {
    var ports: Set<String> = []
    let names = names { container in
      let own = (container["ports"]?.array ?? []).compactMap { $0["hostPort"]?.int }.filter { $0 != 0 }
      ports.formUnion(own.map(String.init))
      return !own.isEmpty
    }
    let what = ports.count == 1 ? "hostPort " : "hostPorts "
    return violation(names, "hostPort", (names.count == 1 ? "uses " : "use ") + what + ports.sorted().joined(separator: ", "))
  }

  var hostProbes: Violation? {
    var hosts: Set<String> = []
    let names = names { container in
      let probes: [Value?] = ["livenessProbe", "readinessProbe", "startupProbe"].map { container[$0] }
      let hooks: [Value?] = ["postStart", "preStop"].map { container["lifecycle"]?[$0] }
      let own: [String] = (probes + hooks).flatMap { action in ["httpGet", "tcpSocket"].compactMap { action?[$0]?["host"]?.string } }.filter { !$0.isEmpty }
      hosts.formUnion(own)
      return !own.isEmpty
    }
    let what = hosts.count == 1 ? "probe or lifecycle host " : "probe or lifecycle hosts "
    return violation(names.sorted(), "probe or lifecycle host", (names.count == 1 ? "uses " : "use ") + what + Self.quoted(hosts))
  }

  var hostProcess: Violation? {
    let blame = blame(["windowsOptions", "hostProcess"]) { $0.bool == true }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(
      reason: "hostProcess",
      detail: Self.who(blame.isPod, blame.containers) + " must not set securityContext.windowsOptions.hostProcess=true")
  }

  var privileged: Violation? {
    violation(
      names { $0[path: "securityContext", "privileged"]?.bool == true }, "privileged", "must not set securityContext.privileged=true")
  }

  var procMount: Violation? {
    let blame = blame(["procMount"]) { $0.string != "Default" }
    return violation(
      blame.containers, "procMount", "must not set securityContext.procMount to " + Self.quoted(blame.values.compactMap(\.string)))
  }

  /// In fields, and in the annotations that came before them.
  var appArmor: Violation? {
    let blame = blame(["appArmorProfile", "type"]) { !["RuntimeDefault", "Localhost"].contains($0.string) }
    let annotations = pod.annotations.filter { key, value in
      key.hasPrefix("container.apparmor.security.beta.kubernetes.io/") && !value.isEmpty && value != "runtime/default" && !value.hasPrefix("localhost/")
    }
    let values = Set(blame.values.compactMap(\.string)).sorted() + annotations.map { "\($0.key)=\"\($0.value)\"" }.sorted()
    var setters = [Self.who(blame.isPod, blame.containers)].filter { !$0.isEmpty }
    if !annotations.isEmpty { setters.append(annotations.count == 1 ? "annotation" : "annotations") }
    guard !setters.isEmpty else { return nil }
    return Violation(
      reason: values.count == 1 ? "forbidden AppArmor profile" : "forbidden AppArmor profiles",
      detail: setters.joined(separator: " and ") + " must not set AppArmor profile type to " + values.map { "\"\($0)\"" }.joined(separator: ", "))
  }

  var seLinux: Violation? {
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
      details.append((Set(type.values).count == 1 ? "type " : "types ") + Self.quoted(type.values.compactMap(\.string)))
    }
    if !user.values.isEmpty { details.append("user may not be set") }
    if !role.values.isEmpty { details.append("role may not be set") }
    return Violation(
      reason: "seLinuxOptions",
      detail: Self.who(all.contains { $0.isPod }, blamed) + " set forbidden securityContext.seLinuxOptions: " + details.joined(separator: "; "))
  }

  var sysctls: Violation? {
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

  /// How profiles were named before there were fields for them.
  var seccompAnnotations: Violation? {
    let prefix = "container.seccomp.security.alpha.kubernetes.io/"
    let keys = ["seccomp.security.alpha.kubernetes.io/pod"] + containers.compactMap { $0["name"]?.string }.map { prefix + $0 }
    let annotations = pod.annotations
    let bad = Set(keys).sorted().compactMap { key -> String? in
      guard let value = annotations[key], value != "runtime/default", value != "docker/default", !value.hasPrefix("localhost/") else { return nil }
      return "\(key)=\"\(value)\""
    }
    guard !bad.isEmpty else { return nil }
    return Violation(
      reason: "seccompProfile", detail: "forbidden " + (bad.count == 1 ? "annotation " : "annotations ") + bad.joined(separator: ", "))
  }

  var baselineSeccomp: Violation? {
    let blame = blame(["seccompProfile", "type"]) { !["RuntimeDefault", "Localhost"].contains($0.string) }
    guard blame.isPod || !blame.containers.isEmpty else { return nil }
    return Violation(
      reason: "seccompProfile",
      detail: Self.who(blame.isPod, blame.containers) + " must not set securityContext.seccompProfile.type to "
        + Self.quoted(blame.values.compactMap(\.string)))
  }
}
