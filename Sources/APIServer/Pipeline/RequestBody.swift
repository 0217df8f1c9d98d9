import APIMachinery
import APISchemas
import Client

/// A body as it came: text that has become a value, with what the decoder noticed on the way.
struct RequestBody: Sendable {
  var value: Value
  /// What stands in it twice, in words.
  var duplicates: [String] = []
  /// The bytes, when they are YAML: what a person may have written with comments.
  var source: [UInt8]?

  static func decode(_ request: HTTPRequest, kind: GroupVersionKind, _ scheme: Scheme) throws(StatusError) -> RequestBody {
    let header = request.headers["Content-Type"] ?? ""
    let type = header.isEmpty ? "application/json" : MediaType(header)?.type ?? ""
    let hasProtobuf = scheme.hasProtobuf(kind)
    switch type {
    case "application/json": return try checked(try json(request.body, kind: kind.kind), kind)
    case "application/yaml", "application/x-yaml", "text/yaml": return try checked(try yaml(request.body, kind: kind.kind), kind)
    case "application/vnd.kubernetes.protobuf" where hasProtobuf:
      do throws(ProtobufError) {
        return RequestBody(value: try scheme.decodeProtobuf(request.body, kind: kind))
      } catch {
        throw unrecognized(kind.kind, error.description)
      }
    default:
      let supported = OutputFormat.supported(streams: false, hasProtobuf).joined(separator: ", ")
      throw .unsupportedMediaType("the body of the request was in an unknown format - accepted media types include: \(supported)")
    }
  }

  /// A body whose kind is something else than text says nothing that could be looked up.
  private static func checked(_ body: RequestBody, _ kind: GroupVersionKind) throws(StatusError) -> RequestBody {
    for field in ["apiVersion", "kind"] {
      guard let value = body.value.object?[field], value.string == nil, !value.isNull else { continue }
      throw unrecognized(
        kind.kind,
        "couldn't get version/kind; json parse error: json: cannot unmarshal \(value.typeName) into Go struct field .\(field) of type string")
    }
    return body
  }

  static func json(_ bytes: [UInt8], kind: String) throws(StatusError) -> RequestBody {
    var body = RequestBody(value: .null)
    do throws(JSON.SyntaxError) {
      body.value = try JSON.decode(bytes, duplicates: &body.duplicates)
      body.duplicates = body.duplicates.map { "duplicate field \"\($0)\"" }
    } catch {
      throw unrecognized(kind, "couldn't get version/kind; json parse error: \(error)")
    }
    return body
  }

  static func yaml(_ bytes: [UInt8], kind: String) throws(StatusError) -> RequestBody {
    var body = RequestBody(value: .null)
    do throws(YAML.SyntaxError) {
      body.value = try YAML.decode(bytes, duplicates: &body.duplicates)
      // A text that says something twice is nothing to keep as it is.
      body.source = body.duplicates.isEmpty ? bytes : nil
      return body
    } catch {
      throw unrecognized(kind, "couldn't get version/kind; yaml parse error: \(error)")
    }
  }

  private static func unrecognized(_ kind: String, _ problem: String) -> StatusError {
    .badRequest("the object provided is unrecognized (must be of type \(kind)): \(problem)")
  }
}

extension StatusError {
  static func unsupportedMediaType(_ message: String) -> StatusError { StatusError(415, .unsupportedMediaType, message) }
}
