import LinuxKernel

/// Which ids of the host are given to sandboxes that have users of their own: each gets 65,536 that no other sandbox of the instance has.
///
/// They lie above all that a distribution gives to people and their subordinate users (subuid(5)). Two instances begin at different
/// places, so that their pods' users differ for as long as there is room.
enum UserRanges {
  static let size: UInt32 = 65_536
  static let count = 2_048
  private static let base: UInt32 = 0x7000_0000

  /// nil when all are taken.
  static func free(besides taken: Set<UserRange>, instanceID: String) -> UserRange? {
    let start = instanceID.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % count }
    return (0..<count).lazy.map { UserRange(first: base + UInt32((start + $0) % count) * size, count: size) }.first { !taken.contains($0) }
  }
}
