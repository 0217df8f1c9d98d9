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
        for (at, address) in subset.list(key).enumerated() where IPAddress(address.text("ip")) == nil {
          list.invalid(place.child(key).index(at).child("ip"), .string(address.text("ip")), PodSpecValidation.addressMessage)
        }
      }
      for (at, port) in subset.list("ports").enumerated() {
        let spot = place.child("ports").index(at)
        list.port(port["port"]?.int ?? 0, spot.child("port"))
        list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: spot, isRequired: true)
        if subset.list("ports").count > 1, port.isUnset("name") { list.required(spot.child("name")) }
      }
    }
    return list.errors
  }
}
