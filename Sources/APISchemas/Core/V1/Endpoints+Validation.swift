import APIMachinery
import Basics

extension EndpointsRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    for (position, subset) in object.list("subsets").enumerated() {
      let place = FieldPath("subsets").index(position)
      if subset.list("addresses").isEmpty, subset.list("notReadyAddresses").isEmpty {
        list.required(place, "must specify `addresses` or `notReadyAddresses`")
      }
      for key in ["addresses", "notReadyAddresses"] {
        for (at, address) in subset.list(key).enumerated() { Self.address(address, place.child(key).index(at), &list) }
      }
      for (at, port) in subset.list("ports").enumerated() {
        let spot = place.child("ports").index(at)
        list.port(port["port"]?.int ?? 0, spot.child("port"))
        list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: spot, isRequired: true)
        let name = port.text("name")
        if !name.isEmpty {
          list.check(NameFormat.dns1123Label(name), spot.child("name"), name)
        } else if subset.list("ports").count > 1 {
          list.required(spot.child("name"))
        }
        let application = port.text("appProtocol")
        if !application.isEmpty { list.check(NameFormat.qualifiedName(application), spot.child("appProtocol"), application) }
      }
    }
    return list.errors
  }

  private static func address(_ address: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    EndpointAddressValidation.validate(address.text("ip"), path.child("ip"), &list)
    if !address.isUnset("hostname") { list.check(NameFormat.dns1123Label(address.text("hostname")), path.child("hostname"), address.text("hostname")) }
    if let node = address["nodeName"]?.string { list.check(NameFormat.dns1123Subdomain(node), path.child("nodeName"), node) }
  }
}
