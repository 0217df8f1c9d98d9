import APIMachinery
import Basics
import ControllerKit
import DNSMessage

extension ClusterZone {
  /// `path`: the labels from the domain on, `svc` first.
  func services(_ question: DNSQuestion, _ path: [String], _ world: World) -> ZoneAnswer {
    guard path.count > 1 else { return .empty }
    let namespace = path[1]
    guard path.count > 2 else { return world.get(WellKnown.namespaces, namespace) == nil ? .absent : .empty }
    guard path.count <= 5, let service = ServiceView(world.get(WellKnown.services, namespace: namespace, path[2])) else { return .absent }
    let part = Array(path.dropFirst(3))
    if let target = service.externalName { return part.isEmpty ? alias(question, target) : .absent }
    switch part.count {
    case 0: return whole(question, service, world)
    case 1 where part[0].hasPrefix("_"): return transport(part[0].dropFirst(), service)
    case 1: return endpoint(question, service, part[0], world)
    default:
      guard part.allSatisfy({ $0.hasPrefix("_") }) else { return .absent }
      let (transport, port) = (part[0].dropFirst(), part[1].dropFirst())
      let targets = targets(of: service, world) { !$0.name.isEmpty && $0.name.lowercased() == port && $0.transport == transport }
      return targets.isEmpty ? .absent : locations(question, targets)
    }
  }

  // MARK: addresses

  private func whole(_ question: DNSQuestion, _ service: ServiceView, _ world: World) -> ZoneAnswer {
    let addresses = service.isHeadless ? endpoints(of: service, world).map(\.address) : service.addresses
    guard !addresses.isEmpty else { return .absent }
    if question.type == .srv { return locations(question, targets(of: service, world) { _ in true }) }
    var answer = holding(addresses.distinct.map { .address($0) }, question)
    answer.answers = rotated(answer.answers, world)
    return answer
  }

  private func endpoints(of service: ServiceView, _ world: World) -> [EndpointView] {
    slices(of: service, world).flatMap(\.endpoints)
  }

  private func slices(of service: ServiceView, _ world: World) -> [SliceView] {
    world.list(WellKnown.endpointSlices, ClusterIndexes.slicesByService, "\(service.namespace)/\(service.name)").compactMap { SliceView($0) }
  }

  private func endpoint(_ question: DNSQuestion, _ service: ServiceView, _ name: String, _ world: World) -> ZoneAnswer {
    let slices = world.list(WellKnown.endpointSlices, ClusterIndexes.slicesByEndpoint, "\(service.namespace)/\(service.name)/\(name)")
    let addresses = slices.flatMap { SliceView($0)?.endpoints ?? [] }.filter { $0.name == name }.map(\.address)
    return addresses.isEmpty ? .absent : holding(addresses.distinct.map { .address($0) }, question)
  }

  /// Others come first each time, so that clients that take the first are spread.
  private func rotated(_ records: [DNSRecord], _ world: World) -> [DNSRecord] {
    guard records.count > 1 else { return records }
    let first = world.random.below(records.count)
    return Array(records[first...] + records[..<first])
  }

  // MARK: ports

  /// Where a port of a Service is served.
  private struct Target: Hashable {
    var name: DNSName
    var port: UInt16
    var addresses: [IPAddress]
  }

  private func targets(of service: ServiceView, _ world: World, where isWanted: (PortView) -> Bool) -> [Target] {
    guard let name = name(service.name, service.namespace, "svc") else { return [] }
    guard service.isHeadless else {
      return service.ports.filter(isWanted).map { Target(name: name, port: $0.number, addresses: service.addresses) }
    }
    let slices = self.slices(of: service, world)
    var addresses: [String: [IPAddress]] = [:]
    var places: [(endpoint: String, port: UInt16)] = []
    for slice in slices {
      let ports = slice.ports.filter(isWanted)
      guard !ports.isEmpty else { continue }
      for endpoint in slice.endpoints {
        addresses[endpoint.name, default: []].append(endpoint.address)
        for port in ports { places.append((endpoint.name, port.number)) }
      }
    }
    return places.compactMap { place in
      guard let target = self.name(place.endpoint, service.name, service.namespace, "svc") else { return nil }
      return Target(name: target, port: place.port, addresses: addresses[place.endpoint]?.distinct ?? [])
    }.distinct
  }

  /// The targets share the load evenly; their addresses go along.
  private func locations(_ question: DNSQuestion, _ targets: [Target]) -> ZoneAnswer {
    let weight = UInt16(max(1, 100 / max(1, targets.count)))
    var answer = holding(targets.map { .srv(priority: 0, weight: weight, port: $0.port, $0.name) }, question)
    guard !answer.answers.isEmpty else { return answer }
    answer.additional = targets.flatMap { target in target.addresses.map { record(target.name, .address($0)) } }.distinct
    return answer
  }

  /// `_tcp.…`: there is nothing but names under it.
  private func transport(_ transport: Substring, _ service: ServiceView) -> ZoneAnswer {
    service.ports.contains { $0.transport == transport && !$0.name.isEmpty } ? .empty : .absent
  }

  // MARK: aliases

  /// A name that looks like an address is none that DNS could know (Kubernetes docs: ExternalName).
  private func alias(_ question: DNSQuestion, _ target: String) -> ZoneAnswer {
    guard IPAddress(target) == nil, let target = DNSName(target), target != .root else { return .absent }
    var answer = ZoneAnswer()
    answer.answers = [record(question.name, .cname(target))]
    if question.type != .cname { answer.alias = target }
    return answer
  }
}

extension Array where Element: Hashable {
  /// Each element where it comes first.
  var distinct: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
