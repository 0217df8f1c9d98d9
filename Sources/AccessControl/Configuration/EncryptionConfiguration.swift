import APIMachinery
import Basics

/// The file of `--encryption-provider-config` (kubernetes.io, "Encrypting Confidential Data at Rest"): which resources are encrypted where
/// they are kept, and with what.
public struct EncryptionConfiguration: Sendable {
  public struct Key: Hashable, Sendable {
    public var name: String
    public var bytes: [UInt8]
  }

  public struct Service: Hashable, Sendable {
    public var name: String
    /// The path of the service's socket.
    public var socket: String
    public var timeout: Duration
  }

  public enum Provider: Hashable, Sendable {
    case aesgcm([Key])
    case aescbc([Key])
    case secretbox([Key])
    case kms(Service)
    case identity
  }

  public struct Entry: Hashable, Sendable {
    public var resources: [String]
    public var providers: [Provider]
  }

  public private(set) var entries: [Entry] = []

  /// Throws everything that is wrong with the file, with line and field; no message repeats a key.
  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    entries = try file.read("EncryptionConfiguration", group: "apiserver.config.k8s.io", versions: ["v1"], isConfidential: true, Self.entries)
  }

  private static func entries(_ reader: FieldReader) -> [Entry] {
    let items = reader.objects("resources")
    if items.isEmpty { reader.note(.required("resources", "at least one resource list is required")) }
    var services: [String: Service] = [:]
    var covered: Set<String> = []
    var areSecretsCovered = false
    return items.map { item in
      defer { item.end() }
      let resources = Self.resources(item, &covered)
      let coversSecrets = !areSecretsCovered && resources.contains { ["secrets", "*.", "*.*"].contains($0) }
      if coversSecrets { areSecretsCovered = true }
      let readers = item.objects("providers")
      if readers.isEmpty { item.note(.required(item.place("providers"), "at least one provider is required")) }
      let providers = readers.compactMap { EncryptionProviderReader(reader: $0).provider(&services) }
      if coversSecrets, providers.first == .identity {
        // The repository is cloned and pushed: what is on a branch once is everybody's.
        readers[0].note(
          FieldError(.forbidden, readers[0].place("identity"), nil, "Secrets are never kept in clear: identity may only follow a provider that encrypts them"))
      }
      return Entry(resources: resources, providers: providers)
    }
  }

  private static func resources(_ item: FieldReader, _ covered: inout Set<String>) -> [String] {
    let resources = item.texts("resources")
    if resources.isEmpty { item.note(.required(item.place("resources"), "at least one resource is required")) }
    for (position, resource) in resources.enumerated() {
      let place = item.place("resources[\(position)]")
      if let reason = problem(resource) {
        item.note(.invalid(place, .string(resource), reason))
      } else if !covered.insert(resource).inserted {
        item.note(.duplicate(place, .string(resource)))
      } else if let other = resources.first(where: { $0 != resource && overlaps(wildcard: $0, resource) }) {
        item.note(.invalid(place, .string(resource), "overlaps with \"\(other)\" of the same list"))
      }
    }
    return resources
  }

  private static func problem(_ resource: String) -> String? {
    let parts = resource.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if resource == "*" { return "use *. for all resources of the core group, *.* for all resources" }
    guard !parts[0].isEmpty else { return "a resource, or a resource and its group with a dot between them" }
    if resource.lowercased() != resource { return "resource and group are in lower case" }
    if parts[0] == "*" { return nil }
    if parts[0].contains("*") || parts.count > 1 && parts[1].contains("*") { return "an asterisk stands for a whole resource or group: *. or *.group or *.*" }
    if parts.count > 1, parts[1].isEmpty { return "a resource of the core group is named without a dot" }
    return parts[0].contains("/") ? "subresources are not kept apart from their resources" : nil
  }

  private static func overlaps(wildcard: String, _ resource: String) -> Bool {
    guard wildcard.hasPrefix("*.") else { return false }
    if wildcard == "*.*" { return true }
    let group = resource.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
    return group == wildcard.dropFirst(2)
  }
}
