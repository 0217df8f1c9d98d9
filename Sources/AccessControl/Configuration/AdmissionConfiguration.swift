import APIMachinery

/// The file of `--admission-control-config-file`: what admission plugins are told (kubernetes.io, "Admission Controllers").
public struct AdmissionPluginConfiguration: Hashable, Sendable {
  public private(set) var eventRateLimit: EventRateLimitConfiguration?

  private static let configurable = ["EventRateLimit"]

  public init() {}

  /// `read`: a file that an entry names, relative to this one.
  public init(_ file: ConfigurationFile, read: (String) throws -> [UInt8]) throws {
    var paths: [(name: String, path: String)] = []
    var inPlace: EventRateLimitConfiguration?
    try file.read("AdmissionConfiguration", group: "apiserver.config.k8s.io", versions: ["v1", "v1alpha1"]) { reader in
      for item in reader.objects("plugins") {
        defer { item.end() }
        let (name, path, configuration) = (item.text("name"), item.text("path"), item.object("configuration"))
        guard Self.configurable.contains(name) else {
          item.note(name.isEmpty ? .required(item.place("name")) : .notSupported(item.place("name"), .string(name), Self.configurable))
          continue
        }
        if let configuration {
          inPlace = EventRateLimitConfiguration(configuration)
        } else if path.isEmpty {
          item.note(.required(item.place("path"), "a plugin's configuration, or the path of a file with it"))
        } else {
          paths.append((name, path))
        }
      }
    }
    eventRateLimit = inPlace
    for (_, path) in paths { eventRateLimit = try EventRateLimitConfiguration(ConfigurationFile(try read(path), path: path)) }
  }
}
