import APIMachinery
import RuntimeInterface

extension Pod {
  /// The ports of the host that the pod's containers ask for.
  var hostPorts: [PortMapping] {
    (initContainers.filter { $0.role == .sidecar } + containers).flatMap { container in
      (container.value["ports"]?.array ?? []).compactMap { port in
        guard let containerPort = port["containerPort"]?.int, let hostPort = port["hostPort"]?.int, hostPort > 0 else { return nil }
        return PortMapping(
          protocol: port["protocol"]?.string ?? "TCP", containerPort: Int(containerPort), hostPort: Int(hostPort),
          hostIP: port["hostIP"]?.string ?? "")
      }
    }
  }
}

extension PortMapping {
  /// Bound on every address of the host.
  var isAny: Bool { hostIP.isEmpty || hostIP == "0.0.0.0" || hostIP == "::" }
}
