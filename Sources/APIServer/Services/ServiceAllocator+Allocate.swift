import APIMachinery
import Basics

extension ServiceAllocator {
  /// Fills in what the Service needs and doesn't name; what it names must be in range and free. `old` keeps what it has.
  func allocate(_ service: inout Value, old: Value?, in unit: inout UnitOfWork) throws(StatusError) {
    let own = old.map(Self.allocations) ?? []
    var spec = service["spec"] ?? [:]
    let name = service.name
    let range = range
    let held = try withState { state throws(StatusError) in
      var held: [ServiceAllocation] = []
      func hold(_ allocation: ServiceAllocation) {
        state.held[allocation, default: 0] += 1
        held.append(allocation)
      }
      let work = AllocationWork(own: own, name: name, range: range, nodePorts: nodePorts)
      do throws(StatusError) {
        try work.address(&spec, isFree: state.isFree, free: { self.freeAddress(state) }, hold: hold)
        try work.ports(&spec, isFree: state.isFree, free: { self.freeNodePort(state, transport: $0) }, hold: hold)
      } catch {
        for allocation in held {
          guard let count = state.held[allocation] else { continue }
          state.held[allocation] = count > 1 ? count - 1 : nil
        }
        throw error
      }
      return held
    }
    unit.allocations.append(contentsOf: held)
    service["spec"] = spec
  }

  /// An update that says nothing of addresses and ports keeps those it has; a change of type drops those it no longer needs.
  func inherit(_ service: inout Value, from old: Value) {
    guard var spec = service["spec"], let oldSpec = old["spec"] else { return }
    let hadAddress = oldSpec["type"]?.string != "ExternalName"
    let needsAddress = spec["type"]?.string != "ExternalName"
    if hadAddress, needsAddress {
      for field in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] where spec[field]?.isEmptyField ?? true {
        spec[field] = oldSpec[field]
      }
    } else if hadAddress, spec["clusterIP"] == oldSpec["clusterIP"] {
      for field in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] { spec[field] = nil }
    }
    inheritPorts(&spec, oldSpec)
    service["spec"] = spec
  }

  private func inheritPorts(_ spec: inout Value, _ oldSpec: Value) {
    guard let ports = spec["ports"]?.array else { return }
    let hadPorts = ["NodePort", "LoadBalancer"].contains(oldSpec["type"]?.string ?? "")
    let needsPorts = ["NodePort", "LoadBalancer"].contains(spec["type"]?.string ?? "")
    guard hadPorts else { return }
    let oldPorts = oldSpec["ports"]?.array ?? []
    spec["ports"] = .array(ports.map { port in
      var port = port
      let same = oldPorts.first { $0["port"] == port["port"] && ($0["protocol"] ?? "TCP") == (port["protocol"] ?? "TCP") }
      if needsPorts, port["nodePort"]?.isEmptyField ?? true {
        port["nodePort"] = same?["nodePort"]
      } else if !needsPorts, port["nodePort"] == same?["nodePort"] {
        port["nodePort"] = nil
      }
      return port
    })
  }
}

extension Value {
  /// Unset, as far as a Go client can tell.
  fileprivate var isEmptyField: Bool {
    switch self {
    case .null, .string(""), .int(0): true
    case .array(let elements): elements.isEmpty
    default: false
    }
  }
}
