import APIMachinery
import Store

extension APIServer {
  /// Deletes what the list options select, in one transaction: all of it, or on an error nothing. The answer is what was selected,
  /// as it was before; of a limited page the rest is left alone. What somebody else has deleted meanwhile is gone as wished.
  func deleteCollection(
    _ request: ResourceRequest, _ parameters: DeleteParameters, _ query: ListQuery
  ) async throws(StatusError) -> ListPage {
    let page = try await list(request, query)
    let selection = try ObjectSelection(
      request.served, namespace: request.namespace, labels: query.labelSelector, fields: query.fieldSelector, scheme: scheme)
    _ = try await perform(
      provenance(request, WriteParameters()), isDryRun: parameters.isDryRun
    ) { unit throws(StatusError) in
      for stored in page.items {
        guard let value = unit.get(stored.key), selection.matches(stored.key, value) else { continue }
        var one = request
        (one.namespace, one.name) = (stored.key.namespace, stored.key.name)
        do throws(StatusError) {
          _ = try self.remove(scheme.convert(value, to: one.definition.gvk), one, parameters, in: &unit)
        } catch {
          // Webhooks are asked about all of the objects at once.
          guard unit.conversation?.isWaiting ?? false else { throw error }
        }
      }
    }
    return page
  }
}
