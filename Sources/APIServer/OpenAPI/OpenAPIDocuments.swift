import APIMachinery
import APISchemas
import Client
import Synchronization

/// The OpenAPI documents, made from the schemas on first demand and kept encoded.
final class OpenAPIDocuments: Sendable {
  private struct Document: Sendable {
    var bytes: [UInt8]
    var tag: String
    init(_ bytes: [UInt8]) { (self.bytes, tag) = (bytes, Checksum.text(bytes)) }
  }

  static let protobufV2 = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
  private let scheme: Scheme
  /// Of aggregated APIs.
  private let remote: [RemoteOpenAPI]
  private let groupVersions: [String: GroupVersion]
  private let documents = Mutex<[String: Document]>([:])

  init(_ scheme: Scheme, remote: [RemoteOpenAPI] = []) {
    (self.scheme, self.remote) = (scheme, remote)
    groupVersions = Dictionary(
      scheme.resources.map { ($0.group.isEmpty ? "api/\($0.version)" : "apis/\($0.groupVersion)", $0.groupVersion) },
      uniquingKeysWith: { first, _ in first })
  }

  /// With what others say of theirs.
  func joined(with remote: [RemoteOpenAPI]) -> OpenAPIDocuments { OpenAPIDocuments(scheme, remote: remote) }

  func answer(_ segments: [String], _ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    switch segments.dropFirst().first {
    case "v2" where segments.count == 2: return try version2(request)
    case "v3" where segments.count == 2: return Self.response(index(), "application/json", request)
    case "v3":
      guard let groupVersion = groupVersions[segments[2...].joined(separator: "/")] else { throw .unknownPath() }
      return Self.response(version3(groupVersion), "application/json", request)
    default: throw .unknownPath()
    }
  }

  private func version2(_ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    let accepted = MediaType.accepted(request.headers.all("Accept"))
    for type in accepted {
      switch type.type {
      case "application/json", "*/*", "application/*": return json2(request)
      case Self.protobufV2, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf":
        // The name with an at sign is asked for by old clients, but is no media type that a client can parse (RFC 2045).
        return Self.response(protobuf2(), "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", request)
      default: continue
      }
    }
    guard accepted.isEmpty else { throw StatusError(406, .notAcceptable, "only the following media types are accepted: application/json") }
    return json2(request)
  }

  private func json2(_ request: HTTPRequest) -> HTTPResponse {
    Self.response(document("v2") { JSON.encode(self.value2()) }, "application/json", request)
  }

  private func protobuf2() -> Document { document("v2 protobuf") { Scheme.openAPIv2Protobuf(self.value2()) } }

  private func value2() -> Value { remote.reduce(scheme.openAPIv2()) { $1.merged(into: $0) } }

  private func version3(_ groupVersion: GroupVersion) -> Document {
    document("v3/\(groupVersion)") { JSON.encode(self.scheme.openAPIv3(groupVersion)) }
  }

  /// Names each group version's document with the hash that makes its URL cacheable for ever.
  private func index() -> Document {
    document("v3") {
      var paths = Object()
      for (path, groupVersion) in self.groupVersions.sorted(by: { $0.key < $1.key }) {
        paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(self.version3(groupVersion).tag)")]
      }
      for other in self.remote { if let url = other.version3URL { paths[other.name] = ["serverRelativeURL": .string(url)] } }
      return JSON.encode(["paths": .object(paths)])
    }
  }

  private func document(_ name: String, _ make: () -> [UInt8]) -> Document {
    if let known = documents.withLock({ $0[name] }) { return known }
    let document = Document(make())
    documents.withLock { $0[name] = document }
    return document
  }

  private static func response(_ document: Document, _ contentType: String, _ request: HTTPRequest) -> HTTPResponse {
    let tag = "\"\(document.tag)\""
    var headers: HTTPHeaders = ["ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache, private"]
    if request.headers["If-None-Match"] == tag { return HTTPResponse(304, headers: headers) }
    headers["Content-Type"] = contentType
    return HTTPResponse(200, headers: headers, body: .bytes(document.bytes))
  }
}
