import Store

/// A long list's text, made in parts beside each other.
enum ListParts {
  /// How many objects make a part.
  static let size = 1_024

  /// What `make` makes of each part, in order.
  static func made(
    of items: [StoredObject], _ make: @escaping @Sendable (ArraySlice<StoredObject>) -> [UInt8]
  ) async -> [[UInt8]] {
    let parts = stride(from: 0, to: items.count, by: size).map { items[$0..<min($0 + size, items.count)] }
    guard parts.count > 1 else { return parts.map(make) }
    return await withTaskGroup(of: (Int, [UInt8]).self) { group in
      for (index, part) in parts.enumerated() { group.addTask { (index, make(part)) } }
      var made = [[UInt8]](repeating: [], count: parts.count)
      for await (index, bytes) in group { made[index] = bytes }
      return made
    }
  }
}
