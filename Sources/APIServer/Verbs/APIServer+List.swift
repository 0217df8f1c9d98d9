import APIMachinery
import Store

/// One page of a list, still as the store holds it.
struct ListPage: Sendable {
  var items: [StoredObject]
  var revision: Revision
  var continueToken = ""
  var remainingItemCount: Int?
}

extension APIServer {
  /// How many objects are looked at a time when a selector has to decode them.
  static let selectionBatch = 512

  func list(_ request: ResourceRequest, _ query: ListQuery) async throws(StatusError) -> ListPage {
    try query.validate(isWatch: false)
    let selection = try ObjectSelection(
      request.served, namespace: request.namespace, labels: query.labelSelector, fields: query.fieldSelector, scheme: scheme)
    if request.groupResource == ComponentStatuses.resource {
      return ListPage(items: componentStatuses.filter { selection.matches($0) }, revision: store.revision)
    }
    let token = query.continueToken.isEmpty ? nil : try ContinueToken(query.continueToken, request.groupResource)
    let namespace = request.definition.isNamespaced ? selection.namespace : ""
    let snapshot = try await snapshot(for: query, token, ReadScope(request.groupResource, namespace: namespace, name: selection.name))
    if selection.name != nil {
      let items = try await converting { selection.candidates(request.groupResource, in: snapshot).filter { selection.matches($0) } }
      return ListPage(items: items, revision: snapshot.revision)
    }
    return try await converting {
      page(request, selection, snapshot, after: token?.after, limit: query.limit > 0 ? query.limit : .max)
    }
  }

  /// The state that the options ask for (kubernetes.io, "API Concepts": semantics for get and list).
  private func snapshot(
    for query: ListQuery, _ token: ContinueToken?, _ scope: ReadScope
  ) async throws(StatusError) -> any StoreSnapshot {
    if let token {
      guard query.resourceVersion.isEmpty || query.resourceVersion == "0" else {
        throw .badRequest("specifying resource version is not allowed when using continue")
      }
      guard let revision = token.revision else { return store.snapshot() }
      return try await past(revision, of: scope) { _ in .expiredContinue }
    }
    guard !query.resourceVersion.isEmpty, query.resourceVersion != "0" else { return store.snapshot() }
    guard let revision = Revision(query.resourceVersion) else { throw .invalidResourceVersion(query.resourceVersion) }
    let isExact = query.resourceVersionMatch == "Exact" || (query.resourceVersionMatch.isEmpty && query.limit > 0)
    if isExact { return try await past(revision, of: scope, StatusError.tooOld) }
    let snapshot = store.snapshot()
    guard revision <= snapshot.revision else { throw .tooLargeResourceVersion(revision, current: snapshot.revision) }
    return snapshot
  }

  private func past(
    _ revision: Revision, of scope: ReadScope, _ expired: (_ oldest: Revision) -> StatusError
  ) async throws(StatusError) -> any StoreSnapshot {
    do throws(StoreError) {
      return try await store.snapshot(at: revision, of: scope)
    } catch {
      if case .compacted(let oldest) = error { throw expired(oldest) }
      throw StatusError(error)
    }
  }

  private func page(
    _ request: ResourceRequest, _ selection: ObjectSelection, _ snapshot: any StoreSnapshot, after: ObjectKey?, limit: Int
  ) -> ListPage {
    let resource = request.groupResource
    var page = ListPage(items: [], revision: snapshot.revision)
    if selection.isEverything {
      page.items = snapshot.list(resource, namespace: selection.namespace, after: after, limit: limit)
      guard page.items.count == limit, let last = page.items.last else { return page }
      let remaining = snapshot.count(resource, namespace: selection.namespace, after: last.key)
      guard remaining > 0 else { return page }
      page.remainingItemCount = remaining
      page.continueToken = ContinueToken(revision: snapshot.revision, after: last.key).text
      return page
    }
    var cursor = after
    while true {
      let batch = snapshot.list(resource, namespace: selection.namespace, after: cursor, limit: Self.selectionBatch)
      for object in batch where selection.matches(object) {
        guard page.items.count < limit else {
          if let last = page.items.last { page.continueToken = ContinueToken(revision: snapshot.revision, after: last.key).text }
          return page
        }
        page.items.append(object)
      }
      guard batch.count == Self.selectionBatch else { return page }
      cursor = batch.last?.key
    }
  }
}

extension StatusError {
  /// The page's revision is no longer known. The response carries a token with which the client may go on inconsistently.
  static let expiredContinue = StatusError.expired(
    "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
      + "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
      + "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted "
      + "between the time the first chunk was returned and now may show up in the list.")
}
