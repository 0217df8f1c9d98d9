import APIMachinery
import Client

/// What form the client wants its answer in, by the Accept header and the query.
struct OutputFormat: Sendable, Hashable {
  enum Encoding: String, Sendable { case json = "application/json", yaml = "application/yaml" }

  /// What objects are turned into (kubernetes.io, "API Concepts": receiving resources as Tables, metadata only).
  enum Shape: Sendable, Hashable {
    case object
    case table(version: String)
    case partialMetadata(version: String)
  }

  enum IncludedObject: String, Sendable { case none = "None", metadata = "Metadata", object = "Object" }

  var encoding = Encoding.json
  var shape = Shape.object
  var isPretty = false
  /// Of table rows.
  var includedObject = IncludedObject.metadata
  var includesTableHeaders = true

  static let supported = "application/json, application/yaml"

  init() {}

  init(_ request: HTTPRequest, _ query: QueryParameters, streams: Bool = false) throws(StatusError) {
    isPretty = query.bool("pretty") ?? false
    if let include = query["includeObject"], !include.isEmpty {
      guard let included = IncludedObject(rawValue: include) else {
        throw .badRequest("invalid value for includeObject: \"\(include)\"")
      }
      includedObject = included
    }
    if query.bool("noHeaders") == true { includesTableHeaders = false }
    let accepted = MediaType.accepted(request.headers.all("Accept"))
    if accepted.isEmpty { return }
    for type in accepted {
      guard let encoding = Self.encoding(type.type, streams: streams), let shape = Self.shape(type.parameters) else { continue }
      (self.encoding, self.shape) = (encoding, shape)
      return
    }
    throw StatusError(406, .notAcceptable, "only the following media types are accepted: \(Self.supported)")
  }

  private static func encoding(_ type: String, streams: Bool) -> Encoding? {
    switch type {
    case "application/json", "*/*", "application/*": .json
    case "application/yaml" where !streams: .yaml
    default: nil
    }
  }

  private static func shape(_ parameters: [String: String]) -> Shape? {
    guard let name = parameters["as"] else { return .object }
    guard parameters["g"] == "meta.k8s.io", let version = parameters["v"], version == "v1" || version == "v1beta1" else { return nil }
    return switch name {
    case "Table": .table(version: version)
    case "PartialObjectMetadata", "PartialObjectMetadataList": .partialMetadata(version: version)
    default: nil
    }
  }
}
