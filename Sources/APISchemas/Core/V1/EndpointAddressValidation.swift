import APIMachinery
import Basics

/// The rules of addresses that services lead to: none may lead back to whoever follows it.
enum EndpointAddressValidation {
  static func validate(_ text: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let address = IPAddress(text) else { return list.invalid(path, .string(text), PodSpecValidation.addressMessage) }
    special(address, text, path, &list)
  }

  /// Addresses that mean something else on every host.
  static func special(_ address: IPAddress, _ text: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    let bytes = address.unmapped.bytes
    func starts(_ prefix: String) -> Bool { IPPrefix(prefix)?.contains(address.unmapped) ?? false }
    if bytes.allSatisfy({ $0 == 0 }) { list.invalid(path, .string(text), "may not be unspecified (\(text))") }
    if starts("127.0.0.0/8") || starts("::1/128") {
      list.invalid(path, .string(text), "may not be in the loopback range (127.0.0.0/8, ::1/128)")
    }
    if starts("169.254.0.0/16") || starts("fe80::/10") {
      list.invalid(path, .string(text), "may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    }
    if starts("224.0.0.0/24") || starts("ff02::/16") {
      list.invalid(path, .string(text), "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    }
  }
}
