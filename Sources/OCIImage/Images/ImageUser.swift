/// Who a container's process is: found in the image's own /etc/passwd and /etc/group, as Docker does.
public struct ImageUser: Hashable, Sendable {
  public var user: UInt32
  public var group: UInt32
  public var supplementalGroups: [UInt32]
  /// Empty when the image doesn't say.
  public var home: String

  /// `text` is `user`, `user:group`, each a name or a number; empty is root. A number needs no entry.
  public init(_ text: String, passwd: String, group groups: String) throws(ImageError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "0"
    let entries = Self.entries(passwd, fields: 7)
    let entry = entries.first { $0[0] == name } ?? UInt32(name).flatMap { number in entries.first { UInt32($0[2]) == number } }
    guard let user = entry.flatMap({ UInt32($0[2]) }) ?? UInt32(name) else {
      throw ImageError(.notPresent, "unable to find user \(name): no matching entries in passwd file")
    }
    self.user = user
    home = entry?[5] ?? ""
    let groupEntries = Self.entries(groups, fields: 4)
    if parts.count == 2, !parts[1].isEmpty {
      guard let group = UInt32(parts[1]) ?? groupEntries.first(where: { $0[0] == parts[1] }).flatMap({ UInt32($0[2]) }) else {
        throw ImageError(.notPresent, "unable to find group \(parts[1]): no matching entries in group file")
      }
      (self.group, supplementalGroups) = (group, [])
      return
    }
    let primary = entry.flatMap { UInt32($0[3]) } ?? 0
    group = primary
    supplementalGroups = groupEntries.filter { group in
      guard let userName = entry?[0] else { return false }
      return group[3].split(separator: ",").contains { $0 == userName } && UInt32(group[2]) != primary
    }.compactMap { UInt32($0[2]) }
  }

  private static func entries(_ text: String, fields: Int) -> [[String]] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return parts.count >= fields && !line.hasPrefix("#") ? parts : nil
    }
  }
}
