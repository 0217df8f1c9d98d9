import APIMachinery
import Store

extension APIServer {
  /// Deletes what the selectors match, in one transaction: all of it, or on an error nothing.
  func deleteCollection(
    _ request: ResourceRequest, _ parameters: DeleteParameters, _ query: ListQuery
  ) async throws(StatusError) -> [Value] {
    let selection = try ObjectSelection(
      request.served, namespace: request.namespace, labels: query.labelSelector, fields: query.fieldSelector, scheme: scheme)
    let (deleted, _) = try await perform(
      provenance(request, WriteParameters()), isDryRun: parameters.isDryRun
    ) { unit throws(StatusError) in
      var deleted: [Value] = []
      for stored in selection.candidates(request.groupResource, in: unit.snapshot) {
        let value = stored.decoded()
        guard selection.matches(stored.key, value) else { continue }
        var one = request
        (one.namespace, one.name) = (stored.key.namespace, stored.key.name)
        deleted.append(try self.remove(value, one, parameters, in: &unit).0)
      }
      return deleted
    }
    return deleted
  }
}
