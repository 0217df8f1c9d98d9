import APIMachinery
import Basics

extension ServicePort {
  private static let proxyNameLabel = "service.kubernetes.io/service-proxy-name"
  private static let headlessLabel = "service.kubernetes.io/headless"

  /// All ports of all Services that a proxy has to do with, in order. Left out are headless Services and ExternalNames, and those that
  /// their labels leave to another proxy.
  static func read(services: [Value], slices: [Value], nodeName: String) -> [ServicePort] {
    var endpoints: [ID: [ServiceEndpoint]] = [:]
    for slice in slices { add(slice, nodeName, to: &endpoints) }
    return services.flatMap { ports(of: $0) }.map { port in
      var port = port
      port.endpoints = unique(endpoints[port.id] ?? [])
      return port
    }.sorted { $0.id < $1.id }
  }

  private static func isLeftOut(_ object: Value) -> Bool {
    let labels = object["metadata"]?["labels"]
    return labels?[proxyNameLabel] != nil || labels?[headlessLabel] != nil
  }

  // MARK: Services

  static func ports(of service: Value) -> [ServicePort] {
    guard !isLeftOut(service), let spec = service["spec"], spec["type"]?.string != "ExternalName" else { return [] }
    let named = strings(spec["clusterIPs"])
    let addresses = (named.isEmpty ? [spec["clusterIP"]?.string ?? ""] : named).compactMap { IPAddress($0) }
    guard !addresses.isEmpty else { return [] }
    return (spec["ports"]?.array ?? []).compactMap { entry in
      guard let number = portNumber(entry["port"]), let transport = transport(entry["protocol"]) else { return nil }
      let id = ID(namespace: service.namespace, service: service.name, port: entry["name"]?.string ?? "", transport: transport)
      var port = ServicePort(id: id, port: number)
      port.clusterIPs = addresses
      port.nodePort = portNumber(entry["nodePort"])
      port.externalIPs = strings(spec["externalIPs"]).compactMap { IPAddress($0) }
      port.readPolicies(spec)
      port.readLoadBalancer(spec, service["status"]?["loadBalancer"])
      return port
    }
  }

  private mutating func readPolicies(_ spec: Value) {
    isInternallyLocal = spec["internalTrafficPolicy"]?.string == "Local"
    isExternallyLocal = spec["externalTrafficPolicy"]?.string == "Local"
    if spec["sessionAffinity"]?.string == "ClientIP" {
      affinitySeconds = (spec["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"]?.int).flatMap { Int(exactly: $0) } ?? 10_800
    }
  }

  private mutating func readLoadBalancer(_ spec: Value, _ status: Value?) {
    guard spec["type"]?.string == "LoadBalancer" else { return }
    // A balancer in the mode Proxy sends to node ports, and its own address isn't for nodes to answer.
    loadBalancerIPs = (status?["ingress"]?.array ?? []).filter { $0["ipMode"]?.string != "Proxy" }
      .compactMap { $0["ip"]?.string }.compactMap { IPAddress($0) }
    sourceRanges = Self.strings(spec["loadBalancerSourceRanges"])
      .compactMap { IPPrefix($0.filter { !$0.isWhitespace }) }
    if isExternallyLocal { healthCheckNodePort = Self.portNumber(spec["healthCheckNodePort"]) }
  }

  // MARK: EndpointSlices

  private static func add(_ slice: Value, _ nodeName: String, to endpoints: inout [ID: [ServiceEndpoint]]) {
    guard !isLeftOut(slice), slice["addressType"]?.string != "FQDN",
      let service = slice["metadata"]?["labels"]?["kubernetes.io/service-name"]?.string
    else { return }
    for entry in slice["ports"]?.array ?? [] {
      guard let number = portNumber(entry["port"]), let transport = transport(entry["protocol"]) else { continue }
      let id = ID(namespace: slice.namespace, service: service, port: entry["name"]?.string ?? "", transport: transport)
      endpoints[id, default: []] += (slice["endpoints"]?.array ?? []).compactMap { endpoint($0, port: number, nodeName) }
    }
  }

  private static func endpoint(_ value: Value, port: Int, _ nodeName: String) -> ServiceEndpoint? {
    // The addresses of an endpoint are interchangeable: the first will do.
    guard let address = value["addresses"]?[0]?.string.flatMap({ IPAddress($0) }) else { return nil }
    let conditions = value["conditions"]
    var endpoint = ServiceEndpoint(address: address, port: port)
    endpoint.isLocal = value["nodeName"]?.string == nodeName
    endpoint.isReady = conditions?["ready"]?.bool ?? true
    endpoint.isServing = conditions?["serving"]?.bool ?? endpoint.isReady
    endpoint.isTerminating = conditions?["terminating"]?.bool ?? false
    endpoint.zoneHints = hints(value["hints"]?["forZones"])
    endpoint.nodeHints = hints(value["hints"]?["forNodes"])
    return endpoint
  }

  private static func hints(_ list: Value?) -> Set<String>? {
    let names = (list?.array ?? []).compactMap { $0["name"]?.string }
    return names.isEmpty ? nil : Set(names)
  }

  /// While slices are made anew one endpoint can stand in two of them: the one that can be sent to counts.
  private static func unique(_ endpoints: [ServiceEndpoint]) -> [ServiceEndpoint] {
    var found: [String: ServiceEndpoint] = [:]
    for endpoint in endpoints {
      if let other = found[endpoint.order], rank(other) >= rank(endpoint) { continue }
      found[endpoint.order] = endpoint
    }
    return found.values.sorted { ($0.address, $0.port) < ($1.address, $1.port) }
  }

  private static func rank(_ endpoint: ServiceEndpoint) -> Int { endpoint.isReady ? 2 : endpoint.isServing ? 1 : 0 }

  // MARK: fields

  private static func strings(_ value: Value?) -> [String] { value?.array?.compactMap(\.string) ?? [] }

  private static func portNumber(_ value: Value?) -> Int? {
    guard let number = value?.int, (1...65_535).contains(number) else { return nil }
    return Int(number)
  }

  private static func transport(_ value: Value?) -> String? {
    switch value?.string {
    case nil, "TCP": "tcp"
    case "UDP": "udp"
    case "SCTP": "sctp"
    default: nil
    }
  }
}
