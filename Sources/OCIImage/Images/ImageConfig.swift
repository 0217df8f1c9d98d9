import APIMachinery

/// What an image says about how it is run (image-spec, config.md).
public struct ImageConfig: Hashable, Sendable {
  public var entrypoint: [String] = []
  public var command: [String] = []
  public var environment: [String] = []
  public var user = ""
  public var workingDirectory = ""
  /// Such as `80/tcp`.
  public var exposedPorts: [String] = []
  /// A name or a number; empty is SIGTERM.
  public var stopSignal = ""
  public var volumes: [String] = []
  public var labels: [String: String] = [:]
  public var architecture = ""
  public var operatingSystem = "linux"
  /// Digests of the unpacked layers, lowest first.
  public var layerDigests: [Digest] = []

  public init() {}

  init(_ value: Value) throws(ImageError) {
    func strings(_ value: Value?) -> [String] { (value?.array ?? []).compactMap(\.string) }
    let config = value["config"]
    entrypoint = strings(config?["Entrypoint"])
    command = strings(config?["Cmd"])
    environment = strings(config?["Env"])
    user = config?["User"]?.string ?? ""
    workingDirectory = config?["WorkingDir"]?.string ?? ""
    exposedPorts = (config?["ExposedPorts"]?.object?.fieldNames ?? []).sorted()
    stopSignal = config?["StopSignal"]?.string ?? ""
    volumes = (config?["Volumes"]?.object?.fieldNames ?? []).sorted()
    for field in config?["Labels"]?.object ?? Object() { labels[field.key] = field.value.string }
    architecture = value["architecture"]?.string ?? ""
    operatingSystem = value["os"]?.string ?? "linux"
    layerDigests = try strings(value["rootfs"]?["diff_ids"]).map { text throws(ImageError) in
      guard let digest = Digest(text) else {
        throw ImageError(.corrupt, "the image's configuration has an invalid layer digest \"\(text)\"")
      }
      return digest
    }
  }

  /// The configuration as the image-spec writes it.
  var value: Value {
    var config = Value.object([:])
    func list(_ strings: [String]) -> Value { .array(strings.map { .string($0) }) }
    func set(_ strings: [String]) -> Value { .object(Object(strings.map { ($0, .object([:])) })) }
    if !entrypoint.isEmpty { config["Entrypoint"] = list(entrypoint) }
    if !command.isEmpty { config["Cmd"] = list(command) }
    if !environment.isEmpty { config["Env"] = list(environment) }
    if !user.isEmpty { config["User"] = .string(user) }
    if !workingDirectory.isEmpty { config["WorkingDir"] = .string(workingDirectory) }
    if !exposedPorts.isEmpty { config["ExposedPorts"] = set(exposedPorts) }
    if !stopSignal.isEmpty { config["StopSignal"] = .string(stopSignal) }
    if !volumes.isEmpty { config["Volumes"] = set(volumes) }
    if !labels.isEmpty { config["Labels"] = .object(Object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })) }
    return [
      "architecture": .string(architecture), "os": .string(operatingSystem), "config": config,
      "rootfs": ["type": "layers", "diff_ids": list(layerDigests.map(\.description))],
    ]
  }

  /// The names of the snapshots that stand for the first layer, the first two, and so on (chain ids, image-spec).
  public var chain: [Digest] {
    layerDigests.reduce(into: []) { chain, layer in
      chain.append(chain.last.map { Digest(of: Array("\($0) \(layer)".utf8)) } ?? layer)
    }
  }
}
