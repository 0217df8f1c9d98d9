import APIMachinery

/// The file of `--admission-control-config-file`: what admission plugins are told (kubernetes.io, "Admission Controllers").
public struct AdmissionPluginConfiguration: Hashable, Sendable {
  public private(set) var eventRateLimit: EventRateLimitConfiguration?
  public private(set) var podSecurity = PodSecurityConfiguration()
  public private(set) var resourceQuota = ResourceQuotaConfiguration()
  /// By the plugin that calls the webhooks.
  public private(set) var webhooks: [String: WebhookAdmissionConfiguration] = [:]

  private static let configurable = ["EventRateLimit", "PodSecurity", "ResourceQuota", "MutatingAdmissionWebhook", "ValidatingAdmissionWebhook"]

  public init() {}

  /// `read`: a file that an entry names, relative to this one.
  public init(_ file: ConfigurationFile, read: (String) throws -> [UInt8]) throws {
    var files: [(name: String, path: String)] = []
    var inPlace = AdmissionPluginConfiguration()
    try file.read("AdmissionConfiguration", group: "apiserver.config.k8s.io", versions: ["v1", "v1alpha1"]) { reader in
      var names: Set<String> = []
      for item in reader.objects("plugins") {
        defer { item.end() }
        let (name, path, configuration) = (item.text("name"), item.text("path"), item.object("configuration"))
        guard Self.configurable.contains(name) else {
          item.note(name.isEmpty ? .required(item.place("name")) : .notSupported(item.place("name"), .string(name), Self.configurable))
          continue
        }
        if !names.insert(name).inserted { item.note(.duplicate(item.place("name"), .string(name))) }
        if let configuration {
          inPlace.take(configuration, of: name)
        } else if path.isEmpty {
          item.note(.required(item.place("path"), "a plugin's configuration, or the path of a file with it"))
        } else {
          files.append((name, path))
        }
      }
    }
    self = inPlace
    for (name, path) in files { try take(ConfigurationFile(try read(path), path: path), of: name) }
  }

  private mutating func take(_ reader: FieldReader, of plugin: String) {
    switch plugin {
    case "PodSecurity": podSecurity = PodSecurityConfiguration(reader)
    case "ResourceQuota": resourceQuota = ResourceQuotaConfiguration(reader)
    case "EventRateLimit": eventRateLimit = EventRateLimitConfiguration(reader)
    default: webhooks[plugin] = WebhookAdmissionConfiguration(reader)
    }
  }

  private mutating func take(_ file: ConfigurationFile, of plugin: String) throws(ConfigurationFileError) {
    switch plugin {
    case "PodSecurity": podSecurity = try PodSecurityConfiguration(file)
    case "ResourceQuota": resourceQuota = try ResourceQuotaConfiguration(file)
    case "EventRateLimit": eventRateLimit = try EventRateLimitConfiguration(file)
    default: webhooks[plugin] = try WebhookAdmissionConfiguration(file)
    }
  }
}
