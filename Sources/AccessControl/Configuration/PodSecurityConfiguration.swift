import APIMachinery

/// What namespaces without labels get, and who isn't asked (API reference: pod-security.admission.config.k8s.io PodSecurityConfiguration).
public struct PodSecurityConfiguration: Hashable, Sendable {
  public private(set) var enforce = PodSecurityTerms.privileged
  public private(set) var audit = PodSecurityTerms.privileged
  public private(set) var warn = PodSecurityTerms.privileged
  public private(set) var exemptUsers: Set<String> = []
  public private(set) var exemptNamespaces: Set<String> = []
  public private(set) var exemptRuntimeClasses: Set<String> = []

  public static let group = "pod-security.admission.config.k8s.io"
  public static let kind = "PodSecurityConfiguration"

  /// Everything goes, and nobody is exempt from that.
  public init() {}

  public init(_ file: ConfigurationFile) throws(ConfigurationFileError) {
    self = try file.read(Self.kind, group: Self.group, versions: ["v1", "v1beta1", "v1alpha1"]) { reader in
      var configuration = PodSecurityConfiguration()
      configuration.read(reader)
      return configuration
    }
  }

  /// As a plugin's entry in an AdmissionConfiguration has it, in place.
  init(_ reader: FieldReader) {
    _ = (reader.text("apiVersion"), reader.text("kind"))
    read(reader)
    reader.end()
  }

  private mutating func read(_ reader: FieldReader) {
    if let defaults = reader.object("defaults") {
      (enforce, audit, warn) = (Self.terms("enforce", defaults), Self.terms("audit", defaults), Self.terms("warn", defaults))
      defaults.end()
    }
    guard let exemptions = reader.object("exemptions") else { return }
    exemptUsers = Self.names("usernames", exemptions) { $0.isEmpty ? ["username must not be empty"] : [] }
    exemptNamespaces = Self.names("namespaces", exemptions, NameFormat.dns1123Label)
    exemptRuntimeClasses = Self.names("runtimeClasses", exemptions, NameFormat.dns1123Subdomain)
    exemptions.end()
  }

  private static func terms(_ mode: String, _ reader: FieldReader) -> PodSecurityTerms {
    var terms = PodSecurityTerms.privileged
    let (level, version) = (reader.text(mode), reader.text(mode + "-version"))
    if let known = PodSecurityTerms.Level(rawValue: level) {
      terms.level = known
    } else if !level.isEmpty {
      reader.note(.invalid(reader.place(mode), .string(level), PodSecurityTerms.levelProblem))
    }
    if let known = PodSecurityTerms.minor(version) {
      terms.minor = known
    } else if !version.isEmpty {
      reader.note(.invalid(reader.place(mode + "-version"), .string(version), PodSecurityTerms.versionProblem))
    }
    return terms
  }

  private static func names(_ field: String, _ reader: FieldReader, _ problems: (String) -> [String]) -> Set<String> {
    var known: Set<String> = []
    for (index, name) in reader.texts(field).enumerated() {
      let place = reader.place("\(field)[\(index)]")
      let wrong = problems(name)
      if !wrong.isEmpty {
        reader.note(.invalid(place, .string(name), wrong.joined(separator: ", ")))
      } else if !known.insert(name).inserted {
        reader.note(.duplicate(place, .string(name)))
      }
    }
    return known
  }
}
