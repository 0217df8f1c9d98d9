import APIMachinery

/// Which objects' values are sealed, and with what: an EncryptionConfiguration as the store needs it.
public struct SealingRules: Sendable {
  public enum Cipher: String, Sendable { case aesgcm, aescbc, secretbox }

  public struct Key: Sendable {
    public var name: String
    /// 16, 24 or 32 bytes; 32 for secretbox.
    public var bytes: [UInt8]
    public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
  }

  public enum Provider: Sendable {
    case keys(Cipher, [Key])
    case service(name: String, any KeyService)
    /// Values in clear are read as they are.
    case identity
  }

  public struct Rule: Sendable {
    public var resources: [ResourcePattern]
    /// The first one's first key seals; all open.
    public var providers: [Provider]
    public init(resources: [ResourcePattern], providers: [Provider]) { (self.resources, self.providers) = (resources, providers) }
  }

  /// The first rule that covers a resource counts.
  public var rules: [Rule]
  public init(_ rules: [Rule] = []) { self.rules = rules }

  func covers(_ resource: GroupResource) -> Bool { rules.contains { $0.resources.contains { $0.matches(resource) } } }
}

/// `secrets`, `deployments.apps`, `*.apps`, `*.` for the core group, `*.*` for everything.
public struct ResourcePattern: Hashable, Sendable, CustomStringConvertible {
  private let resource: String?
  private let group: String?

  /// Nil for what can't be one.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard !parts[0].isEmpty, text != "*" else { return nil }
    let group = parts.count > 1 ? parts[1] : ""
    if parts[0] == "*" {
      (resource, self.group) = (nil, group == "*" ? nil : group)
    } else {
      guard group != "*", parts.count == 1 || !group.isEmpty else { return nil }
      (resource, self.group) = (parts[0], group)
    }
  }

  public func matches(_ resource: GroupResource) -> Bool {
    (self.resource.map { $0 == resource.resource } ?? true) && (group.map { $0 == resource.group } ?? true)
  }

  public var description: String {
    guard let resource else { return "*." + (group ?? "*") }
    return group.map { $0.isEmpty ? resource : "\(resource).\($0)" } ?? resource
  }
}
