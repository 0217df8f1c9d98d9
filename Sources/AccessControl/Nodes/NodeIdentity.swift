extension UserInfo {
  private static let nodePrefix = "system:node:"

  /// The node that this is the identity of; empty for an identity of some node that doesn't say which; nil for others.
  public var nodeName: String? {
    guard groups.contains("system:nodes"), name.hasPrefix(Self.nodePrefix) else { return nil }
    return String(name.dropFirst(Self.nodePrefix.count))
  }
}
