import APIMachinery

/// How many Events are let in (API reference: eventratelimit.admission.k8s.io Configuration).
public struct EventRateLimitConfiguration: Hashable, Sendable {
  public enum LimitType: String, Hashable, Sendable, CaseIterable {
    case server = "Server"
    case namespace = "Namespace"
    case user = "User"
    case sourceAndObject = "SourceAndObject"
  }

  public struct Limit: Hashable, Sendable {
    public var type: LimitType
    public var perSecond: Int
    public var burst: Int
    /// How many namespaces, users or sources are told apart; beyond that the one that was idle longest is forgotten.
    public var keysMax: Int
  }

  public private(set) var limits: [Limit] = []

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    limits = try file.read("Configuration", group: "eventratelimit.admission.k8s.io", versions: ["v1alpha1"]) { Self.limits($0) }
  }

  /// As a plugin's entry in an AdmissionConfiguration has it, in place.
  init(_ reader: FieldReader) {
    _ = (reader.text("apiVersion"), reader.text("kind"))
    limits = Self.limits(reader)
    reader.end()
  }

  private static func limits(_ reader: FieldReader) -> [Limit] {
    let items = reader.objects("limits")
    if items.isEmpty { reader.note(.required(reader.place("limits"))) }
    return items.compactMap { item in
      defer { item.end() }
      func number(_ name: String, atLeast least: Int64) -> Int {
        let number = item.integer(name) ?? 0
        if number < least { item.note(.invalid(item.place(name), .int(number), least == 0 ? "must not be negative" : "must be positive")) }
        return Int(clamping: min(max(number, least), 1_000_000))
      }
      let (perSecond, burst, keys) = (number("qps", atLeast: 1), number("burst", atLeast: 1), number("cacheSize", atLeast: 0))
      let type = item.text("type")
      guard let known = LimitType(rawValue: type) else {
        item.note(.notSupported(item.place("type"), .string(type), LimitType.allCases.map(\.rawValue)))
        return nil
      }
      return Limit(type: known, perSecond: perSecond, burst: burst, keysMax: known == .server ? 1 : keys == 0 ? 4_096 : keys)
    }
  }
}
