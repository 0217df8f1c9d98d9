import APIMachinery

/// Where an object goes that nobody has put anywhere: `namespaces/<ns>/<plural>[.<group>]/<name>.yaml` or
/// `cluster/<plural>[.<group>]/<name>.yaml` (design section 1).
public enum CanonicalPath {
  public static func path(of key: ObjectKey) -> String {
    let folder = key.namespace.isEmpty ? "cluster" : "namespaces/" + key.namespace
    return "\(folder)/\(key.resource)/\(fileName(key.name)).yaml"
  }

  /// Names may hold what file names can't or shouldn't (RBAC names have colons; `.` and `..`): those bytes are percent-encoded.
  public static func fileName(_ name: String) -> String {
    var text = ""
    for (position, byte) in name.utf8.enumerated() {
      let isSafe =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ":") || (byte == UInt8(ascii: ".") && position > 0)
      if isSafe {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = Array("0123456789ABCDEF")
        text += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return text
  }
}
