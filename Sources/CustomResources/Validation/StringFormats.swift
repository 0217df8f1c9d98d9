import APIMachinery
import Basics
import CEL

/// The `format` of strings that custom resources may ask for; unknown ones hold for everything, as upstream has it.
enum StringFormats {
  static func isValid(_ text: String, as format: String) -> Bool {
    switch format {
    case "date-time", "datetime": Timestamp(rfc3339: text) != nil
    case "date": Timestamp(rfc3339: text + "T00:00:00Z") != nil
    case "duration": GoDuration.parse(text) != nil
    case "byte": Base64.decode(text) != nil
    case "ipv4": IPAddress(text).map { !$0.isIPv6 } ?? false
    case "ipv6": IPAddress(text).map(\.isIPv6) ?? false
    case "cidr": IPPrefix(text) != nil
    case "k8s-short-name": NameFormat.dns1123Label(text).isEmpty
    case "k8s-long-name": NameFormat.dns1123Subdomain(text).isEmpty
    default: patterns[format]?.isMatch(text) ?? true
    }
  }

  private static let patterns: [String: LinearRegex] = {
    let hex = "[0-9a-fA-F]"
    let sources = [
      "uuid": "^\(hex){8}-?\(hex){4}-?\(hex){4}-?\(hex){4}-?\(hex){12}$",
      "uuid3": "^\(hex){8}-?\(hex){4}-?3\(hex){3}-?\(hex){4}-?\(hex){12}$",
      "uuid4": "^\(hex){8}-?\(hex){4}-?4\(hex){3}-?[89abAB]\(hex){3}-?\(hex){12}$",
      "uuid5": "^\(hex){8}-?\(hex){4}-?5\(hex){3}-?[89abAB]\(hex){3}-?\(hex){12}$",
      "hostname": "^([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,62}[a-zA-Z0-9_])?\\.)*[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,62}[a-zA-Z0-9_])?\\.?$",
      "email": "^[^@\\s]+@[^@\\s]+$",
      "uri": "^[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s]*$|^/[^\\s]*$",
      "mac": "^\(hex){2}([:-]\(hex){2}){5}$",
      "hexcolor": "^#?(\(hex){3}|\(hex){6})$",
      "rgbcolor": "^rgb\\(\\s*[0-9]{1,3}\\s*,\\s*[0-9]{1,3}\\s*,\\s*[0-9]{1,3}\\s*\\)$",
      "isbn10": "^[0-9]{9}[0-9X]$", "isbn13": "^[0-9]{13}$", "ssn": "^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$",
      "creditcard": "^[0-9]{13,19}$", "bsonobjectid": "^\(hex){24}$",
    ]
    return sources.compactMapValues { try? LinearRegex($0) }
  }()
}
