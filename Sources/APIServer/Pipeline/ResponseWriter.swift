import APIMachinery
import APISchemas
import Client

/// From values to response bytes.
enum ResponseWriter {
  static func value(_ value: Value, status: Int = 200, _ format: OutputFormat = OutputFormat(), warnings: [String] = []) -> HTTPResponse {
    switch format.encoding {
    case .protobuf:
      // Only built-in kinds have this form; anything else is told in JSON.
      if let message = Scheme.builtIn.protobufEnvelope(value) {
        bytes(message, status: status, type: format.encoding.rawValue, warnings: warnings)
      } else {
        bytes(JSON.encode(value), status: status, warnings: warnings)
      }
    case .yaml: bytes(YAML.encode(value), status: status, type: "application/yaml", warnings: warnings)
    case .json where format.isPretty:
      bytes(Array(JSON.pretty(value, indent: 2).utf8) + [10], status: status, warnings: warnings)
    case .json: bytes(JSON.encode(value), status: status, warnings: warnings)
    }
  }

  static func bytes(_ bytes: [UInt8], status: Int = 200, type: String = "application/json", warnings: [String] = []) -> HTTPResponse {
    var headers: HTTPHeaders = ["Content-Type": type]
    for warning in warnings { headers.add("Warning", "299 - \(quoted(warning))") }
    return HTTPResponse(status, headers: headers, body: .bytes(bytes))
  }

  static func add(warning: String, to response: inout HTTPResponse) {
    response.headers.add("Warning", "299 - \(quoted(warning))")
  }

  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    bytes(Array(text.utf8), status: status, type: "text/plain; charset=utf-8")
  }

  static func failure(_ error: StatusError, _ request: HTTPRequest) -> HTTPResponse {
    failure(error.value, code: error.code, retryAfterSeconds: error.retryAfterSeconds, request)
  }

  static func failure(_ status: Value, code: Int, retryAfterSeconds: Int?, _ request: HTTPRequest) -> HTTPResponse {
    var response = value(status, status: code, .ofAnything(request))
    if let retryAfterSeconds { response.headers["Retry-After"] = String(retryAfterSeconds) }
    return response
  }

  /// A quoted-string of RFC 9110; control characters have no place in a header.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7f {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
