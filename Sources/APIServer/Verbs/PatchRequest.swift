import APIMachinery
import Client

/// A patch as it came: its kind by media type, its body decoded.
struct PatchRequest: Sendable {
  enum Kind: Sendable { case json, merge, strategicMerge, apply }
  var kind: Kind
  var body: RequestBody

  static let mediaTypes: [(String, Kind)] = [
    ("application/json-patch+json", .json), ("application/merge-patch+json", .merge),
    ("application/strategic-merge-patch+json", .strategicMerge), ("application/apply-patch+yaml", .apply),
    ("application/apply-patch+json", .apply),
  ]

  init(_ request: HTTPRequest, _ query: QueryParameters, limit: Int) throws(StatusError) {
    let type = request.headers["Content-Type"].flatMap { MediaType($0) }?.type ?? ""
    guard let known = Self.mediaTypes.first(where: { $0.0 == type }) else {
      let accepted = Self.mediaTypes.dropLast().map(\.0).joined(separator: ", ")
      throw .unsupportedMediaType("the body of the request was in an unknown format - accepted media types include: \(accepted)")
    }
    guard request.body.count <= limit else {
      throw StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(limit)")
    }
    kind = known.1
    // An apply body is YAML, of which JSON is a part; clients send either under the same name.
    let isJSON = kind != .apply || request.body.first { $0 > 0x20 } == UInt8(ascii: "{")
    body = isJSON ? try RequestBody.json(request.body, kind: "Patch") : try RequestBody.yaml(request.body, kind: "Patch")
    try check(query)
  }

  init(_ patch: Patch) {
    kind = switch patch {
    case .json: .json
    case .merge: .merge
    case .strategicMerge: .strategicMerge
    case .apply: .apply
    }
    body = RequestBody(value: patch.body)
  }

  private func check(_ query: QueryParameters) throws(StatusError) {
    var errors: [FieldError] = []
    if kind == .apply {
      if (query["fieldManager"] ?? "").isEmpty { errors.append(.required("fieldManager", "is required for apply patch")) }
    } else if query["force"] != nil {
      errors.append(.forbidden("force", "may not be specified for non-apply patch"))
    }
    guard errors.isEmpty else {
      throw .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "PatchOptions"), "", errors)
    }
  }
}
