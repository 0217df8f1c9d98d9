import APIMachinery
import AccessControl
import Client

/// Transactions of many objects over HTTP: `POST /apis/kctl.dev/v1alpha1/transactions` (design I5).
enum BatchEndpoint {
  static let group = BatchWire.groupVersion.group

  static func answer(
    _ request: HTTPRequest, _ info: RequestInfo, _ query: QueryParameters, _ caller: Caller, _ server: APIServer
  ) async throws(StatusError) -> HTTPResponse {
    guard info.version == BatchWire.groupVersion.version, info.resource == BatchWire.resource, info.name.isEmpty else { throw .unknownPath() }
    guard info.verb == "create" else {
      throw StatusError(405, .methodNotAllowed, "the server does not allow this method on the requested resource")
    }
    // A transaction is many requests: its limit is that of as many objects, not of one.
    guard request.body.count <= BatchWire.bodyBytesMax else {
      throw StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(BatchWire.bodyBytesMax)")
    }
    let body = try RequestBody.json(request.body, kind: BatchWire.kind)
    server.noteRequestObject(body.value)
    let batch = try BatchWire.batch(body.value)
    let result = try await server.apply(batch, caller)
    return ResponseWriter.value(BatchWire.value(result), status: result.isSuccess ? 200 : 422)
  }
}
