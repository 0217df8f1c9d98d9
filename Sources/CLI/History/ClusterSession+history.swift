import APIMachinery
import Client

extension ClusterSession {
  static let historyPath = "/apis/kctl.dev/v1alpha1/history"

  /// A point of the past that the server has found.
  struct Place: Sendable {
    var revision: UInt64
    var time: String?
    var live: String?
    var main: String?
  }

  /// The same conversation about the past: everything it reads is as it was then.
  func session(at text: String) async throws -> ClusterSession {
    let place = try await place(PointInTime(text, now: now))
    let past = PastExchange(server: connection.exchange, revision: place.revision)
    let connection = ClusterConnection(past, namespace: connection.namespace, address: connection.address)
    return ClusterSession(
      connection, environment: environment, namespace: namespaceIsExplicit ? namespace : nil, requestTimeout: requestTimeout)
  }

  func place(_ point: PointInTime) async throws -> Place {
    var query = QueryString()
    switch point {
    case .newest: break
    // Any API server knows its own revisions.
    case .revision(let revision): return Place(revision: revision)
    case .revisionOrCommit(let revision, let text):
      if try await isCommit(text) {
        throw CommandFailure(
          "\(text) could be a revision or the beginning of a commit's id: write 'revision \(text)', or more of the commit's id")
      }
      return Place(revision: revision)
    case .time(let time): query.add("time", time.rfc3339)
    case .commit(let text): query.add("commit", text)
    }
    let answer: Value
    do { answer = try await history("/point", query) } catch let error as StatusError where error.code == 404 {
      guard case .commit = point else { throw error }
      var explained = error
      explained.message += ". A point in time is \(PointInTime.forms)"
      throw explained
    }
    return Place(
      revision: UInt64(clamping: answer["revision"]?.int ?? 0), time: answer["time"]?.string, live: answer["commit"]?.string,
      main: answer["main"]?.string)
  }

  private func isCommit(_ text: String) async throws -> Bool {
    do {
      _ = try await call("GET", Self.historyPath + "/point", query: QueryString(["commit": text]))
      return true
    } catch let error as StatusError where error.code < 500 {
      // Several commits begin with it.
      return error.code == 400
    }
  }

  func history(_ path: String, _ query: QueryString) async throws -> Value {
    do {
      return try await call("GET", Self.historyPath + path, query: query)
    } catch let error as StatusError where error.isUnknownPath {
      throw CommandFailure("this server keeps no history: it is no kctl daemon. Only a revision (resourceVersion) can be asked of it")
    }
  }

  /// The query fields that name an object, or all objects of a type, of a namespace, or of the cluster.
  func subject(_ selection: ResourceSelection?, allNamespaces: Bool) -> QueryString {
    var query = QueryString()
    guard let selection else {
      if namespaceIsExplicit { query.add("namespace", namespace) }
      return query
    }
    query.add("group", selection.resource.group)
    query.add("resource", selection.resource.plural)
    if !selection.resource.isNamespaced { query.add("namespace", "") } else if !allNamespaces { query.add("namespace", namespace) }
    if case .object(_, let name) = selection { query.add("name", name) }
    return query
  }
}
