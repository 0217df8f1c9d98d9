import APIMachinery
import Basics

extension EndpointSliceRules {
  private static let addressTypes = ["IPv4", "IPv6", "FQDN"]

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let type = object.text("addressType")
    list.oneOf(object, "addressType", Self.addressTypes, at: "", isRequired: true)
    let endpoints = object.list("endpoints")
    if endpoints.count > 1000 {
      list.add([FieldError(.tooMany, "endpoints", .int(Int64(endpoints.count)), "must have at most 1000 items")])
    }
    for (position, endpoint) in endpoints.enumerated() {
      let place = FieldPath("endpoints").index(position).child("addresses")
      let addresses = endpoint.list("addresses")
      if addresses.isEmpty { list.required(place, "must contain at least 1 address") }
      for (at, address) in addresses.enumerated() { self.address(address.string ?? "", type, place.index(at), &list) }
      let hostname = endpoint.text("hostname")
      if !hostname.isEmpty {
        list.check(NameFormat.dns1123Label(hostname), FieldPath("endpoints").index(position).child("hostname"), hostname)
      }
    }
    ports(object.list("ports"), &list)
    return list.errors
  }

  private func address(_ text: String, _ type: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch type {
    case "FQDN": list.check(NameFormat.dns1123Subdomain(text), path, text)
    case "IPv4", "IPv6":
      if IPAddress(text)?.isIPv6 != (type == "IPv6") { list.invalid(path, .string(text), "must be a valid \(type) address") }
    default: break
    }
  }

  private func ports(_ ports: [Value], _ list: inout FieldErrorList) {
    var names: Set<String> = []
    for (position, port) in ports.enumerated() {
      let place = FieldPath("ports").index(position)
      let name = port.text("name")
      if !name.isEmpty { list.check(NameFormat.dns1123Label(name), place.child("name"), name) }
      if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: place, isRequired: true)
      if let number = port["port"]?.int { list.port(number, place.child("port")) }
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["addressType"], old["addressType"], "addressType")
    return list.errors
  }
}
