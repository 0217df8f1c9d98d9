import APIMachinery

/// The manifests of one file: every document that is an object, and what is wrong with the others.
public struct ManifestFile: Sendable {
  public let path: String
  public let manifests: [Manifest]
  public let problems: [ManifestProblem]

  /// Whether a file of this name holds manifests: `*.yaml`, `*.yml`, `*.json`, outside hidden folders.
  public static func isManifest(_ path: String) -> Bool {
    guard [".yaml", ".yml", ".json"].contains(where: { path.hasSuffix($0) }) else { return false }
    return !path.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  /// Never throws: what can't be read is a problem with its place. A `List` stands for its items.
  public init(path: String, bytes: [UInt8]) {
    do {
      // JSON is read as YAML too: one reader, one set of positions.
      self.init(path: path, bytes: bytes, documents: try YAML.documents(bytes))
    } catch {
      self.init(
        path: path, manifests: [], problems: [ManifestProblem(path: path, line: error.line, column: error.column, message: error.message)])
    }
  }

  /// A file of one manifest as `YAML.encode` writes it; it need not be read to be known.
  init(path: String, writing object: Value, as bytes: [UInt8]) {
    guard let identity = ManifestIdentity(object), !Self.isList(object) else {
      self.init(path: path, bytes: bytes)
      return
    }
    let manifest = Manifest(identity: identity, object: object, path: path, documentIndex: 0, line: 1, source: bytes)
    self.init(path: path, manifests: [manifest], problems: [])
  }

  /// What the bytes read as is known.
  init(path: String, bytes: [UInt8], documents: [YAMLDocument]) {
    var manifests: [Manifest] = []
    var problems: [ManifestProblem] = []
    for (index, document) in documents.enumerated() {
      let line = document.start.line
      let objects = Self.objects(of: document.value)
      for object in objects {
        guard let identity = ManifestIdentity(object) else {
          problems.append(ManifestProblem(path: path, line: line, column: document.start.column, message: Self.missing(in: object)))
          continue
        }
        manifests.append(
          Manifest(
            identity: identity, object: object, path: path, documentIndex: index, line: line,
            source: objects.count == 1 && object == document.value ? Array(bytes[document.range]) : YAML.encode(object)))
      }
    }
    self.init(path: path, manifests: manifests, problems: problems)
  }

  private init(path: String, manifests: [Manifest], problems: [ManifestProblem]) {
    (self.path, self.manifests, self.problems) = (path, manifests, problems)
  }

  private static func objects(of value: Value) -> [Value] {
    isList(value) ? value["items"]?.array ?? [] : [value]
  }

  private static func isList(_ value: Value) -> Bool { value.apiVersion == "v1" && value.kind == "List" && value["items"]?.array != nil }

  private static func missing(in value: Value) -> String {
    guard value.object != nil else { return "a manifest must be an object, this is \(value.typeName)" }
    if value.apiVersion.isEmpty { return "apiVersion is missing" }
    if value.kind.isEmpty { return "kind is missing" }
    if value.groupVersionKind == nil { return "apiVersion \"\(value.apiVersion)\" is not of the form group/version" }
    return "metadata.name is missing"
  }
}
