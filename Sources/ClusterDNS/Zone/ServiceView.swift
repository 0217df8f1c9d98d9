import APIMachinery
import Basics
import ControllerKit
import DNSMessage

/// What DNS says of a Service.
struct ServiceView {
  let namespace: String
  let name: String
  /// In a dual-stack cluster one of each family; none for a headless Service.
  let addresses: [IPAddress]
  let isHeadless: Bool
  /// The name that the Service stands for; nil for one that isn't of type ExternalName.
  let externalName: String?
  let ports: [PortView]

  init?(_ service: Value?) {
    guard let service else { return nil }
    let spec = service["spec"]
    (namespace, name) = (service.namespace, service.name)
    externalName = spec?["type"]?.string == "ExternalName" ? spec?["externalName"]?.string ?? "" : nil
    isHeadless = spec?["clusterIP"]?.string == "None"
    addresses = externalName == nil ? Self.addresses(of: service) : []
    ports = (spec?["ports"]?.array ?? []).compactMap { PortView($0) }
  }

  static func addresses(of service: Value) -> [IPAddress] {
    let spec = service["spec"]
    let texts = spec?["clusterIPs"]?.array?.compactMap(\.string) ?? [spec?["clusterIP"]?.string ?? ""]
    return texts.compactMap { IPAddress($0) }
  }
}

/// A port of a Service or an EndpointSlice.
struct PortView {
  let name: String
  /// In lower case, as names in DNS have it.
  let transport: String
  let number: UInt16

  /// nil for one without a number, which stands for all ports.
  init?(_ port: Value) {
    guard let number = port["port"]?.int.flatMap({ UInt16(exactly: $0) }) else { return nil }
    self.number = number
    name = port["name"]?.string ?? ""
    transport = (port["protocol"]?.string ?? "TCP").lowercased()
  }
}

/// A part of a Service's endpoints.
struct SliceView {
  let namespace: String
  let service: String
  let ports: [PortView]
  /// The addresses of those that are ready. Where the Service publishes those that aren't, their slice calls them ready too.
  let endpoints: [EndpointView]

  /// nil for a slice of no Service.
  init?(_ slice: Value) {
    guard let service = slice["metadata"]?["labels"]?["kubernetes.io/service-name"]?.string, !service.isEmpty else { return nil }
    (namespace, self.service) = (slice.namespace, service)
    ports = (slice["ports"]?.array ?? []).compactMap { PortView($0) }
    endpoints = (slice["endpoints"]?.array ?? []).filter { $0["conditions"]?["ready"]?.bool ?? true }.flatMap { endpoint in
      let addresses = (endpoint["addresses"]?.array ?? []).compactMap { $0.string.flatMap { IPAddress($0) } }
      return addresses.map { EndpointView($0, hostname: endpoint["hostname"]?.string) }
    }
  }
}

struct EndpointView: Hashable {
  let address: IPAddress
  /// What tells it from the Service's other endpoints: its hostname, else its address with dashes.
  let name: String
  let hasHostname: Bool

  init(_ address: IPAddress, hostname: String?) {
    self.address = address
    hasHostname = hostname?.isEmpty == false
    name = hasHostname ? hostname?.lowercased() ?? "" : Self.dashed(address)
  }

  /// A label may neither begin nor end with a dash, which the short form of an IPv6 address would bring about.
  private static func dashed(_ address: IPAddress) -> String {
    var text = address.description.map { $0 == "." || $0 == ":" ? "-" : String($0) }.joined()
    if text.hasPrefix("-") { text = "0" + text }
    if text.hasSuffix("-") { text += "0" }
    return text
  }
}
