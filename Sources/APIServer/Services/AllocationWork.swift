import APIMachinery
import Basics

/// The rules of one Service's addresses and ports, apart from where free ones come from.
struct AllocationWork {
  /// What the Service had before: its own to keep.
  let own: Set<ServiceAllocation>
  let name: String
  let range: IPPrefix
  let nodePorts: ClosedRange<Int>

  func address(
    _ spec: inout Value, isFree: (ServiceAllocation) -> Bool, free: () -> String?, hold: (ServiceAllocation) -> Void
  ) throws(StatusError) {
    guard spec["type"]?.string != "ExternalName" else { return }
    var address = spec["clusterIP"]?.string ?? ""
    if address.isEmpty { address = spec["clusterIPs"]?[0]?.string ?? "" }
    if address.isEmpty {
      guard let chosen = free() else {
        throw .internalError("failed to allocate a serviceIP: range \(range) is full")
      }
      address = chosen
      hold(.address(address))
    } else if address != "None", !own.contains(.address(address)) {
      try checkAddress(address, isFree)
      hold(.address(address))
    }
    spec["clusterIP"] = .string(address)
    if spec["clusterIPs"]?.array?.isEmpty ?? true { spec["clusterIPs"] = [.string(address)] }
    if spec["ipFamilies"]?.array?.isEmpty ?? true { spec["ipFamilies"] = [range.address.isIPv6 ? "IPv6" : "IPv4"] }
    if spec["ipFamilyPolicy"]?.string?.isEmpty ?? true { spec["ipFamilyPolicy"] = "SingleStack" }
  }

  private func checkAddress(_ address: String, _ isFree: (ServiceAllocation) -> Bool) throws(StatusError) {
    guard let parsed = IPAddress(address), range.contains(parsed), parsed != range.address else {
      throw invalid(
        .invalid("spec.clusterIPs", [.string(address)],
          "failed to allocate IP \(address): the provided IP (\(address)) is not in the valid range. The range of valid IPs is \(range)"))
    }
    guard isFree(.address(address)) else {
      throw invalid(.invalid("spec.clusterIPs", [.string(address)], "failed to allocate IP \(address): provided IP is already allocated"))
    }
  }

  func ports(
    _ spec: inout Value, isFree: (ServiceAllocation) -> Bool, free: (String) -> Int?, hold: (ServiceAllocation) -> Void
  ) throws(StatusError) {
    let type = spec["type"]?.string ?? "ClusterIP"
    guard type == "NodePort" || type == "LoadBalancer" else { return }
    let allocates = type == "NodePort" || spec["allocateLoadBalancerNodePorts"]?.bool ?? true
    var ports = spec["ports"]?.array ?? []
    for index in ports.indices {
      let transport = ports[index]["protocol"]?.string ?? "TCP"
      let wanted = Int(ports[index]["nodePort"]?.int ?? 0)
      if wanted != 0 {
        guard !own.contains(.nodePort(wanted, transport: transport)) else { continue }
        try checkPort(wanted, transport, "spec.ports[\(index)].nodePort", isFree)
        hold(.nodePort(wanted, transport: transport))
      } else if allocates {
        let chosen = try choose(transport, sharing: Self.shared(ports, index), isFree, free)
        hold(.nodePort(chosen, transport: transport))
        ports[index]["nodePort"] = .int(Int64(chosen))
      }
    }
    if !ports.isEmpty { spec["ports"] = .array(ports) }
    if type == "LoadBalancer", spec["externalTrafficPolicy"]?.string == "Local", (spec["healthCheckNodePort"]?.int ?? 0) == 0 {
      let chosen = try choose("TCP", sharing: nil, isFree, free)
      hold(.nodePort(chosen, transport: "TCP"))
      spec["healthCheckNodePort"] = .int(Int64(chosen))
    }
  }

  /// The node port of the same port under another protocol: DNS on TCP and UDP is one number.
  private static func shared(_ ports: [Value], _ index: Int) -> Int? {
    ports.first { $0["port"] == ports[index]["port"] && ($0["nodePort"]?.int ?? 0) != 0 }?["nodePort"]?.int.map { Int($0) }
  }

  private func choose(
    _ transport: String, sharing: Int?, _ isFree: (ServiceAllocation) -> Bool, _ free: (String) -> Int?
  ) throws(StatusError) -> Int {
    if let sharing, isFree(.nodePort(sharing, transport: transport)) { return sharing }
    guard let port = free(transport) else { throw .internalError("failed to allocate a nodePort: range is full") }
    return port
  }

  private func checkPort(_ port: Int, _ transport: String, _ field: String, _ isFree: (ServiceAllocation) -> Bool) throws(StatusError) {
    guard nodePorts.contains(port) else {
      throw invalid(
        .invalid(field, .int(Int64(port)),
          "provided port is not in the valid range. The range of valid ports is \(nodePorts.lowerBound)-\(nodePorts.upperBound)"))
    }
    guard isFree(.nodePort(port, transport: transport)) else {
      throw invalid(.invalid(field, .int(Int64(port)), "provided port is already allocated"))
    }
  }

  private func invalid(_ error: FieldError) -> StatusError { .invalid(ServiceAllocator.kind, name, [error]) }
}
