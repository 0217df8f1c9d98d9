import APIMachinery

/// Reads an object's changes, newest first, until every value of it is accounted for.
struct BlameTracer: Sendable {
  let session: ClusterSession

  private static let pageSize = 100

  /// `before`: only changes below that revision.
  func trace(_ object: Value, _ selection: ResourceSelection, namespace: String?, before: UInt64? = nil) async throws -> Blame {
    var blame = Blame(object)
    var continuation = ""
    repeat {
      var query = QueryString()
      query.add("group", selection.resource.group)
      query.add("resource", selection.resource.plural)
      query.add("namespace", namespace ?? "")
      query.add("name", object.name)
      query.add("objects", "true")
      query.add("limit", String(Self.pageSize))
      if let before { query.add("before", String(before)) }
      query.add("continue", nonEmpty: continuation)
      let page = try await session.history("", query)
      for item in page["items"]?.array ?? [] where !blame.isComplete { blame.add(HistoryRecord(item)) }
      continuation = page["metadata"]?["continue"]?.string ?? ""
    } while !blame.isComplete && !continuation.isEmpty
    return blame
  }
}
