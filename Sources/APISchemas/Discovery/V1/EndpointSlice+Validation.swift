import APIMachinery
import Basics

extension EndpointSliceRules {
  private static let addressTypes = ["IPv4", "IPv6", "FQDN"]
  private static let endpointsMax = 1000
  private static let addressesMax = 100
  private static let portsMax = 20_000
  private static let hintsMax = 8

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let type = object.text("addressType")
    list.oneOf(object, "addressType", Self.addressTypes, at: "", isRequired: true)
    let endpoints = object.list("endpoints")
    list.tooMany(endpoints.count, Self.endpointsMax, "endpoints")
    for (position, endpoint) in endpoints.enumerated() {
      let place = FieldPath("endpoints").index(position).child("addresses")
      let addresses = endpoint.list("addresses")
      if addresses.isEmpty { list.required(place, "must contain at least 1 address") }
      list.tooMany(addresses.count, Self.addressesMax, place)
      for (at, address) in addresses.enumerated() { self.address(address.string ?? "", type, place.index(at), &list) }
      let hostname = endpoint.text("hostname")
      if !hostname.isEmpty {
        list.check(NameFormat.dns1123Label(hostname), FieldPath("endpoints").index(position).child("hostname"), hostname)
      }
      whereabouts(endpoint, FieldPath("endpoints").index(position), &list)
    }
    ports(object.list("ports"), &list)
    return list.errors
  }

  private func address(_ text: String, _ type: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch type {
    case "FQDN": list.check(NameFormat.dns1123Subdomain(text), path, text)
    case "IPv4", "IPv6":
      guard let address = IPAddress(text), address.isIPv6 == (type == "IPv6") else {
        return list.invalid(path, .string(text), "must be a valid \(type) address")
      }
      EndpointAddressValidation.special(address, text, path, &list)
    default: break
    }
  }

  private func whereabouts(_ endpoint: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let node = endpoint["nodeName"]?.string { list.check(NameFormat.dns1123Subdomain(node), path.child("nodeName"), node) }
    for (key, format) in [("forZones", NameFormat.labelValue), ("forNodes", NameFormat.dns1123Subdomain)] {
      let hints = endpoint["hints"]?.list(key) ?? []
      let place = path.child("hints").child(key)
      list.tooMany(hints.count, Self.hintsMax, place)
      var seen: Set<String> = []
      for (position, hint) in hints.enumerated() {
        let name = hint.text("name")
        let spot = place.index(position).child("name")
        if !seen.insert(name).inserted { list.duplicate(spot, .string(name)) }
        list.check(format(name), spot, name)
      }
    }
  }

  private func ports(_ ports: [Value], _ list: inout FieldErrorList) {
    list.tooMany(ports.count, Self.portsMax, "ports")
    var names: Set<String> = []
    for (position, port) in ports.enumerated() {
      let place = FieldPath("ports").index(position)
      let name = port.text("name")
      if !name.isEmpty { list.check(NameFormat.dns1123Label(name), place.child("name"), name) }
      if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: place, isRequired: true)
      if let number = port["port"]?.int { list.port(number, place.child("port")) }
      let application = port.text("appProtocol")
      if !application.isEmpty { list.check(NameFormat.qualifiedName(application), place.child("appProtocol"), application) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["addressType"], old["addressType"], "addressType")
    return list.errors
  }
}
