import APIMachinery
import Client

/// What form the client wants its answer in, by the Accept header and the query.
struct OutputFormat: Sendable, Hashable {
  enum Encoding: String, Sendable {
    case json = "application/json", yaml = "application/yaml", protobuf = "application/vnd.kubernetes.protobuf"
  }

  /// What objects are turned into (kubernetes.io, "API Concepts": receiving resources as Tables, metadata only).
  enum Shape: Sendable, Hashable {
    case object
    case table(version: String)
    case partialMetadata(version: String)

    /// All versions of an object have the same metadata: none has to be converted for this.
    var showsMetadataAlone: Bool { if case .partialMetadata = self { true } else { false } }
  }

  enum IncludedObject: String, Sendable { case none = "None", metadata = "Metadata", object = "Object" }

  var encoding = Encoding.json
  var shape = Shape.object
  var isPretty = false
  /// Of table rows.
  var includedObject = IncludedObject.metadata
  var includesTableHeaders = true

  init() {}

  /// `hasProtobuf`: whether what is asked for can be sent in that form; `isKept`: whether it is an object with metadata, of which
  /// there are tables. 406 when no type that the client takes can be made.
  init(
    _ request: HTTPRequest, _ query: QueryParameters, streams: Bool = false, hasProtobuf: Bool = false, isKept: Bool = true
  ) throws(StatusError) {
    isPretty = query.bool("pretty") ?? Self.isRead(by: request.headers["User-Agent"] ?? "")
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
      guard let encoding = Self.encoding(type, streams: streams, hasProtobuf), let shape = Self.shape(type.parameters) else { continue }
      if !isKept, shape != .object { continue }
      // Tables are made for people, who don't read protobuf.
      if encoding == .protobuf, case .table = shape { continue }
      (self.encoding, self.shape) = (encoding, shape)
      if type.parameters["pretty"] == "1" || type.parameters["pretty"] == "true" { isPretty = true }
      return
    }
    throw .notAcceptable(Self.supported(streams: streams, hasProtobuf))
  }

  /// The form of an answer that isn't about a resource, such as an error: what the client takes, JSON when it takes nothing we have.
  static func ofAnything(_ request: HTTPRequest) -> OutputFormat {
    var format = OutputFormat()
    for type in MediaType.accepted(request.headers.all("Accept")) {
      guard let encoding = encoding(type, streams: false, true) else { continue }
      format.encoding = encoding
      break
    }
    return format
  }

  static func supported(streams: Bool, _ hasProtobuf: Bool) -> [String] {
    let types: [Encoding] = hasProtobuf ? [.json, .yaml, .protobuf] : [.json, .yaml]
    return streams ? types.filter { $0 != .yaml }.map { $0.rawValue + ";stream=watch" } : types.map(\.rawValue)
  }

  /// Programs that show what they get to a person.
  private static func isRead(by userAgent: String) -> Bool {
    ["curl", "Wget", "Mozilla/5.0"].contains { userAgent.hasPrefix($0) }
  }

  private static func encoding(_ type: MediaType, streams: Bool, _ hasProtobuf: Bool) -> Encoding? {
    if let stream = type.parameters["stream"], !(streams && stream == "watch") { return nil }
    return switch type.type {
    case "application/json", "*/*", "application/*": .json
    case "application/yaml" where !streams: .yaml
    case "application/vnd.kubernetes.protobuf" where hasProtobuf: .protobuf
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

extension StatusError {
  static func notAcceptable(_ supported: [String]) -> StatusError {
    StatusError(406, .notAcceptable, "only the following media types are accepted: \(supported.joined(separator: ", "))")
  }
}
