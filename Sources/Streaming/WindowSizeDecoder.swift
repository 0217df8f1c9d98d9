import APIMachinery

/// Reads window sizes, JSON objects one after the other, from a stream that may be cut anywhere.
public struct WindowSizeDecoder: Sendable {
  private static let bytesMax = 4 << 10
  private var pending: [UInt8] = []

  public init() {}

  /// The sizes that these bytes complete. What isn't a size is passed over.
  public mutating func decode(_ bytes: [UInt8]) -> [(width: UInt16, height: UInt16)] {
    pending += bytes
    var sizes: [(width: UInt16, height: UInt16)] = []
    // Sizes hold no braces of their own: each ends at the first that closes.
    while let end = pending.firstIndex(of: UInt8(ascii: "}")) {
      if let size = Self.size(Array(pending[...end])) { sizes.append(size) }
      pending.removeSubrange(...end)
    }
    if pending.count > Self.bytesMax { pending = [] }
    return sizes
  }

  public static func size(_ bytes: [UInt8]) -> (width: UInt16, height: UInt16)? {
    guard let value = try? JSON.decode(bytes), let width = value["Width"]?.int.flatMap({ UInt16(exactly: $0) }),
      let height = value["Height"]?.int.flatMap({ UInt16(exactly: $0) })
    else { return nil }
    return (width, height)
  }

  public static func encode(width: UInt16, height: UInt16) -> [UInt8] {
    JSON.encode(["Width": .int(Int64(width)), "Height": .int(Int64(height))])
  }
}
