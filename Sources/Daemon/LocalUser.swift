#if canImport(Glibc)
  import Glibc
#endif

/// The name of a user of this host (getpwuid_r(3)); the number where there is none.
enum LocalUser {
  static func name(_ id: UInt32) -> String {
    var entry = passwd()
    var result: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 4_096)
    guard getpwuid_r(id, &entry, &buffer, buffer.count, &result) == 0, result != nil, let name = entry.pw_name else { return String(id) }
    return String(cString: name)
  }
}
