import APIMachinery
import Store

extension APIServer {
  /// The newest state of one object; a resourceVersion only demands that this server has reached it.
  func get(_ request: ResourceRequest, resourceVersion: String) throws(StatusError) -> StoredObject {
    if request.groupResource == ComponentStatuses.resource {
      guard let status = componentStatuses.first(where: { $0.key == request.key }) else { throw .notFound(request.groupResource, request.name) }
      return status
    }
    let snapshot = store.snapshot()
    if !resourceVersion.isEmpty, resourceVersion != "0" {
      guard let wanted = Revision(resourceVersion) else { throw .invalidResourceVersion(resourceVersion) }
      guard wanted <= snapshot.revision else { throw .tooLargeResourceVersion(wanted, current: snapshot.revision) }
    }
    guard let object = snapshot.get(request.key) else { throw .notFound(request.groupResource, request.name) }
    return object
  }
}

extension StatusError {
  static func invalidResourceVersion(_ text: String) -> StatusError {
    .badRequest("resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": invalid syntax")
  }
}
