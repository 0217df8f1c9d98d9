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
    guard !name.utf8.enumerated().allSatisfy({ isSafe($0, $1) }) else { return name }
    let digits = Array("0123456789ABCDEF")
    var text = ""
    for (position, byte) in name.utf8.enumerated() {
      if isSafe(position, byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return text
  }

  private static func isSafe(_ position: Int, _ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
    case UInt8(ascii: "."): position > 0
    default: false
    }
  }
}
