import APIMachinery

/// Which sysctls a pod may set (Using sysctls in a Kubernetes Cluster): those that belong to a namespace of its own and harm no
/// other pod, and what the node's administrator allows besides.
struct SysctlPolicy: Sendable, Equatable {
  /// A name, or a prefix that ends with `*`.
  var allowed: [String] = []

  static let safe: Set<String> = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
  ]

  /// Why the pod can't run here; nil when it can.
  func problem(_ pod: Pod) -> String? {
    for sysctl in pod.spec["securityContext"]?["sysctls"]?.array ?? [] {
      let name = (sysctl["name"]?.string ?? "").replacing(slashes: ".")
      guard allows(name) else { return "forbidden sysctl: \"\(name)\" not allowlisted" }
      let isNetwork = name.hasPrefix("net.")
      if isNetwork, pod.isHostNetwork { return "forbidden sysctl: \"\(name)\" not allowed with host net enabled" }
      if !isNetwork, pod.spec["hostIPC"]?.bool == true { return "forbidden sysctl: \"\(name)\" not allowed with host ipc enabled" }
    }
    return nil
  }

  private func allows(_ name: String) -> Bool {
    if Self.safe.contains(name) { return true }
    return allowed.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
  }
}
